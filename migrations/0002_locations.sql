-- The tree of sites, depots, vehicles, vendors, rooms and carts.

CREATE TABLE locations (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  code TEXT NOT NULL CONSTRAINT locations_code UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  site_type TEXT,
  parent TEXT REFERENCES locations (id),
  top TEXT NOT NULL REFERENCES locations (id),
  address TEXT NOT NULL DEFAULT '',
  latitude REAL,
  longitude REAL,
  slots INTEGER CHECK (slots BETWEEN 1 AND 200),
  note TEXT NOT NULL DEFAULT '',
  retired_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL
) STRICT;

CREATE INDEX locations_top ON locations (top, name);
CREATE INDEX locations_parent ON locations (parent, name);
CREATE INDEX locations_kind ON locations (kind, name);
CREATE INDEX locations_name ON locations (name);

CREATE TABLE location_parents (
  id TEXT PRIMARY KEY,
  location TEXT NOT NULL REFERENCES locations (id),
  parent TEXT REFERENCES locations (id),
  from_at TEXT NOT NULL,
  to_at TEXT
) STRICT;

CREATE UNIQUE INDEX location_parents_open ON location_parents (location) WHERE to_at IS NULL;
CREATE INDEX location_parents_parent ON location_parents (parent, from_at);
CREATE INDEX location_parents_location ON location_parents (location, from_at);

CREATE VIRTUAL TABLE locations_fts USING fts5 (
  name, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3', content = '', contentless_delete = 1
);
