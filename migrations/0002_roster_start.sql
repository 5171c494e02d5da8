-- Reference data published by the hub, equal on every replica.

CREATE TABLE area (
  area_id BLOB NOT NULL,
  parent_id BLOB,
  code TEXT NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 9),
  names TEXT NOT NULL,
  PRIMARY KEY (area_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX area_by_code ON area (code);
CREATE INDEX area_by_parent ON area (parent_id);

CREATE TABLE roster_device (
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  public_key BLOB NOT NULL,
  areas TEXT NOT NULL,
  is_revoked INTEGER NOT NULL CHECK (is_revoked IN (0, 1)),
  PRIMARY KEY (number)
) STRICT, WITHOUT ROWID;

CREATE TABLE roster_user (
  user_id BLOB NOT NULL,
  name TEXT NOT NULL,
  roles TEXT NOT NULL,
  PRIMARY KEY (user_id)
) STRICT, WITHOUT ROWID;
