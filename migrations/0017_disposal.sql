-- Retired devices that leave for good, in lots, and parts that are taken out of them before.

CREATE TABLE lots (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  place TEXT NOT NULL REFERENCES locations (id),
  state TEXT NOT NULL CHECK (state IN ('draft', 'proposed', 'approved', 'closed', 'withdrawn')),
  made_by TEXT REFERENCES people (id),
  made_at TEXT NOT NULL,
  proposed_by TEXT REFERENCES people (id),
  proposed_at TEXT,
  approved_by TEXT REFERENCES people (id),
  approved_at TEXT,
  recycler TEXT NOT NULL DEFAULT '',
  left_on TEXT,
  proceeds_cents INTEGER NOT NULL DEFAULT 0 CHECK (proceeds_cents >= 0),
  -- name in the store of photos, and why there is none
  certificate TEXT UNIQUE,
  certificate_type TEXT,
  no_certificate TEXT NOT NULL DEFAULT '',
  closed_by TEXT REFERENCES people (id),
  closed_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT lots_closed CHECK ((state IN ('closed', 'withdrawn')) = (closed_at IS NOT NULL))
) STRICT;

CREATE INDEX lots_open ON lots (made_at) WHERE closed_at IS NULL;
CREATE INDEX lots_closed ON lots (closed_at, n) WHERE closed_at IS NOT NULL;

CREATE TABLE lot_devices (
  id TEXT PRIMARY KEY,
  lot TEXT NOT NULL REFERENCES lots (id),
  device TEXT NOT NULL REFERENCES devices (id),
  added_by TEXT REFERENCES people (id),
  added_at TEXT NOT NULL,
  deprovisioned_by TEXT REFERENCES people (id),
  deprovisioned_at TEXT,
  wiped_by TEXT REFERENCES people (id),
  wiped_at TEXT,
  -- the scan that proves that it left
  left_by TEXT REFERENCES people (id),
  left_at TEXT,
  -- no longer in the lot: removed, left, stayed, withdrawn
  ended_at TEXT,
  ended_why TEXT,
  proceeds_cents INTEGER NOT NULL DEFAULT 0 CHECK (proceeds_cents >= 0),
  CONSTRAINT lot_devices_ready CHECK (
    left_at IS NULL OR (deprovisioned_at IS NOT NULL AND wiped_at IS NOT NULL)
  )
) STRICT;

CREATE UNIQUE INDEX lot_devices_open ON lot_devices (device) WHERE ended_at IS NULL;
CREATE INDEX lot_devices_lot ON lot_devices (lot, added_at, id);
CREATE INDEX lot_devices_device ON lot_devices (device, added_at);

-- Parts that were taken out of a device: one row for each part and bin.
CREATE TABLE harvests (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  device TEXT NOT NULL REFERENCES devices (id),
  -- id of an interchange group, or of the part that it was before, where that has no group
  item TEXT NOT NULL,
  part TEXT NOT NULL REFERENCES parts (id),
  bin TEXT NOT NULL REFERENCES bins (id),
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 9),
  -- the repair that it was taken for
  repair TEXT REFERENCES repairs (id),
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id)
) STRICT;

CREATE INDEX harvests_device ON harvests (device, item);
CREATE INDEX harvests_part ON harvests (part, at);

-- The harvested part of one that has no interchange group.
CREATE TABLE harvested_twins (
  of_part TEXT PRIMARY KEY REFERENCES parts (id),
  part TEXT NOT NULL UNIQUE REFERENCES parts (id)
) STRICT, WITHOUT ROWID;
