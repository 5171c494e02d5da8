-- Who looked at what, and what is needed to find who changed what.

-- One line per fact and person or household whose sensitive values were opened. The home is that of the fact's area.
CREATE TABLE access_record (
  home_area_id BLOB NOT NULL,
  fact_id BLOB NOT NULL,
  document_id BLOB NOT NULL,
  kind INTEGER NOT NULL,
  area_id BLOB NOT NULL,
  fields TEXT NOT NULL,
  purpose TEXT NOT NULL,
  reason TEXT NOT NULL,
  act TEXT NOT NULL,
  by_user_id BLOB NOT NULL,
  by_device INTEGER NOT NULL,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (home_area_id, fact_id, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX access_record_by_document ON access_record (home_area_id, document_id, read_at);

-- Numbers a person had and has no more, so that who changed one is found by it. Phones: their digits from the last to the
-- first; identity documents: the number as written.
CREATE TABLE former_number (
  home_area_id BLOB NOT NULL,
  person_id BLOB NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('phone', 'document')),
  number TEXT NOT NULL,
  PRIMARY KEY (home_area_id, person_id, kind, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_number_by_number ON former_number (home_area_id, kind, number);

-- The log by time, by who acted, and by place.
CREATE INDEX log_commit_by_time ON log_commit (recorded_at);
CREATE INDEX log_commit_by_user ON log_commit (user_id, recorded_at);
CREATE INDEX log_commit_by_area ON log_commit (area_id, recorded_at);
