-- The hub's logbook: every chunk that ever got a place in a feed, in that order, and the hash tree over them.
CREATE TABLE log_book (
  place INTEGER NOT NULL CHECK (place >= 0),
  incarnation BLOB NOT NULL,
  area_id BLOB NOT NULL,
  first_n INTEGER NOT NULL,
  last_n INTEGER NOT NULL,
  tip BLOB NOT NULL,
  PRIMARY KEY (place)
) STRICT;
CREATE INDEX log_book_by_chunk ON log_book (incarnation, first_n);
CREATE TABLE log_book_node (
  level INTEGER NOT NULL CHECK (level >= 0),
  place INTEGER NOT NULL CHECK (place >= 0),
  hash BLOB NOT NULL,
  PRIMARY KEY (level, place)
) STRICT, WITHOUT ROWID;

-- How long the logbook was when a life of the hub's store began.
CREATE TABLE log_book_life (
  entry INTEGER NOT NULL,
  life BLOB NOT NULL,
  since INTEGER NOT NULL CHECK (since >= 0),
  PRIMARY KEY (entry)
) STRICT;

-- Heads of the logbook: those a hub has signed, those a laptop has been told and has held it to.
CREATE TABLE log_book_head (
  entry INTEGER NOT NULL,
  head BLOB NOT NULL,
  PRIMARY KEY (entry)
) STRICT;

-- What a laptop found when it held the hub to its logbook; open until the hub's word fits again.
CREATE TABLE local_witness (
  found_at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('rewritten', 'shortened', 'silent', 'restored')),
  kept BLOB,
  told BLOB,
  ended_at INTEGER,
  PRIMARY KEY (found_at, kind)
) STRICT, WITHOUT ROWID;
