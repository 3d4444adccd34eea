-- Parts, what they fit, and the ledger of each bin.

CREATE TABLE interchange_groups (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CONSTRAINT interchange_groups_name UNIQUE,
  part_kind TEXT NOT NULL,
  touch INTEGER CHECK (touch IN (0, 1)),
  retired_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE parts (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sku TEXT NOT NULL CONSTRAINT parts_sku UNIQUE,
  name TEXT NOT NULL,
  interchange_group TEXT REFERENCES interchange_groups (id),
  part_kind TEXT NOT NULL,
  condition TEXT NOT NULL DEFAULT 'new' CHECK (condition IN ('new', 'refurbished', 'harvested')),
  counted INTEGER NOT NULL DEFAULT 1 CHECK (counted IN (0, 1)),
  price_cents INTEGER NOT NULL DEFAULT 0 CHECK (price_cents >= 0),
  retired_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL
) STRICT;

CREATE INDEX parts_group ON parts (interchange_group, sku);
CREATE INDEX parts_kind ON parts (part_kind, sku);
CREATE INDEX parts_name ON parts (name, sku);

CREATE VIRTUAL TABLE parts_fts USING fts5 (
  name, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3', content = '', contentless_delete = 1
);

-- Maker's numbers and barcodes: one part may have several of each.
CREATE TABLE part_numbers (
  id TEXT PRIMARY KEY,
  part TEXT NOT NULL REFERENCES parts (id),
  kind TEXT NOT NULL CHECK (kind IN ('maker', 'barcode')),
  value TEXT NOT NULL,
  CONSTRAINT part_numbers_value UNIQUE (kind, value, part)
) STRICT;

CREATE INDEX part_numbers_part ON part_numbers (part);
CREATE INDEX part_numbers_look_up ON part_numbers (value);

-- Group X fits model M (or only its variant V) for fault F.
CREATE TABLE fits (
  id TEXT PRIMARY KEY,
  model TEXT NOT NULL REFERENCES models (id),
  variant TEXT REFERENCES variants (id),
  fault TEXT NOT NULL REFERENCES faults (code),
  interchange_group TEXT REFERENCES interchange_groups (id),
  part TEXT REFERENCES parts (id),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'refused')),
  proposed_by TEXT REFERENCES people (id),
  repair TEXT REFERENCES repairs (id),
  at TEXT NOT NULL,
  decided_by TEXT REFERENCES people (id),
  decided_at TEXT,
  CONSTRAINT fits_one_side CHECK ((interchange_group IS NULL) <> (part IS NULL))
) STRICT;

CREATE UNIQUE INDEX fits_one ON fits (
  model, fault, ifnull(variant, ''), ifnull(interchange_group, ''), ifnull(part, '')
);
CREATE INDEX fits_group ON fits (interchange_group) WHERE interchange_group IS NOT NULL;
CREATE INDEX fits_part ON fits (part) WHERE part IS NOT NULL;
CREATE INDEX fits_proposed ON fits (at) WHERE state = 'proposed';

-- A place that holds stock: a shelf in a depot, or a technician's vehicle.
CREATE TABLE bins (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL CONSTRAINT bins_code UNIQUE,
  name TEXT NOT NULL,
  location TEXT NOT NULL REFERENCES locations (id),
  keeper TEXT REFERENCES people (id),
  retired_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX bins_location ON bins (location, code);
CREATE UNIQUE INDEX bins_keeper ON bins (keeper) WHERE keeper IS NOT NULL AND retired_at IS NULL;

-- On hand, kept by the commit that writes the movement. Never below zero.
CREATE TABLE stock (
  bin TEXT NOT NULL REFERENCES bins (id),
  part TEXT NOT NULL REFERENCES parts (id),
  on_hand INTEGER NOT NULL,
  PRIMARY KEY (bin, part),
  CONSTRAINT stock_not_negative CHECK (on_hand >= 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX stock_part ON stock (part, bin, on_hand);

-- A part that went into a repair, counted or not; what it cost then.
CREATE TABLE repair_parts (
  id TEXT PRIMARY KEY,
  repair TEXT NOT NULL REFERENCES repairs (id),
  line TEXT NOT NULL REFERENCES repair_lines (id),
  part TEXT NOT NULL REFERENCES parts (id),
  bin TEXT REFERENCES bins (id),
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 999),
  cost_cents INTEGER NOT NULL CHECK (cost_cents >= 0),
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  returned_at TEXT
) STRICT;

CREATE INDEX repair_parts_repair ON repair_parts (repair, at);
CREATE INDEX repair_parts_part ON repair_parts (part, at);

CREATE TABLE movements (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  part TEXT NOT NULL REFERENCES parts (id),
  bin TEXT NOT NULL REFERENCES bins (id),
  quantity INTEGER NOT NULL CHECK (quantity <> 0),
  why TEXT NOT NULL CHECK (
    why IN ('receive', 'use', 'transfer', 'count', 'harvest', 'scrap', 'return', 'opening')
  ),
  repair TEXT REFERENCES repairs (id),
  repair_part TEXT REFERENCES repair_parts (id),
  transfer TEXT,
  done_at TEXT NOT NULL,
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id)
) STRICT;

CREATE INDEX movements_part ON movements (part, n);
CREATE INDEX movements_bin ON movements (bin, part, n);
CREATE INDEX movements_repair ON movements (repair) WHERE repair IS NOT NULL;
CREATE INDEX movements_repair_part ON movements (repair_part) WHERE repair_part IS NOT NULL;

-- Use beyond what the bin held by the books; settled by the next count.
CREATE TABLE shortfalls (
  id TEXT PRIMARY KEY,
  part TEXT NOT NULL REFERENCES parts (id),
  bin TEXT NOT NULL REFERENCES bins (id),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  repair TEXT NOT NULL REFERENCES repairs (id),
  repair_part TEXT NOT NULL REFERENCES repair_parts (id),
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  settled_at TEXT,
  settled_by TEXT REFERENCES people (id),
  withdrawn_at TEXT
) STRICT;

CREATE INDEX shortfalls_open ON shortfalls (bin, part) WHERE settled_at IS NULL AND withdrawn_at IS NULL;
CREATE INDEX shortfalls_repair_part ON shortfalls (repair_part);
CREATE INDEX shortfalls_repair ON shortfalls (repair);
