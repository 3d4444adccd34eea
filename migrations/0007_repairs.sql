-- Work orders with their fault lines, holds, notes and photos.

CREATE TABLE symptoms (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  faults TEXT NOT NULL DEFAULT '[]',
  position INTEGER NOT NULL DEFAULT 0,
  retired_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE remedies (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 0,
  retired_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE faults (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 600),
  remedy TEXT REFERENCES remedies (code),
  part_kind TEXT,
  position INTEGER NOT NULL DEFAULT 0,
  retired_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE repairs (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  number INTEGER NOT NULL CONSTRAINT repairs_number UNIQUE,
  device TEXT NOT NULL REFERENCES devices (id),
  site TEXT NOT NULL REFERENCES locations (id),
  state TEXT NOT NULL CHECK (
    state IN ('reported', 'accepted', 'in_work', 'on_hold', 'at_vendor', 'ready', 'closed', 'withdrawn')
  ),
  priority TEXT NOT NULL DEFAULT 'normal' CHECK (priority IN ('urgent', 'high', 'normal', 'low')),
  level INTEGER NOT NULL DEFAULT 1 CHECK (level BETWEEN 1 AND 3),
  technician TEXT REFERENCES people (id),
  reported_by TEXT REFERENCES people (id),
  had_device TEXT REFERENCES people (id),
  in_use INTEGER NOT NULL DEFAULT 0 CHECK (in_use IN (0, 1)),
  quick INTEGER NOT NULL DEFAULT 0 CHECK (quick IN (0, 1)),
  above_level INTEGER NOT NULL DEFAULT 0 CHECK (above_level IN (0, 1)),
  to_confirm INTEGER NOT NULL DEFAULT 0 CHECK (to_confirm IN (0, 1)),
  confirmed_by TEXT REFERENCES people (id),
  covered INTEGER NOT NULL DEFAULT 0 CHECK (covered IN (0, 1)),
  outcome TEXT CHECK (outcome IN ('repaired', 'no_fault', 'not_worth', 'withdrawn')),
  reported_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  accepted_at TEXT,
  started_at TEXT,
  ready_at TEXT,
  closed_at TEXT,
  due_at TEXT,
  expected_on TEXT,
  minutes INTEGER NOT NULL DEFAULT 0 CHECK (minutes >= 0),
  parts_cents INTEGER NOT NULL DEFAULT 0 CHECK (parts_cents >= 0),
  -- kept from repair_lines: the first fault (or symptom) for lists
  headline TEXT NOT NULL DEFAULT '',
  -- kept from repair_holds
  hold_reason TEXT,
  came_back INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT repairs_closed CHECK ((state IN ('closed', 'withdrawn')) = (closed_at IS NOT NULL)),
  CONSTRAINT repairs_outcome CHECK (state <> 'closed' OR outcome IS NOT NULL)
) STRICT;

CREATE UNIQUE INDEX repairs_open_device ON repairs (device) WHERE closed_at IS NULL;
CREATE INDEX repairs_device ON repairs (device, reported_at);
CREATE INDEX repairs_open ON repairs (due_at, n) WHERE closed_at IS NULL;
CREATE INDEX repairs_open_site ON repairs (site, due_at, n) WHERE closed_at IS NULL;
CREATE INDEX repairs_open_technician ON repairs (technician, due_at, n) WHERE closed_at IS NULL;
CREATE INDEX repairs_open_state ON repairs (state, due_at, n) WHERE closed_at IS NULL;
CREATE INDEX repairs_open_level ON repairs (level, due_at, n) WHERE closed_at IS NULL;
CREATE INDEX repairs_open_age ON repairs (reported_at, n) WHERE closed_at IS NULL;
CREATE INDEX repairs_open_hold ON repairs (hold_reason, due_at, n) WHERE closed_at IS NULL;
CREATE INDEX repairs_closed_at ON repairs (closed_at, n) WHERE closed_at IS NOT NULL;
CREATE INDEX repairs_closed_site ON repairs (site, closed_at, n) WHERE closed_at IS NOT NULL;
CREATE INDEX repairs_closed_technician ON repairs (technician, closed_at, n) WHERE closed_at IS NOT NULL;
CREATE INDEX repairs_to_confirm ON repairs (n) WHERE to_confirm = 1;
CREATE INDEX repairs_had_device ON repairs (had_device, reported_at) WHERE had_device IS NOT NULL;

CREATE TABLE repair_lines (
  id TEXT PRIMARY KEY,
  repair TEXT NOT NULL REFERENCES repairs (id),
  position INTEGER NOT NULL,
  symptom TEXT REFERENCES symptoms (code),
  fault TEXT REFERENCES faults (code),
  remedy TEXT REFERENCES remedies (code),
  cause TEXT,
  minutes INTEGER NOT NULL DEFAULT 0 CHECK (minutes BETWEEN 0 AND 6000),
  note TEXT NOT NULL DEFAULT '',
  done_at TEXT,
  done_by TEXT REFERENCES people (id),
  withdrawn_at TEXT
) STRICT;

CREATE INDEX repair_lines_repair ON repair_lines (repair, position);

CREATE TABLE repair_holds (
  id TEXT PRIMARY KEY,
  repair TEXT NOT NULL REFERENCES repairs (id),
  reason TEXT NOT NULL CHECK (reason IN ('parts', 'approval', 'vendor', 'answer', 'board')),
  interchange_group TEXT,
  quantity INTEGER CHECK (quantity BETWEEN 1 AND 999),
  vendor TEXT REFERENCES locations (id),
  note TEXT NOT NULL DEFAULT '',
  from_at TEXT NOT NULL,
  to_at TEXT,
  done_by TEXT REFERENCES people (id)
) STRICT;

CREATE UNIQUE INDEX repair_holds_open ON repair_holds (repair) WHERE to_at IS NULL;
CREATE INDEX repair_holds_repair ON repair_holds (repair, from_at);
CREATE INDEX repair_holds_group ON repair_holds (interchange_group) WHERE to_at IS NULL;

CREATE TABLE repair_notes (
  id TEXT PRIMARY KEY,
  repair TEXT NOT NULL REFERENCES repairs (id),
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  text TEXT NOT NULL
) STRICT;

CREATE INDEX repair_notes_repair ON repair_notes (repair, at);

CREATE TABLE mentions (
  note TEXT NOT NULL REFERENCES repair_notes (id),
  person TEXT NOT NULL REFERENCES people (id),
  at TEXT NOT NULL,
  seen_at TEXT,
  PRIMARY KEY (note, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX mentions_unseen ON mentions (person, at) WHERE seen_at IS NULL;

CREATE TABLE photos (
  id TEXT PRIMARY KEY,
  device TEXT NOT NULL REFERENCES devices (id),
  repair TEXT REFERENCES repairs (id),
  name TEXT NOT NULL UNIQUE,
  thumb TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  step TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  withdrawn_at TEXT
) STRICT;

CREATE INDEX photos_device ON photos (device, at);
CREATE INDEX photos_repair ON photos (repair, at) WHERE repair IS NOT NULL;

CREATE TABLE swaps (
  id TEXT PRIMARY KEY,
  broken TEXT NOT NULL REFERENCES devices (id),
  spare TEXT NOT NULL REFERENCES devices (id),
  how TEXT NOT NULL CHECK (how IN ('loaner', 'for_good')),
  repair TEXT REFERENCES repairs (id),
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  undo TEXT NOT NULL,
  undone_at TEXT
) STRICT;

CREATE INDEX swaps_broken ON swaps (broken, at);
CREATE INDEX swaps_spare ON swaps (spare, at);

-- How often each fault was found on each model: kept by the commit that finds it.
CREATE TABLE fault_tallies (
  model TEXT NOT NULL REFERENCES models (id),
  fault TEXT NOT NULL REFERENCES faults (code),
  n INTEGER NOT NULL,
  PRIMARY KEY (model, fault)
) STRICT, WITHOUT ROWID;
