-- What is brought in from files: what was read, what each row would do, and what it did, to be able to take it back.

CREATE TABLE imports (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  -- 'google-admin', 'snipe-it', ...; 'csv' for any other
  source TEXT NOT NULL DEFAULT 'csv',
  file_name TEXT NOT NULL,
  -- the uploaded file lies in so many pieces
  parts INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL,
  -- the names of the columns, and the row that they stand in
  head TEXT NOT NULL DEFAULT '[]',
  head_nr INTEGER NOT NULL DEFAULT 1,
  row_count INTEGER NOT NULL DEFAULT 0,
  mapping TEXT,
  -- what a program has asked for with the file: the columns are chosen by it, and the rows applied, without a person
  auto TEXT,
  -- the last row that the running step has done: each of its commits says where it goes on from
  done_to INTEGER NOT NULL DEFAULT 0,
  -- rows by what they would do; kept from import_plans
  creates INTEGER NOT NULL DEFAULT 0,
  changes INTEGER NOT NULL DEFAULT 0,
  sames INTEGER NOT NULL DEFAULT 0,
  rejects INTEGER NOT NULL DEFAULT 0,
  lefts INTEGER NOT NULL DEFAULT 0,
  -- rows that went in, of those taken back, and of those that stay because they were touched; kept from import_applied
  applied INTEGER NOT NULL DEFAULT 0,
  undone INTEGER NOT NULL DEFAULT 0,
  kept INTEGER NOT NULL DEFAULT 0,
  all_or_nothing INTEGER NOT NULL DEFAULT 0 CHECK (all_or_nothing IN (0, 1)),
  failure TEXT NOT NULL DEFAULT '',
  -- page, api or cli: who carries it on acts as the person who asked for it
  asked_by TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  at TEXT NOT NULL,
  applied_at TEXT,
  ended_at TEXT,
  -- its rows and its file were let go
  cleared_at TEXT
) STRICT;

CREATE INDEX imports_state ON imports (state, n);
CREATE INDEX imports_ended ON imports (ended_at) WHERE cleared_at IS NULL AND ended_at IS NOT NULL;

CREATE TABLE import_rows (
  import INTEGER NOT NULL REFERENCES imports (n),
  nr INTEGER NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (import, nr)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_plans (
  import INTEGER NOT NULL REFERENCES imports (n),
  nr INTEGER NOT NULL,
  -- create, change, same, reject or left
  does TEXT NOT NULL,
  plan TEXT NOT NULL,
  problems TEXT NOT NULL DEFAULT '[]',
  -- the row that has the thing already
  double_of INTEGER,
  PRIMARY KEY (import, nr)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_plans_does ON import_plans (import, does, nr);
CREATE INDEX import_plans_double ON import_plans (import, double_of) WHERE double_of IS NOT NULL;

-- What a row stands for, so that a second row for the same thing is told.
CREATE TABLE import_keys (
  import INTEGER NOT NULL REFERENCES imports (n),
  key TEXT NOT NULL,
  nr INTEGER NOT NULL,
  PRIMARY KEY (import, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_applied (
  import INTEGER NOT NULL REFERENCES imports (n),
  nr INTEGER NOT NULL,
  thing TEXT NOT NULL,
  before TEXT NOT NULL,
  undone_at TEXT,
  -- why it stays when the import is taken back, '' where it does not
  why_kept TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (import, nr)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_applied_kept ON import_applied (import, nr) WHERE why_kept <> '';

-- Which column is what in files with this head, as it was chosen the last time.
CREATE TABLE import_mappings (
  signature TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  mapping TEXT NOT NULL,
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id)
) STRICT, WITHOUT ROWID;

-- What other systems call a device.
CREATE TABLE device_externals (
  source TEXT NOT NULL,
  value TEXT NOT NULL,
  device TEXT NOT NULL REFERENCES devices (id),
  PRIMARY KEY (source, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX device_externals_device ON device_externals (device);
