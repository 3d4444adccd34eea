-- Writing back to the directory: what would change is looked at first, then written device by device.

CREATE TABLE write_backs (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  -- comparing, preview, writing, stopped; done, refused, overtaken
  state TEXT NOT NULL,
  -- null: the nightly one
  asked_by TEXT REFERENCES people (id),
  begun_at TEXT NOT NULL,
  -- steps that were done: two workers do each once
  steps INTEGER NOT NULL DEFAULT 0,
  -- the last device that was compared
  done_to TEXT NOT NULL DEFAULT '',
  -- tries of the next step that failed, and before when it is not tried again
  tries INTEGER NOT NULL DEFAULT 0,
  not_before TEXT NOT NULL DEFAULT '',
  failure TEXT NOT NULL DEFAULT '',
  -- devices that were compared; of these otherwise, and by what
  looked INTEGER NOT NULL DEFAULT 0,
  named INTEGER NOT NULL DEFAULT 0,
  asset_ids INTEGER NOT NULL DEFAULT 0,
  users INTEGER NOT NULL DEFAULT 0,
  locations INTEGER NOT NULL DEFAULT 0,
  units INTEGER NOT NULL DEFAULT 0,
  -- what became of them
  written INTEGER NOT NULL DEFAULT 0,
  moved INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  decided_by TEXT REFERENCES people (id),
  decided_at TEXT,
  ended_at TEXT
) STRICT;

CREATE UNIQUE INDEX write_backs_open ON write_backs (source) WHERE ended_at IS NULL;

CREATE TABLE write_back_rows (
  run INTEGER NOT NULL REFERENCES write_backs (n),
  external TEXT NOT NULL,
  device TEXT NOT NULL REFERENCES devices (id),
  -- by field: [as it was, as it shall be]
  content TEXT NOT NULL,
  -- the unit that it shall be in, '' where that stays
  unit TEXT NOT NULL,
  -- waits; written, moved (it is otherwise than in the preview by now), failed, left
  state TEXT NOT NULL DEFAULT 'waits',
  answer TEXT NOT NULL DEFAULT '',
  at TEXT,
  PRIMARY KEY (run, external)
) STRICT, WITHOUT ROWID;

-- In the order of their units, so that a move takes many at once.
CREATE INDEX write_back_rows_waits ON write_back_rows (run, unit, external) WHERE state = 'waits';
CREATE INDEX write_back_rows_state ON write_back_rows (run, state, external);
CREATE INDEX write_back_rows_device ON write_back_rows (device, run);

-- Rights that came by a group at the provider, and follow it; all others were given by hand.
ALTER TABLE user_roles ADD COLUMN by_group INTEGER NOT NULL DEFAULT 0;
ALTER TABLE person_sites ADD COLUMN by_group INTEGER NOT NULL DEFAULT 0;
