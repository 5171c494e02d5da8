-- What users are charged with and what roles may do: every statement of the hub, since what was done before one was heard
-- is judged by those before it. The latest statement is what counts now.

CREATE TABLE roster_statement (
  user_id BLOB NOT NULL,
  fact_id BLOB NOT NULL,
  stated_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, fact_id)
) STRICT, WITHOUT ROWID;

-- Areas as a list in JSON, empty for everywhere; days as text, null without a limit.
CREATE TABLE roster_assignment (
  user_id BLOB NOT NULL,
  fact_id BLOB NOT NULL,
  place INTEGER NOT NULL,
  role TEXT NOT NULL,
  areas TEXT NOT NULL,
  valid_from TEXT,
  valid_until TEXT,
  PRIMARY KEY (user_id, fact_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE roster_role (
  code TEXT NOT NULL,
  fact_id BLOB NOT NULL,
  version INTEGER NOT NULL,
  names TEXT NOT NULL,
  rights TEXT NOT NULL,
  incompatible_with TEXT NOT NULL,
  stated_at INTEGER NOT NULL,
  PRIMARY KEY (code, fact_id)
) STRICT, WITHOUT ROWID;

-- At the hub: up to where a device's chain was written before it heard the latest word on users and roles.
ALTER TABLE local_device ADD COLUMN roster_known INTEGER;
ALTER TABLE local_device ADD COLUMN roster_incarnation BLOB;
ALTER TABLE local_device ADD COLUMN roster_n INTEGER;
ALTER TABLE local_device ADD COLUMN roster_since INTEGER;

-- How many families an area holds, without reading their documents.
CREATE INDEX log_document_by_kind ON log_document (kind, area_id);
