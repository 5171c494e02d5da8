-- Everything the hub ever said of areas: what they were called, and where they lay.
CREATE TABLE area_state (
  area_id BLOB NOT NULL,
  stated_at INTEGER NOT NULL,
  fact_id BLOB NOT NULL,
  parent_id BLOB,
  code TEXT NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 9),
  names TEXT NOT NULL,
  is_merged INTEGER NOT NULL,
  by_user_id BLOB NOT NULL,
  PRIMARY KEY (area_id, stated_at, fact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX area_state_by_code ON area_state (code);
CREATE INDEX area_state_by_parent ON area_state (parent_id);

-- Where an area lay first, which gives the home of what is founded there; when it was last put elsewhere; whether it went
-- into the area around it.
ALTER TABLE area ADD COLUMN first_parent_id BLOB;
ALTER TABLE area ADD COLUMN placed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE area ADD COLUMN is_merged INTEGER NOT NULL DEFAULT 0;
CREATE INDEX area_by_placing ON area (placed_at);

-- Two lives of a hub may have given one code to two areas: the hub refuses that, a laptop must not stop at it.
DROP INDEX area_by_code;
CREATE INDEX area_by_code ON area (code);
