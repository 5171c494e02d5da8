-- The log: commits, chunks, documents and facts. Source of everything else; exempt from the home-key rule.

-- One act of one person.
CREATE TABLE log_commit (
  incarnation BLOB NOT NULL,
  n INTEGER NOT NULL CHECK (n > 0),
  hash BLOB NOT NULL,
  user_id BLOB NOT NULL,
  act TEXT NOT NULL,
  reason TEXT,
  recorded_at INTEGER NOT NULL,
  area_id BLOB NOT NULL,
  schema INTEGER NOT NULL,
  PRIMARY KEY (incarnation, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_commit_by_recorded_at ON log_commit (incarnation, recorded_at);

-- What a commit did that lies in no chunk yet: apart from the commits, so that its pages are free once it is sealed.
CREATE TABLE log_unsealed (
  incarnation BLOB NOT NULL,
  n INTEGER NOT NULL CHECK (n > 0),
  replay_hash BLOB NOT NULL,
  payload BLOB NOT NULL,
  PRIMARY KEY (incarnation, n)
) STRICT;

-- A sealed chunk as it travels. state: held = applied (or waiting in part), quarantined = kept aside.
CREATE TABLE log_chunk (
  incarnation BLOB NOT NULL,
  first_n INTEGER NOT NULL,
  last_n INTEGER NOT NULL,
  area_id BLOB NOT NULL,
  tip BLOB NOT NULL,
  hash BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('held', 'quarantined')),
  bytes BLOB NOT NULL,
  PRIMARY KEY (incarnation, first_n)
) STRICT;
CREATE INDEX log_chunk_by_area ON log_chunk (incarnation, area_id, first_n);

-- The hub's feed of each area: the order in which everybody hears.
CREATE TABLE log_feed (
  area_id BLOB NOT NULL,
  seq INTEGER NOT NULL CHECK (seq > 0),
  incarnation BLOB NOT NULL,
  first_n INTEGER NOT NULL,
  PRIMARY KEY (area_id, seq)
) STRICT, WITHOUT ROWID;

-- A document as packed Automerge. `area_id` is the area in whose feed it lives; only the hub's verdicts change it;
-- `home_area_id` is the district it was founded in and never changes; `moved_at` is the hub's instant of the last
-- verdict, so that verdicts heard out of order end the same.
CREATE TABLE log_document (
  entry INTEGER PRIMARY KEY,
  document_id BLOB NOT NULL UNIQUE,
  kind INTEGER NOT NULL,
  home_area_id BLOB NOT NULL,
  area_id BLOB NOT NULL,
  moved_at INTEGER NOT NULL,
  packed BLOB NOT NULL
) STRICT;

-- A fact as it was stated.
CREATE TABLE log_fact (
  fact_id BLOB NOT NULL,
  kind INTEGER NOT NULL,
  area_id BLOB NOT NULL,
  incarnation BLOB NOT NULL,
  n INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (fact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_fact_by_kind ON log_fact (kind, incarnation, n);

-- Sum over hash(document, heads) and hash(fact) of an area: equal sums prove equal holdings.
CREATE TABLE log_digest (
  area_id BLOB NOT NULL,
  digest BLOB NOT NULL,
  PRIMARY KEY (area_id)
) STRICT, WITHOUT ROWID;
