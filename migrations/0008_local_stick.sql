-- The exchange in files: what waits for an earlier part, what others hold, what is carried for others, what was rescued.

-- A chunk whose place in its chain is proven to be later than what is held: tried again when more arrives.
CREATE TABLE local_waiting_chunk (
  incarnation BLOB NOT NULL,
  first_n INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  kept_at INTEGER NOT NULL,
  PRIMARY KEY (incarnation, first_n)
) STRICT;

-- How far another laptop held every chain when it last said so.
CREATE TABLE local_peer (
  number INTEGER NOT NULL,
  vector BLOB NOT NULL,
  heard_at INTEGER NOT NULL,
  PRIMARY KEY (number)
) STRICT, WITHOUT ROWID;

-- The last hello of a laptop that came in a bundle: what the answer goes on from.
CREATE TABLE local_bundle_hello (
  number INTEGER NOT NULL,
  bundle_id BLOB NOT NULL,
  made_at INTEGER NOT NULL,
  hello BLOB NOT NULL,
  PRIMARY KEY (number)
) STRICT, WITHOUT ROWID;

-- Sealed parts carried for others, on the way to the hub or back. The bytes lie in files beside the store.
CREATE TABLE local_carried (
  part BLOB NOT NULL,
  name TEXT NOT NULL,
  length INTEGER NOT NULL,
  for_device INTEGER NOT NULL,
  from_device INTEGER,
  state TEXT NOT NULL CHECK (state IN ('carried', 'handed', 'refused')),
  code TEXT,
  kept_at INTEGER NOT NULL,
  PRIMARY KEY (part)
) STRICT, WITHOUT ROWID;

-- Sealed parts that carriers handed over, at the hub: what became of each, told again when asked again.
CREATE TABLE local_handed (
  part BLOB NOT NULL,
  carrier INTEGER NOT NULL,
  length INTEGER NOT NULL,
  maker INTEGER,
  answers INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('coming', 'taken', 'refused')),
  code TEXT,
  kept_at INTEGER NOT NULL,
  PRIMARY KEY (part)
) STRICT, WITHOUT ROWID;

-- Commits adopted from a rescue file, at the hub, before their author's own chain brought them.
CREATE TABLE local_rescued (
  incarnation BLOB NOT NULL,
  n INTEGER NOT NULL,
  hash BLOB NOT NULL,
  is_signed INTEGER NOT NULL CHECK (is_signed IN (0, 1)),
  rescued_at INTEGER NOT NULL,
  PRIMARY KEY (incarnation, n)
) STRICT, WITHOUT ROWID;

-- Chunks of other laptops that came from one of them and not from the hub: the hub is given them, in case their author
-- never comes.
CREATE TABLE local_from_peer (
  incarnation BLOB NOT NULL,
  first_n INTEGER NOT NULL,
  PRIMARY KEY (incarnation, first_n)
) STRICT, WITHOUT ROWID;
