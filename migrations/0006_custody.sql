-- Whom a device is issued to, and who has it now.

CREATE TABLE assignments (
  id TEXT PRIMARY KEY,
  device TEXT NOT NULL REFERENCES devices (id),
  person TEXT REFERENCES people (id),
  location TEXT REFERENCES locations (id),
  slot INTEGER,
  chargers INTEGER NOT NULL DEFAULT 0 CHECK (chargers BETWEEN 0 AND 9),
  cases INTEGER NOT NULL DEFAULT 0 CHECK (cases BETWEEN 0 AND 9),
  hotspots INTEGER NOT NULL DEFAULT 0 CHECK (hotspots BETWEEN 0 AND 9),
  from_at TEXT NOT NULL,
  to_at TEXT,
  done_by TEXT REFERENCES people (id),
  CONSTRAINT assignments_one_holder CHECK ((person IS NULL) <> (location IS NULL))
) STRICT;

CREATE UNIQUE INDEX assignments_open ON assignments (device) WHERE to_at IS NULL;
CREATE UNIQUE INDEX assignments_slot ON assignments (location, slot) WHERE to_at IS NULL AND slot IS NOT NULL;
CREATE INDEX assignments_device ON assignments (device, from_at);
CREATE INDEX assignments_person ON assignments (person, from_at) WHERE person IS NOT NULL;

CREATE TABLE custody (
  id TEXT PRIMARY KEY,
  device TEXT NOT NULL REFERENCES devices (id),
  location TEXT NOT NULL REFERENCES locations (id),
  person TEXT REFERENCES people (id),
  slot INTEGER,
  due_on TEXT,
  why TEXT NOT NULL,
  from_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  to_at TEXT,
  done_by TEXT REFERENCES people (id),
  repair TEXT
) STRICT;

CREATE UNIQUE INDEX custody_open ON custody (device) WHERE to_at IS NULL;
CREATE INDEX custody_device ON custody (device, from_at);
CREATE INDEX custody_location ON custody (location, from_at);
CREATE INDEX custody_person ON custody (person, from_at) WHERE person IS NOT NULL;
CREATE INDEX custody_due ON custody (due_on) WHERE to_at IS NULL AND due_on IS NOT NULL;

-- What did not come back with a device: charger, case, hotspot.
CREATE TABLE missing_accessories (
  id TEXT PRIMARY KEY,
  device TEXT NOT NULL REFERENCES devices (id),
  person TEXT REFERENCES people (id),
  what TEXT NOT NULL,
  at TEXT NOT NULL,
  done_by TEXT REFERENCES people (id),
  settled_at TEXT,
  settled_by TEXT REFERENCES people (id)
) STRICT;

CREATE INDEX missing_accessories_device ON missing_accessories (device);
CREATE INDEX missing_accessories_open ON missing_accessories (at) WHERE settled_at IS NULL;

-- A mode that somebody has started for scanning: only inside one does a scan change custody.
CREATE TABLE scan_sessions (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES people (id),
  mode TEXT NOT NULL,
  location TEXT REFERENCES locations (id),
  holder TEXT REFERENCES people (id),
  due_on TEXT,
  options TEXT NOT NULL DEFAULT '{}',
  started_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;

CREATE INDEX scan_sessions_person ON scan_sessions (person, started_at);

CREATE TABLE scan_entries (
  id TEXT PRIMARY KEY,
  session TEXT NOT NULL REFERENCES scan_sessions (id),
  seq INTEGER NOT NULL,
  scanned TEXT NOT NULL,
  device TEXT REFERENCES devices (id),
  person TEXT REFERENCES people (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'already', 'error', 'badge')),
  message TEXT NOT NULL,
  undo TEXT NOT NULL DEFAULT '{}',
  at TEXT NOT NULL,
  undone_at TEXT,
  settled_at TEXT,
  CONSTRAINT scan_entries_seq UNIQUE (session, seq)
) STRICT;

CREATE INDEX scan_entries_session ON scan_entries (session, seq);
