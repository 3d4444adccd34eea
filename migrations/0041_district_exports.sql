-- The whole district as one zip, written by the server piece by piece and kept for a few days.

CREATE TABLE district_exports (
  id TEXT PRIMARY KEY,
  person TEXT REFERENCES people (id),
  photos INTEGER NOT NULL CHECK (photos IN (0, 1)),
  -- 'asked', 'made', 'failed' or 'ended'
  state TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  -- whoever writes it was at work at this moment
  making_at TEXT,
  -- the parts that it lies in, and their bytes
  parts INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  made_at TEXT,
  failure TEXT NOT NULL DEFAULT '',
  ended_at TEXT
) STRICT;

-- One at a time.
CREATE UNIQUE INDEX district_exports_asked ON district_exports (state) WHERE state = 'asked';
CREATE INDEX district_exports_kept ON district_exports (asked_at) WHERE ended_at IS NULL;
