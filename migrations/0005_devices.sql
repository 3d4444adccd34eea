-- Devices. Columns marked "kept" repeat what open rows say and are written by the same commit.

CREATE TABLE devices (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  model TEXT NOT NULL REFERENCES models (id),
  variant TEXT REFERENCES variants (id),
  unidentified INTEGER NOT NULL DEFAULT 0 CHECK (unidentified IN (0, 1)),
  home TEXT NOT NULL REFERENCES locations (id),
  condition TEXT NOT NULL DEFAULT 'good',
  purchased_on TEXT,
  cost_cents INTEGER CHECK (cost_cents >= 0),
  order_number TEXT NOT NULL DEFAULT '',
  funding_source TEXT NOT NULL DEFAULT '',
  federal_share INTEGER CHECK (federal_share BETWEEN 0 AND 100),
  warranty_until TEXT,
  coverage_plan TEXT REFERENCES coverage_plans (id),
  coverage_until TEXT,
  note TEXT NOT NULL DEFAULT '',
  -- kept from identifiers; '' where there is none, so that lists page by it
  tag TEXT NOT NULL DEFAULT '',
  serial TEXT NOT NULL DEFAULT '',
  -- kept from device_uses and device_states
  use TEXT NOT NULL,
  state TEXT NOT NULL,
  -- kept from custody
  place TEXT REFERENCES locations (id),
  at_site TEXT REFERENCES locations (id),
  holder TEXT REFERENCES people (id),
  due_on TEXT,
  -- kept from assignments
  assigned_person TEXT REFERENCES people (id),
  assigned_location TEXT REFERENCES locations (id),
  slot INTEGER,
  last_seen_at TEXT,
  last_seen_place TEXT REFERENCES locations (id),
  joined_into TEXT REFERENCES devices (id),
  version INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL,
  CONSTRAINT devices_identified CHECK (
    tag <> '' OR serial <> '' OR unidentified = 1 OR joined_into IS NOT NULL
  )
) STRICT;

CREATE INDEX devices_tag ON devices (tag, n) WHERE joined_into IS NULL;
CREATE INDEX devices_serial ON devices (serial, n) WHERE joined_into IS NULL;
CREATE INDEX devices_home ON devices (home, tag, n) WHERE joined_into IS NULL;
CREATE INDEX devices_home_state ON devices (home, state, tag, n) WHERE joined_into IS NULL;
CREATE INDEX devices_at_site ON devices (at_site, tag, n) WHERE joined_into IS NULL;
CREATE INDEX devices_place ON devices (place, tag, n) WHERE joined_into IS NULL;
CREATE INDEX devices_model ON devices (model, tag, n) WHERE joined_into IS NULL;
CREATE INDEX devices_model_state ON devices (model, state, tag, n) WHERE joined_into IS NULL;
CREATE INDEX devices_use ON devices (use, tag, n) WHERE joined_into IS NULL;
CREATE INDEX devices_state ON devices (state, tag, n) WHERE joined_into IS NULL;
CREATE INDEX devices_holder ON devices (holder, tag, n) WHERE holder IS NOT NULL;
CREATE INDEX devices_assigned_person ON devices (assigned_person, tag, n) WHERE assigned_person IS NOT NULL;
CREATE INDEX devices_assigned_location ON devices (assigned_location, slot, n) WHERE assigned_location IS NOT NULL;
CREATE INDEX devices_due ON devices (due_on, n) WHERE due_on IS NOT NULL;
CREATE INDEX devices_purchased ON devices (purchased_on, n) WHERE joined_into IS NULL;
CREATE INDEX devices_unidentified ON devices (n) WHERE unidentified = 1 AND joined_into IS NULL;

-- Asset tags and serial numbers, with from and to. A former one still finds its device.
CREATE TABLE identifiers (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  device TEXT NOT NULL REFERENCES devices (id),
  kind TEXT NOT NULL CHECK (kind IN ('tag', 'serial')),
  value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 64),
  from_at TEXT NOT NULL,
  to_at TEXT,
  withdrawn_at TEXT,
  reason TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX identifiers_value ON identifiers (kind, value) WHERE withdrawn_at IS NULL;
CREATE UNIQUE INDEX identifiers_open ON identifiers (device, kind) WHERE to_at IS NULL AND withdrawn_at IS NULL;
CREATE INDEX identifiers_device ON identifiers (device, from_at);

CREATE VIRTUAL TABLE identifiers_fts USING fts5 (
  value, tokenize = 'trigram', content = '', contentless_delete = 1
);

CREATE TABLE device_uses (
  id TEXT PRIMARY KEY,
  device TEXT NOT NULL REFERENCES devices (id),
  use TEXT NOT NULL,
  from_at TEXT NOT NULL,
  to_at TEXT,
  person TEXT REFERENCES people (id)
) STRICT;

CREATE UNIQUE INDEX device_uses_open ON device_uses (device) WHERE to_at IS NULL;
CREATE INDEX device_uses_device ON device_uses (device, from_at);

CREATE TABLE device_states (
  id TEXT PRIMARY KEY,
  device TEXT NOT NULL REFERENCES devices (id),
  state TEXT NOT NULL,
  from_at TEXT NOT NULL,
  to_at TEXT,
  person TEXT REFERENCES people (id),
  reason TEXT NOT NULL DEFAULT '',
  police_report TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX device_states_open ON device_states (device) WHERE to_at IS NULL;
CREATE INDEX device_states_device ON device_states (device, from_at);

CREATE TABLE custom_values (
  device TEXT NOT NULL REFERENCES devices (id),
  field TEXT NOT NULL REFERENCES custom_fields (id),
  value TEXT NOT NULL,
  number REAL,
  PRIMARY KEY (device, field)
) STRICT, WITHOUT ROWID;

CREATE INDEX custom_values_value ON custom_values (field, value, device);
CREATE INDEX custom_values_number ON custom_values (field, number, device) WHERE number IS NOT NULL;

-- How many devices: kept by every commit that changes one of the four. home '' counts all homes.
CREATE TABLE device_tallies (
  home TEXT NOT NULL,
  model TEXT NOT NULL,
  use TEXT NOT NULL,
  state TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (home, model, use, state)
) STRICT, WITHOUT ROWID;

CREATE INDEX device_tallies_model ON device_tallies (model, home, use, state, n);

-- What was found to be one device: which record went into which, and when it was undone.
CREATE TABLE device_joins (
  id TEXT PRIMARY KEY,
  kept TEXT NOT NULL REFERENCES devices (id),
  joined TEXT NOT NULL REFERENCES devices (id),
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  moved TEXT NOT NULL,
  undone_at TEXT
) STRICT;

CREATE INDEX device_joins_kept ON device_joins (kept, at);
CREATE UNIQUE INDEX device_joins_open ON device_joins (joined) WHERE undone_at IS NULL;
