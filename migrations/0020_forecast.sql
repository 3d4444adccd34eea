-- What the forecast is made from (kept by its run), the fleet's plan, runs with what they found, and backtests.

-- Devices in service at the middle of each month, by the month they were bought in. Kept by the nightly run.
CREATE TABLE fleet_months (
  model TEXT NOT NULL REFERENCES models (id),
  month TEXT NOT NULL,
  bought TEXT NOT NULL,
  devices INTEGER NOT NULL CHECK (devices > 0),
  PRIMARY KEY (model, month, bought)
) STRICT, WITHOUT ROWID;

-- What was wanted of a group or part on a model, in the month that it was wanted in, once. Kept by the nightly run.
CREATE TABLE demand_months (
  -- a part's id, or a group's where only the group was named
  thing TEXT NOT NULL,
  month TEXT NOT NULL,
  model TEXT NOT NULL,
  units INTEGER NOT NULL CHECK (units > 0),
  PRIMARY KEY (thing, month, model)
) STRICT, WITHOUT ROWID;

-- Faults found, by the month of the report and the month the device was bought in. Kept by the nightly run.
CREATE TABLE failure_months (
  model TEXT NOT NULL REFERENCES models (id),
  month TEXT NOT NULL,
  bought TEXT NOT NULL,
  fault TEXT NOT NULL,
  n INTEGER NOT NULL CHECK (n > 0),
  PRIMARY KEY (model, month, bought, fault)
) STRICT, WITHOUT ROWID;

-- What repairs took, by the month of the report. Kept by the nightly run.
CREATE TABLE repair_months (
  model TEXT NOT NULL REFERENCES models (id),
  month TEXT NOT NULL,
  repairs INTEGER NOT NULL,
  parts_cents INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  PRIMARY KEY (model, month)
) STRICT, WITHOUT ROWID;

-- What came and went of a part in all bins together; what is new of the ledger is added by each run.
CREATE TABLE stock_months (
  part TEXT NOT NULL REFERENCES parts (id),
  month TEXT NOT NULL,
  net INTEGER NOT NULL,
  came INTEGER NOT NULL,
  PRIMARY KEY (part, month)
) STRICT, WITHOUT ROWID;

-- A what-if: changes on top of the fleet's plan.
CREATE TABLE fleet_scenarios (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CONSTRAINT fleet_scenarios_name UNIQUE,
  note TEXT NOT NULL DEFAULT '',
  retired_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL,
  created_by TEXT REFERENCES people (id)
) STRICT;

-- What a manager has put into the plan, or into a scenario of it. What nobody touched is proposed anew each day.
CREATE TABLE fleet_plan_rows (
  id TEXT PRIMARY KEY,
  scenario TEXT REFERENCES fleet_scenarios (id),
  kind TEXT NOT NULL CHECK (kind IN ('devices', 'keep', 'collection')),
  model TEXT REFERENCES models (id),
  -- YYYY-MM
  month TEXT,
  -- signed; 0 where a proposed row is not to happen
  devices INTEGER NOT NULL DEFAULT 0,
  -- 'keep': by how many months what leaves is put off
  months INTEGER NOT NULL DEFAULT 0,
  why TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  -- the proposed row that it stands in place of
  replaces TEXT,
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  withdrawn_at TEXT,
  withdrawn_by TEXT REFERENCES people (id),
  CONSTRAINT fleet_plan_rows_model CHECK (model IS NOT NULL OR kind = 'collection')
) STRICT;

CREATE UNIQUE INDEX fleet_plan_rows_replaces ON fleet_plan_rows (ifnull(scenario, ''), replaces)
  WHERE replaces IS NOT NULL AND withdrawn_at IS NULL;
CREATE INDEX fleet_plan_rows_open ON fleet_plan_rows (scenario, month) WHERE withdrawn_at IS NULL;

CREATE TABLE forecast_runs (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  scenario TEXT REFERENCES fleet_scenarios (id),
  why TEXT NOT NULL CHECK (why IN ('nightly', 'asked')),
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed')),
  -- what it does next, and how far it is in that
  phase TEXT NOT NULL,
  at_group INTEGER NOT NULL DEFAULT 0,
  done INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL DEFAULT 1,
  -- the day it is for, and the first month that it looks ahead to
  today TEXT NOT NULL,
  month TEXT NOT NULL,
  -- SHA-256 of everything that it was made from
  fingerprint TEXT,
  -- devices and ages by model and month, school days, settings: JSON
  inputs TEXT NOT NULL DEFAULT '{}',
  -- what it found, in sums: JSON
  summary TEXT NOT NULL DEFAULT '{}',
  failure TEXT NOT NULL DEFAULT '',
  asked_by TEXT REFERENCES people (id),
  at TEXT NOT NULL,
  -- who works on it, until when nobody else may
  worker TEXT,
  worker_until TEXT,
  ended_at TEXT,
  -- its groups were let go to save room; the fingerprint and the sums stay
  thinned_at TEXT
) STRICT;

CREATE INDEX forecast_runs_open ON forecast_runs (n) WHERE ended_at IS NULL;
CREATE INDEX forecast_runs_done ON forecast_runs (scenario, n) WHERE ended_at IS NOT NULL;

-- What a run says of one group, or of a part without a group.
CREATE TABLE forecast_groups (
  run TEXT NOT NULL REFERENCES forecast_runs (id),
  thing TEXT NOT NULL,
  how TEXT NOT NULL,
  -- JSON: distributions of the next 1, 2, ... months together; quantiles of each month; why; what it was made from
  sums TEXT NOT NULL,
  fan TEXT NOT NULL,
  factors TEXT NOT NULL,
  used TEXT NOT NULL,
  PRIMARY KEY (run, thing)
) STRICT, WITHOUT ROWID;

-- What a run says to order of it: the line's figures, and its steps, the best first. JSON.
CREATE TABLE plan_lines (
  run TEXT NOT NULL REFERENCES forecast_runs (id),
  thing TEXT NOT NULL,
  line TEXT NOT NULL,
  steps TEXT NOT NULL,
  PRIMARY KEY (run, thing)
) STRICT, WITHOUT ROWID;

-- A forecast as it would have been made at the beginning of a month that is over, and what came of it. JSON.
CREATE TABLE backtest_lines (
  month TEXT NOT NULL,
  thing TEXT NOT NULL,
  line TEXT NOT NULL,
  PRIMARY KEY (month, thing)
) STRICT, WITHOUT ROWID;

CREATE INDEX orders_plan ON orders (plan) WHERE plan IS NOT NULL;
CREATE INDEX orders_created ON orders (created_at);
