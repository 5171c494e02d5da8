-- The second factor of the hub's accounts: codes from another device.
CREATE TABLE local_second_factor (
  user_id BLOB NOT NULL,
  secret BLOB NOT NULL,
  is_confirmed INTEGER NOT NULL CHECK (is_confirmed IN (0, 1)),
  last_step INTEGER NOT NULL,
  recovery TEXT NOT NULL,
  PRIMARY KEY (user_id)
) STRICT, WITHOUT ROWID;
