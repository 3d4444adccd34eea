-- What stock is worth, what is on its way, what is kept for open repairs, and kits.

ALTER TABLE parts ADD COLUMN unit TEXT NOT NULL DEFAULT 'each';
ALTER TABLE parts ADD COLUMN pack INTEGER NOT NULL DEFAULT 1 CHECK (pack BETWEEN 1 AND 9999);
ALTER TABLE parts ADD COLUMN touch INTEGER CHECK (touch IN (0, 1));
-- A, B or C by value of use: kept by the nightly job
ALTER TABLE parts ADD COLUMN class_abc TEXT;

-- What it was posted for: a receipt's line, a count's line, a harvest, a transfer's line.
ALTER TABLE movements ADD COLUMN source TEXT;
-- What the value of stock rose or fell by, at the moving average
ALTER TABLE movements ADD COLUMN value_cents INTEGER NOT NULL DEFAULT 0;

UPDATE movements SET value_cents = quantity * (SELECT price_cents FROM parts WHERE parts.id = movements.part);

CREATE INDEX movements_source ON movements (source) WHERE source IS NOT NULL;
CREATE INDEX movements_transfer ON movements (transfer) WHERE transfer IS NOT NULL;
CREATE INDEX movements_person ON movements (person, n);
CREATE INDEX movements_why ON movements (why, n);
CREATE INDEX movements_in_bin ON movements (bin, n);
CREATE INDEX movements_at ON movements (at);

-- Over all bins, kept by the commit that writes the movement. Average cost = value_cents / on_hand.
CREATE TABLE part_values (
  part TEXT PRIMARY KEY REFERENCES parts (id),
  on_hand INTEGER NOT NULL CONSTRAINT part_values_on_hand CHECK (on_hand >= 0),
  value_cents INTEGER NOT NULL CONSTRAINT part_values_value CHECK (value_cents >= 0)
) STRICT, WITHOUT ROWID;

INSERT INTO part_values (part, on_hand, value_cents)
SELECT part, sum(quantity), sum(value_cents) FROM movements GROUP BY part;

-- Kept from reservations; what is available is on_hand - reserved.
ALTER TABLE stock ADD COLUMN reserved INTEGER NOT NULL DEFAULT 0
  CONSTRAINT stock_reserved CHECK (reserved BETWEEN 0 AND max(on_hand, 0));

DROP INDEX stock_part;
CREATE INDEX stock_part ON stock (part, bin, on_hand, reserved);

-- Parts of a bin that wait for an open repair. quantity is what is still kept.
CREATE TABLE reservations (
  id TEXT PRIMARY KEY,
  part TEXT NOT NULL REFERENCES parts (id),
  bin TEXT NOT NULL REFERENCES bins (id),
  quantity INTEGER NOT NULL CHECK (quantity >= 0),
  -- used in the repair, and taken for something else, of what was kept at first
  used INTEGER NOT NULL DEFAULT 0,
  taken INTEGER NOT NULL DEFAULT 0,
  -- the repair that took some, where it was one
  taken_by TEXT REFERENCES repairs (id),
  repair TEXT NOT NULL REFERENCES repairs (id),
  source TEXT,
  at TEXT NOT NULL,
  by TEXT REFERENCES people (id),
  ended_at TEXT,
  ended_why TEXT,
  ended_by TEXT REFERENCES people (id)
) STRICT;

CREATE INDEX reservations_open ON reservations (bin, part, quantity) WHERE ended_at IS NULL;
CREATE INDEX reservations_repair ON reservations (repair, at);
CREATE INDEX reservations_part ON reservations (part) WHERE ended_at IS NULL;
CREATE INDEX reservations_source ON reservations (source) WHERE source IS NOT NULL;

-- Parts on their way from bin to bin: they left the one and are not in the other yet.
CREATE TABLE transfers (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  from_bin TEXT NOT NULL REFERENCES bins (id),
  to_bin TEXT NOT NULL REFERENCES bins (id),
  note TEXT NOT NULL DEFAULT '',
  sent_at TEXT NOT NULL,
  sent_by TEXT REFERENCES people (id),
  -- every line has arrived or is short
  closed_at TEXT
) STRICT;

CREATE INDEX transfers_open ON transfers (sent_at, n) WHERE closed_at IS NULL;
CREATE INDEX transfers_closed ON transfers (closed_at, n) WHERE closed_at IS NOT NULL;
CREATE INDEX transfers_to ON transfers (to_bin, sent_at);
CREATE INDEX transfers_from ON transfers (from_bin, sent_at);

CREATE TABLE transfer_lines (
  id TEXT PRIMARY KEY,
  transfer TEXT NOT NULL REFERENCES transfers (id),
  part TEXT NOT NULL REFERENCES parts (id),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  -- what the parts were worth when they left, and how much of that has arrived
  sent_cents INTEGER NOT NULL DEFAULT 0,
  arrived INTEGER NOT NULL DEFAULT 0 CHECK (arrived >= 0),
  arrived_cents INTEGER NOT NULL DEFAULT 0,
  -- what did not arrive: it has left the books with its value
  short INTEGER NOT NULL DEFAULT 0 CHECK (short >= 0),
  short_cents INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  closed_at TEXT,
  closed_by TEXT REFERENCES people (id),
  CONSTRAINT transfer_lines_sum CHECK (arrived + short <= quantity)
) STRICT;

CREATE INDEX transfer_lines_transfer ON transfer_lines (transfer);
CREATE INDEX transfer_lines_open ON transfer_lines (part) WHERE closed_at IS NULL;
CREATE INDEX transfer_lines_short ON transfer_lines (closed_at) WHERE short > 0;

-- Parts that one job takes together.
CREATE TABLE kits (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CONSTRAINT kits_name UNIQUE,
  fault TEXT REFERENCES faults (code),
  retired_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- A part, or whichever part of a group the bin holds.
CREATE TABLE kit_lines (
  id TEXT PRIMARY KEY,
  kit TEXT NOT NULL REFERENCES kits (id),
  position INTEGER NOT NULL,
  part TEXT REFERENCES parts (id),
  interchange_group TEXT REFERENCES interchange_groups (id),
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 99),
  CONSTRAINT kit_lines_one_side CHECK ((interchange_group IS NULL) <> (part IS NULL))
) STRICT;

CREATE INDEX kit_lines_kit ON kit_lines (kit, position);
CREATE INDEX kit_lines_group ON kit_lines (interchange_group) WHERE interchange_group IS NOT NULL;
CREATE INDEX kit_lines_part ON kit_lines (part) WHERE part IS NOT NULL;

CREATE INDEX reservations_taken_by ON reservations (taken_by) WHERE taken_by IS NOT NULL;

-- A part thrown away, and why; its movement names it as source.
CREATE TABLE scraps (
  id TEXT PRIMARY KEY,
  part TEXT NOT NULL REFERENCES parts (id),
  bin TEXT NOT NULL REFERENCES bins (id),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  reason TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL,
  by TEXT REFERENCES people (id)
) STRICT;

CREATE INDEX scraps_at ON scraps (at);
CREATE INDEX scraps_part ON scraps (part, at);
