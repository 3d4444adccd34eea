-- Claims at vendors: batches of devices (RMA), what pays for them, and how each came back.

-- Who takes a plan's claims, and for how many incidents it pays in a year over all its devices: so many,
-- or so many percent of the units under contract. The pool's year begins on the same day every year.
ALTER TABLE coverage_plans ADD COLUMN vendor TEXT REFERENCES locations (id);
ALTER TABLE coverage_plans ADD COLUMN pool_incidents INTEGER CHECK (pool_incidents BETWEEN 1 AND 100000);
ALTER TABLE coverage_plans ADD COLUMN pool_percent INTEGER CHECK (pool_percent BETWEEN 1 AND 100);
ALTER TABLE coverage_plans ADD COLUMN pool_units INTEGER CHECK (pool_units BETWEEN 1 AND 1000000);
ALTER TABLE coverage_plans ADD COLUMN pool_size INTEGER
  GENERATED ALWAYS AS (coalesce(pool_incidents, pool_percent * pool_units / 100)) VIRTUAL;
ALTER TABLE coverage_plans ADD COLUMN pool_year_from TEXT NOT NULL DEFAULT '07-01';

-- A year of a plan: how many incidents its pool has (null: any number) and how many vendors have accepted.
CREATE TABLE coverage_pools (
  plan TEXT NOT NULL REFERENCES coverage_plans (id),
  year_from TEXT NOT NULL,
  size INTEGER,
  used INTEGER NOT NULL,
  PRIMARY KEY (plan, year_from),
  CONSTRAINT coverage_pools_used CHECK (used >= 0),
  CONSTRAINT coverage_pools_not_exceeded CHECK (size IS NULL OR used <= size)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_batches (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  number INTEGER NOT NULL CONSTRAINT claim_batches_number UNIQUE,
  vendor TEXT NOT NULL REFERENCES locations (id),
  state TEXT NOT NULL DEFAULT 'draft' CHECK (
    state IN ('draft', 'packed', 'sent', 'partly_back', 'closed', 'cancelled')
  ),
  -- the vendor's number for it
  rma TEXT NOT NULL DEFAULT '',
  carrier TEXT NOT NULL DEFAULT '',
  tracking TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  expected_on TEXT,
  -- kept from claim_lines: those that are in it, and those that are not back
  devices INTEGER NOT NULL DEFAULT 0,
  waiting INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  created_by TEXT REFERENCES people (id),
  packed_at TEXT,
  packed_by TEXT REFERENCES people (id),
  sent_at TEXT,
  sent_by TEXT REFERENCES people (id),
  closed_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT claim_batches_size CHECK (devices BETWEEN 0 AND 100),
  CONSTRAINT claim_batches_waiting CHECK (waiting BETWEEN 0 AND devices)
) STRICT;

CREATE INDEX claim_batches_state ON claim_batches (state, n);
CREATE INDEX claim_batches_vendor ON claim_batches (vendor, n);

-- One device of a batch, with the repair that it goes for.
CREATE TABLE claim_lines (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  batch TEXT NOT NULL REFERENCES claim_batches (id),
  repair TEXT NOT NULL REFERENCES repairs (id),
  device TEXT NOT NULL REFERENCES devices (id),
  state TEXT NOT NULL DEFAULT 'in' CHECK (
    state IN ('in', 'out', 'sent', 'repaired', 'unrepaired', 'refused', 'lost', 'exchanged')
  ),
  -- what paid when it was sent
  cover TEXT CHECK (cover IN ('warranty', 'plan', 'none')),
  added_at TEXT NOT NULL,
  added_by TEXT REFERENCES people (id),
  -- taken out of the management console before it leaves, or said not to be in it
  deprovision TEXT CHECK (deprovision IN ('done', 'not_enrolled')),
  deprovision_at TEXT,
  deprovision_by TEXT REFERENCES people (id),
  sent_at TEXT,
  -- taken out, or back
  ended_at TEXT,
  ended_by TEXT REFERENCES people (id),
  reason TEXT NOT NULL DEFAULT '',
  -- the carrier's or the police's number for one that was lost
  case_number TEXT NOT NULL DEFAULT '',
  CONSTRAINT claim_lines_ended CHECK ((state IN ('in', 'sent')) = (ended_at IS NULL)),
  CONSTRAINT claim_lines_sent CHECK (state IN ('in', 'out') OR (sent_at IS NOT NULL AND cover IS NOT NULL))
) STRICT;

-- A device is in one batch at a time.
CREATE UNIQUE INDEX claim_lines_open ON claim_lines (device) WHERE ended_at IS NULL;
CREATE INDEX claim_lines_batch ON claim_lines (batch, n);
CREATE INDEX claim_lines_repair ON claim_lines (repair, n);
CREATE INDEX claim_lines_device ON claim_lines (device, n);
CREATE INDEX claim_lines_away ON claim_lines (sent_at, n) WHERE state = 'sent';

-- An incident of a plan that a vendor has accepted.
CREATE TABLE claim_incidents (
  id TEXT PRIMARY KEY,
  line TEXT NOT NULL CONSTRAINT claim_incidents_line UNIQUE REFERENCES claim_lines (id),
  repair TEXT NOT NULL REFERENCES repairs (id),
  plan TEXT NOT NULL REFERENCES coverage_plans (id),
  year_from TEXT NOT NULL,
  at TEXT NOT NULL,
  given_back_at TEXT
) STRICT;

CREATE UNIQUE INDEX claim_incidents_repair ON claim_incidents (repair) WHERE given_back_at IS NULL;
CREATE INDEX claim_incidents_plan ON claim_incidents (plan, year_from) WHERE given_back_at IS NULL;

-- That somebody asked the vendor where the devices are.
CREATE TABLE claim_notes (
  id TEXT PRIMARY KEY,
  batch TEXT NOT NULL REFERENCES claim_batches (id),
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  text TEXT NOT NULL
) STRICT;

CREATE INDEX claim_notes_batch ON claim_notes (batch, at);

-- The unit that a vendor sent in place of another one.
CREATE TABLE exchanges (
  id TEXT PRIMARY KEY,
  line TEXT NOT NULL CONSTRAINT exchanges_line UNIQUE REFERENCES claim_lines (id),
  old TEXT NOT NULL CONSTRAINT exchanges_old UNIQUE REFERENCES devices (id),
  new TEXT NOT NULL CONSTRAINT exchanges_new UNIQUE REFERENCES devices (id),
  -- what the new one took over; '' where the old one had none
  tag TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id)
) STRICT;
