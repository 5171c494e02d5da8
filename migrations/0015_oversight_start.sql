-- Ghost controls: who founded a household's file and who changed files since, draws of families to visit, and what was found.

-- The change that founded the file of a household: which chain and when. Which user that was tells the log, where it is here.
CREATE TABLE household_origin (
  home_area_id BLOB NOT NULL,
  household_id BLOB NOT NULL,
  incarnation BLOB NOT NULL,
  founded_at INTEGER NOT NULL,
  PRIMARY KEY (home_area_id, household_id)
) STRICT, WITHOUT ROWID;

-- Later changes to the file of a household or a person, one line for each chain.
CREATE TABLE document_change (
  home_area_id BLOB NOT NULL,
  document_id BLOB NOT NULL,
  incarnation BLOB NOT NULL,
  kind INTEGER NOT NULL,
  changes INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (home_area_id, document_id, incarnation)
) STRICT, WITHOUT ROWID;

-- Parts of draws. `over_area_id` is what was drawn over, `area_id` where this part is stated; the seed is hexadecimal.
CREATE TABLE revisit_sample (
  home_area_id BLOB NOT NULL,
  fact_id BLOB NOT NULL,
  sample_id BLOB NOT NULL,
  area_id BLOB NOT NULL,
  over_area_id BLOB NOT NULL,
  officer_id BLOB,
  is_stratified INTEGER NOT NULL CHECK (is_stratified IN (0, 1)),
  seed TEXT NOT NULL,
  frame_size INTEGER NOT NULL,
  size INTEGER NOT NULL,
  by_user_id BLOB NOT NULL,
  by_device INTEGER NOT NULL,
  drawn_at INTEGER NOT NULL,
  drawn_on TEXT NOT NULL,
  PRIMARY KEY (home_area_id, fact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX revisit_sample_by_time ON revisit_sample (home_area_id, drawn_at, sample_id);
CREATE INDEX revisit_sample_by_sample ON revisit_sample (home_area_id, sample_id);

CREATE TABLE revisit_household (
  home_area_id BLOB NOT NULL,
  sample_id BLOB NOT NULL,
  household_id BLOB NOT NULL,
  fact_id BLOB NOT NULL,
  PRIMARY KEY (home_area_id, sample_id, household_id, fact_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE revisit_result (
  home_area_id BLOB NOT NULL,
  fact_id BLOB NOT NULL,
  sample_id BLOB NOT NULL,
  household_id BLOB NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('found_as_registered', 'found_different', 'not_found', 'refused')),
  note TEXT,
  visited_on TEXT NOT NULL,
  by_user_id BLOB NOT NULL,
  by_device INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (home_area_id, fact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX revisit_result_by_sample ON revisit_result (home_area_id, sample_id, household_id);
