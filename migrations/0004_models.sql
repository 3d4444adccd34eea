-- What a device can be: models with their variants and update ends.

CREATE TABLE models (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  maker TEXT NOT NULL,
  name TEXT NOT NULL,
  number TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL,
  aue_on TEXT,
  aue_source TEXT,
  aue_read_on TEXT,
  warranty_months INTEGER CHECK (warranty_months BETWEEN 0 AND 120),
  price_cents INTEGER CHECK (price_cents >= 0),
  retired_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL,
  CONSTRAINT models_name UNIQUE (maker, name, number)
) STRICT;

CREATE INDEX models_aue ON models (aue_on);

CREATE TABLE model_aues (
  id TEXT PRIMARY KEY,
  model TEXT NOT NULL REFERENCES models (id),
  aue_on TEXT,
  source TEXT NOT NULL,
  read_on TEXT NOT NULL,
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id)
) STRICT;

CREATE INDEX model_aues_model ON model_aues (model, at);

CREATE TABLE variants (
  id TEXT PRIMARY KEY,
  model TEXT NOT NULL REFERENCES models (id),
  name TEXT NOT NULL,
  touch INTEGER CHECK (touch IN (0, 1)),
  convertible INTEGER CHECK (convertible IN (0, 1)),
  lte INTEGER CHECK (lte IN (0, 1)),
  retired_at TEXT,
  CONSTRAINT variants_name UNIQUE (model, name)
) STRICT;

CREATE VIRTUAL TABLE models_fts USING fts5 (
  name, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3', content = '', contentless_delete = 1
);

-- Accident cover: so many incidents per device and year, or in all.
CREATE TABLE coverage_plans (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL CONSTRAINT coverage_plans_name UNIQUE,
  incidents INTEGER CHECK (incidents BETWEEN 1 AND 99),
  per TEXT NOT NULL CHECK (per IN ('year', 'term')),
  retired_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE custom_fields (
  id TEXT PRIMARY KEY,
  device_kind TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('text', 'number', 'date', 'choice')),
  choices TEXT NOT NULL DEFAULT '[]',
  position INTEGER NOT NULL DEFAULT 0,
  retired_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT custom_fields_name UNIQUE (device_kind, name)
) STRICT;
