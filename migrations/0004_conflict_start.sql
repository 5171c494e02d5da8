-- Conflicts: fields in which values written apart stand against each other, and what was settled.

CREATE TABLE conflict (
  home_area_id BLOB NOT NULL,
  document_id BLOB NOT NULL,
  field TEXT NOT NULL,
  item_id BLOB NOT NULL,
  kind INTEGER NOT NULL,
  standing TEXT NOT NULL,
  last_agreed TEXT,
  found_at INTEGER NOT NULL,
  PRIMARY KEY (home_area_id, document_id, field, item_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE settlement (
  home_area_id BLOB NOT NULL,
  fact_id BLOB NOT NULL,
  document_id BLOB NOT NULL,
  kind INTEGER NOT NULL,
  field TEXT NOT NULL,
  item_id BLOB NOT NULL,
  contended TEXT NOT NULL,
  value TEXT,
  reason TEXT,
  by_user_id BLOB NOT NULL,
  by_device INTEGER NOT NULL,
  settled_at INTEGER NOT NULL,
  is_reopened INTEGER NOT NULL CHECK (is_reopened IN (0, 1)),
  PRIMARY KEY (home_area_id, fact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX settlement_by_document ON settlement (home_area_id, document_id);
CREATE INDEX settlement_by_time ON settlement (home_area_id, settled_at);
