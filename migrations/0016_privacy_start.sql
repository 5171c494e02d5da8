-- Files that are erased: one line a file, from the last order about it.
CREATE TABLE log_erasure (
  document_id BLOB NOT NULL,
  fact_id BLOB NOT NULL,
  ruling_id BLOB NOT NULL,
  kind INTEGER NOT NULL,
  ground TEXT NOT NULL,
  reference TEXT,
  by_user_id BLOB NOT NULL,
  erased_at INTEGER NOT NULL,
  PRIMARY KEY (document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_erasure_by_time ON log_erasure (erased_at, ruling_id);

-- At the hub: the places of the feeds behind which a laptop has heard an erasure and holds nothing of the file any more.
CREATE TABLE local_erasure (
  fact_id BLOB NOT NULL,
  area_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (fact_id, area_id)
) STRICT, WITHOUT ROWID;

-- Laptops that have said they are there.
CREATE TABLE local_erasure_heard (
  fact_id BLOB NOT NULL,
  device INTEGER NOT NULL,
  heard_at INTEGER NOT NULL,
  PRIMARY KEY (fact_id, device)
) STRICT, WITHOUT ROWID;
