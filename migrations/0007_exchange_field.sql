-- Sync for the field: statements of the roster in any order, grants that ended, partings, first loads.

-- When the hub stated it: feeds of two of its lives are heard in any order, the later statement counts.
ALTER TABLE area ADD COLUMN stated_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE roster_device ADD COLUMN stated_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE roster_user ADD COLUMN stated_at INTEGER NOT NULL DEFAULT 0;

-- Every area a device was ever granted: what it wrote there while it was its own stays valid.
CREATE TABLE roster_grant (
  number INTEGER NOT NULL,
  area_id BLOB NOT NULL,
  PRIMARY KEY (number, area_id)
) STRICT, WITHOUT ROWID;
INSERT INTO roster_grant (number, area_id)
  SELECT DISTINCT number, unhex(replace(value, '-', '')) FROM roster_device, json_each(areas);

-- Two lives of the hub may have decided the same request: an acceptance counts, and the earliest of its kind.
ALTER TABLE move_request ADD COLUMN decided_at INTEGER;

-- A former incarnation is done when the hub holds all of its chain.
ALTER TABLE local_incarnation ADD COLUMN is_done INTEGER NOT NULL DEFAULT 0 CHECK (is_done IN (0, 1));

-- Chunks of a branch that parted from the chain the hub holds: kept as they were signed, never sent again.
CREATE TABLE local_branch (
  incarnation BLOB NOT NULL,
  first_n INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  kept_at INTEGER NOT NULL,
  PRIMARY KEY (incarnation, first_n)
) STRICT;

-- At the hub: devices whose store was an old copy or lived twice, for the administrator.
CREATE TABLE local_parting (
  device INTEGER NOT NULL,
  incarnation BLOB NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('rolled_back', 'fork')),
  at_n INTEGER NOT NULL,
  found_at INTEGER NOT NULL,
  PRIMARY KEY (device, incarnation, at_n)
) STRICT, WITHOUT ROWID;

-- At the hub: which incarnation said hello last, and which work made under former grants is still taken.
ALTER TABLE local_device ADD COLUMN incarnation BLOB;
ALTER TABLE local_device ADD COLUMN areas_known TEXT;
ALTER TABLE local_device ADD COLUMN grace_areas TEXT;
ALTER TABLE local_device ADD COLUMN grace_incarnation BLOB;
ALTER TABLE local_device ADD COLUMN grace_n INTEGER;
ALTER TABLE local_device ADD COLUMN grace_since INTEGER;

-- Where chains stand that came in a pack: the commits before are told, not held.
CREATE TABLE log_base (
  incarnation BLOB NOT NULL,
  area_id BLOB NOT NULL,
  n INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (incarnation, area_id)
) STRICT, WITHOUT ROWID;

-- Packs: at the hub as they are handed out, on a laptop while one is being loaded.
CREATE TABLE local_pack (
  area_id BLOB NOT NULL,
  hash BLOB NOT NULL,
  seq INTEGER NOT NULL,
  manifest BLOB NOT NULL,
  blocks_applied INTEGER NOT NULL,
  bytes_held INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (area_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE local_pack_part (
  area_id BLOB NOT NULL,
  start INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (area_id, start)
) STRICT;

-- Facts that speak of another which has not been heard yet: they are projected again when it comes.
CREATE TABLE log_fact_early (
  base_id BLOB NOT NULL,
  fact_id BLOB NOT NULL,
  PRIMARY KEY (base_id, fact_id)
) STRICT, WITHOUT ROWID;

-- Where the hub's last verdict sent a document, held here or not: late work in the feed of its former area is not for
-- stores that do not hold it any more.
CREATE TABLE log_document_move (
  document_id BLOB NOT NULL,
  area_id BLOB NOT NULL,
  moved_at INTEGER NOT NULL,
  PRIMARY KEY (document_id)
) STRICT, WITHOUT ROWID;

-- What was here and lies in an area that is no longer this laptop's: enough to say where to ask.
CREATE TABLE local_stub (
  document_id BLOB NOT NULL,
  kind INTEGER NOT NULL,
  number TEXT,
  area_id BLOB NOT NULL,
  left_at INTEGER NOT NULL,
  PRIMARY KEY (document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX local_stub_by_number ON local_stub (number);

-- At the hub: where each feed ended when this life of the store began. What laptops heard behind it is heard anew.
CREATE TABLE local_epoch (
  epoch INTEGER NOT NULL,
  area_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (epoch, area_id)
) STRICT, WITHOUT ROWID;
