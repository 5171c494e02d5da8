-- What belongs to this store alone: never projected, never replicated.

CREATE TABLE local_setting (
  name TEXT NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;

CREATE TABLE local_incarnation (
  incarnation BLOB NOT NULL,
  series INTEGER NOT NULL,
  PRIMARY KEY (incarnation)
) STRICT, WITHOUT ROWID;

CREATE TABLE local_draft (
  draft_id BLOB NOT NULL,
  user_id BLOB NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  kept_at INTEGER NOT NULL,
  PRIMARY KEY (draft_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX local_draft_by_user ON local_draft (user_id, kept_at);

CREATE TABLE local_cursor (
  area_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (area_id)
) STRICT, WITHOUT ROWID;

-- A change or chunk that could not be applied. `waiting` is tried again whenever something arrives.
CREATE TABLE local_quarantine (
  incarnation BLOB NOT NULL,
  n INTEGER NOT NULL,
  place INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'quarantined')),
  code TEXT NOT NULL,
  detail TEXT NOT NULL,
  document_id BLOB,
  found_at INTEGER NOT NULL,
  PRIMARY KEY (incarnation, n, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX local_quarantine_by_state ON local_quarantine (state);

CREATE TABLE local_file (
  file_id BLOB NOT NULL,
  name TEXT NOT NULL,
  bytes BLOB NOT NULL,
  kept_at INTEGER NOT NULL,
  PRIMARY KEY (file_id)
) STRICT;

CREATE TABLE local_batch (
  batch_id BLOB NOT NULL,
  user_id BLOB NOT NULL,
  file_name TEXT NOT NULL,
  source TEXT NOT NULL,
  area_id BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('prepared', 'applied', 'undone')),
  prepared_at INTEGER NOT NULL,
  counts TEXT NOT NULL,
  problems TEXT NOT NULL,
  problems_total INTEGER NOT NULL,
  PRIMARY KEY (batch_id)
) STRICT;

CREATE TABLE local_batch_row (
  batch_id BLOB NOT NULL,
  place INTEGER NOT NULL,
  external_id TEXT NOT NULL,
  action TEXT NOT NULL,
  household_id BLOB,
  body TEXT NOT NULL,
  applied_heads TEXT,
  PRIMARY KEY (batch_id, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX local_batch_row_by_external_id ON local_batch_row (external_id, batch_id);

-- The hub's invitations and sessions of devices.
CREATE TABLE local_invitation (
  secret_hash BLOB NOT NULL,
  name TEXT NOT NULL,
  areas TEXT NOT NULL,
  role TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  used_by_device INTEGER,
  PRIMARY KEY (secret_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE local_device (
  number INTEGER NOT NULL,
  joined_at INTEGER NOT NULL,
  last_seen_at INTEGER,
  version TEXT,
  clock_skew_ms INTEGER,
  session BLOB,
  PRIMARY KEY (number)
) STRICT, WITHOUT ROWID;

CREATE TABLE local_account (
  user_id BLOB NOT NULL,
  name TEXT NOT NULL,
  passphrase TEXT NOT NULL,
  failures INTEGER NOT NULL,
  locked_until INTEGER NOT NULL,
  PRIMARY KEY (user_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX local_account_by_name ON local_account (name);
