-- What a directory elsewhere says of our devices, and how it was read. It never changes who has what.

CREATE TABLE directory_runs (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  -- reading, asking, applying, ending; done, refused, failed
  state TEXT NOT NULL,
  -- null: the nightly run
  asked_by TEXT REFERENCES people (id),
  begun_at TEXT NOT NULL,
  -- the page that is read next, '' for the first one
  page_token TEXT NOT NULL DEFAULT '',
  pages INTEGER NOT NULL DEFAULT 0,
  -- tries of the next page that failed, and before when it is not tried again
  tries INTEGER NOT NULL DEFAULT 0,
  not_before TEXT NOT NULL DEFAULT '',
  -- the last row that was applied
  done_to TEXT NOT NULL DEFAULT '',
  -- devices that it names; of these new, known already, otherwise than before, and with something to look at
  named INTEGER NOT NULL DEFAULT 0,
  fresh INTEGER NOT NULL DEFAULT 0,
  known INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  problems INTEGER NOT NULL DEFAULT 0,
  -- known before and not named any more
  gone INTEGER NOT NULL DEFAULT 0,
  -- models whose update end is another one since
  models INTEGER NOT NULL DEFAULT 0,
  tags INTEGER NOT NULL DEFAULT 0,
  failure TEXT NOT NULL DEFAULT '',
  decided_by TEXT REFERENCES people (id),
  ended_at TEXT
) STRICT;

CREATE UNIQUE INDEX directory_runs_open ON directory_runs (source) WHERE ended_at IS NULL;

-- Devices as the running run has read them.
CREATE TABLE directory_rows (
  run INTEGER NOT NULL REFERENCES directory_runs (n),
  external TEXT NOT NULL,
  device TEXT REFERENCES devices (id),
  facts TEXT NOT NULL,
  problem TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (run, external)
) STRICT, WITHOUT ROWID;

CREATE INDEX directory_rows_device ON directory_rows (device, external) WHERE device IS NOT NULL;

CREATE TABLE directory_devices (
  source TEXT NOT NULL,
  external TEXT NOT NULL,
  -- null: no device of ours has this serial
  device TEXT REFERENCES devices (id),
  serial TEXT NOT NULL,
  model TEXT NOT NULL,
  status TEXT NOT NULL,
  org_unit TEXT NOT NULL,
  asset_id TEXT NOT NULL,
  -- who and where by the other side's notes: shown, never acted on
  annotated_user TEXT NOT NULL,
  annotated_location TEXT NOT NULL,
  os_version TEXT NOT NULL,
  last_sync_at TEXT,
  last_user TEXT NOT NULL,
  aue_on TEXT,
  read_at TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES directory_runs (n),
  gone_at TEXT,
  -- words of src/directory/rules.ts, a space between two
  problem TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (source, external)
) STRICT, WITHOUT ROWID;

CREATE INDEX directory_devices_device ON directory_devices (device) WHERE device IS NOT NULL;
CREATE INDEX directory_devices_run ON directory_devices (source, run, external) WHERE gone_at IS NULL;
CREATE INDEX directory_devices_problem ON directory_devices (source, serial, external) WHERE problem <> '' AND gone_at IS NULL;

-- When a device's updates end, by whom and read when; every change is kept.
CREATE TABLE device_aues (
  id TEXT PRIMARY KEY,
  device TEXT NOT NULL REFERENCES devices (id),
  aue_on TEXT,
  source TEXT NOT NULL,
  read_on TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE INDEX device_aues_device ON device_aues (device, at);

-- A device that its person keeps although they belong to two sites: not on the list of movers again.
CREATE TABLE mover_stays (
  device TEXT PRIMARY KEY REFERENCES devices (id),
  person TEXT NOT NULL REFERENCES people (id),
  site TEXT NOT NULL REFERENCES locations (id),
  at TEXT NOT NULL,
  decided_by TEXT REFERENCES people (id)
) STRICT;
