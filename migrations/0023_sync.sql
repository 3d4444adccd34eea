-- Phones that work without a network: each with its last contact and what it still holds, and what came from them.

CREATE TABLE phones (
  id TEXT PRIMARY KEY,
  -- who used it last
  person TEXT NOT NULL REFERENCES people (id),
  name TEXT NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  -- what it still holds, as it said last: JSON [{person, waiting, needs}]
  holds TEXT NOT NULL DEFAULT '[]',
  waiting INTEGER NOT NULL DEFAULT 0,
  needs INTEGER NOT NULL DEFAULT 0,
  oldest_at TEXT,
  -- how far its clock is ahead, in milliseconds
  clock_ms INTEGER NOT NULL DEFAULT 0,
  -- whether its browser keeps what waits (1), may throw it away (0), or did not say
  persisted INTEGER CHECK (persisted IN (0, 1)),
  copy_at TEXT
) STRICT;

CREATE INDEX phones_last ON phones (last_at, id);
CREATE INDEX phones_waiting ON phones (oldest_at) WHERE waiting > 0;

CREATE TABLE sync_entries (
  key TEXT PRIMARY KEY,
  phone TEXT NOT NULL,
  seq INTEGER NOT NULL,
  person TEXT NOT NULL REFERENCES people (id),
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('saved', 'needs_manager', 'withdrawn')),
  -- as the phone named it: an id, a tag or a serial
  device TEXT NOT NULL DEFAULT '',
  -- by the phone's clock, corrected by how far that is ahead, and when it came
  at_phone TEXT NOT NULL,
  done_at TEXT NOT NULL,
  at_server TEXT NOT NULL,
  clock_ms INTEGER NOT NULL DEFAULT 0,
  -- the rule by which it was put together with what others had done
  merged TEXT NOT NULL DEFAULT '',
  why TEXT NOT NULL DEFAULT '',
  -- what was typed, of those that were not saved: JSON
  form TEXT,
  decided_at TEXT,
  decided_by TEXT REFERENCES people (id)
) STRICT;

CREATE INDEX sync_entries_phone ON sync_entries (phone, seq);
CREATE INDEX sync_entries_waiting ON sync_entries (at_server) WHERE state = 'needs_manager';
