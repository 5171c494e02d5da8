-- Possible duplicates: pairs of records that may be of one person, and what was decided about them.

-- What records may share, as numbers; the row number is that of the person's document, as in `search_name`.
CREATE TABLE search_key (
  key INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  PRIMARY KEY (key, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_key_by_entry ON search_key (entry);

-- A pair stands here twice, once under each person.
CREATE TABLE duplicate_candidate (
  home_area_id BLOB NOT NULL,
  person_id BLOB NOT NULL,
  other_person_id BLOB NOT NULL,
  other_home_area_id BLOB NOT NULL,
  evidence TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'same', 'not_same', 'needs_visit')),
  PRIMARY KEY (home_area_id, person_id, other_person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX duplicate_candidate_by_state ON duplicate_candidate (home_area_id, state);

-- `person_id` is the lower of the two identities.
CREATE TABLE duplicate_decision (
  home_area_id BLOB NOT NULL,
  fact_id BLOB NOT NULL,
  person_id BLOB NOT NULL,
  other_person_id BLOB NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('same', 'not_same', 'needs_visit')),
  evidence TEXT NOT NULL,
  reason TEXT,
  after TEXT NOT NULL,
  by_user_id BLOB NOT NULL,
  by_device INTEGER NOT NULL,
  decided_at INTEGER NOT NULL,
  PRIMARY KEY (home_area_id, fact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX duplicate_decision_by_pair ON duplicate_decision (home_area_id, person_id, other_person_id);
