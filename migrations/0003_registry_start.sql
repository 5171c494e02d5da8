-- The registry as rows: projections of documents and facts, rebuilt at will.
-- `home_area_id` is the district a record was founded in; it never changes.

CREATE TABLE household (
  home_area_id BLOB NOT NULL,
  household_id BLOB NOT NULL,
  area_id BLOB NOT NULL,
  number TEXT NOT NULL,
  address TEXT,
  dwelling TEXT,
  water_source TEXT,
  head_person_id BLOB,
  registered_on TEXT,
  dissolved_on TEXT,
  dissolved_why TEXT,
  split_from_id BLOB,
  import_source TEXT,
  import_external_id TEXT,
  PRIMARY KEY (home_area_id, household_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX household_by_number ON household (home_area_id, number);
CREATE INDEX household_by_import ON household (home_area_id, import_source, import_external_id) WHERE import_source IS NOT NULL;

CREATE TABLE person (
  home_area_id BLOB NOT NULL,
  person_id BLOB NOT NULL,
  number TEXT NOT NULL,
  given_name TEXT,
  family_name TEXT,
  other_names TEXT,
  full_name TEXT,
  name_other_script TEXT,
  sex TEXT,
  birth_on TEXT,
  birth_precision TEXT,
  civil_status TEXT,
  education TEXT,
  disability TEXT,
  occupation TEXT,
  died_on TEXT,
  household_id BLOB,
  import_source TEXT,
  import_external_id TEXT,
  PRIMARY KEY (home_area_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_by_number ON person (home_area_id, number);
CREATE INDEX person_by_import ON person (home_area_id, import_source, import_external_id) WHERE import_source IS NOT NULL;

-- A stay of a person in a household. Current stays have no `left_on` and are named by the person's register.
CREATE TABLE membership (
  home_area_id BLOB NOT NULL,
  household_id BLOB NOT NULL,
  person_id BLOB NOT NULL,
  role TEXT,
  joined_on TEXT,
  left_on TEXT,
  why TEXT,
  is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
  PRIMARY KEY (home_area_id, household_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE phone (
  home_area_id BLOB NOT NULL,
  person_id BLOB NOT NULL,
  item_id BLOB NOT NULL,
  number TEXT NOT NULL,
  digits_reversed TEXT NOT NULL,
  PRIMARY KEY (home_area_id, person_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX phone_by_digits ON phone (home_area_id, digits_reversed);

CREATE TABLE identity_document (
  home_area_id BLOB NOT NULL,
  person_id BLOB NOT NULL,
  item_id BLOB NOT NULL,
  document_type TEXT NOT NULL,
  number TEXT NOT NULL,
  issuer TEXT,
  valid_until TEXT,
  PRIMARY KEY (home_area_id, person_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_document_by_number ON identity_document (home_area_id, number);

CREATE TABLE consent (
  home_area_id BLOB NOT NULL,
  fact_id BLOB NOT NULL,
  household_id BLOB NOT NULL,
  purpose TEXT NOT NULL,
  is_given INTEGER NOT NULL CHECK (is_given IN (0, 1)),
  manner TEXT NOT NULL,
  given_on TEXT NOT NULL,
  by_user_id BLOB NOT NULL,
  withdrawn_on TEXT,
  PRIMARY KEY (home_area_id, fact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_by_household ON consent (home_area_id, household_id);

CREATE TABLE move_request (
  home_area_id BLOB NOT NULL,
  fact_id BLOB NOT NULL,
  household_id BLOB NOT NULL,
  from_area_id BLOB NOT NULL,
  to_area_id BLOB NOT NULL,
  why TEXT NOT NULL,
  requested_by BLOB NOT NULL,
  requested_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('requested', 'accepted', 'refused')),
  answer TEXT,
  decided_by BLOB,
  PRIMARY KEY (home_area_id, fact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX move_request_by_household ON move_request (home_area_id, household_id);
CREATE INDEX move_request_by_state ON move_request (home_area_id, state);
