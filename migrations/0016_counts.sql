-- Counts of bins: blind, each part saved at once, and posted as differences from the books of that moment.

CREATE TABLE counts (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  bin TEXT NOT NULL REFERENCES bins (id),
  -- 'cycle', 'opening' (the first one of its bin), 'check' (the weekly look into a vehicle)
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('counting', 'closed', 'posted', 'withdrawn')),
  started_by TEXT REFERENCES people (id),
  started_at TEXT NOT NULL,
  closed_by TEXT REFERENCES people (id),
  closed_at TEXT,
  -- every line is decided, or it was withdrawn
  ended_at TEXT
) STRICT;

CREATE UNIQUE INDEX counts_open ON counts (bin) WHERE state = 'counting';
CREATE INDEX counts_closed ON counts (closed_at, n) WHERE state = 'closed';
CREATE INDEX counts_ended ON counts (ended_at, n) WHERE state = 'posted';
CREATE INDEX counts_bin ON counts (bin, state, started_at);

-- One part as one person counted it, with what the books said then.
CREATE TABLE count_entries (
  id TEXT PRIMARY KEY,
  count TEXT NOT NULL REFERENCES counts (id),
  part TEXT NOT NULL REFERENCES parts (id),
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 0 AND 99999),
  books_at_scan INTEGER NOT NULL,
  -- n of the last movement of this part in this bin that the books had in them
  movement_at_scan INTEGER NOT NULL,
  person TEXT REFERENCES people (id),
  at TEXT NOT NULL,
  withdrawn_at TEXT
) STRICT;

CREATE INDEX count_entries_count ON count_entries (count, part, at);

-- A part of a count: the entry that stands, and what came of it.
CREATE TABLE count_lines (
  id TEXT PRIMARY KEY,
  count TEXT NOT NULL REFERENCES counts (id),
  bin TEXT NOT NULL REFERENCES bins (id),
  part TEXT NOT NULL REFERENCES parts (id),
  entry TEXT NOT NULL REFERENCES count_entries (id),
  -- who counted the entry that stands, and when
  person TEXT REFERENCES people (id),
  at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (
    state IN ('counted', 'waiting', 'posted', 'refused', 'superseded', 'withdrawn')
  ),
  reason TEXT,
  -- as posted; while it waits, as it was when it was closed
  difference INTEGER,
  value_cents INTEGER,
  -- another person's count of the same difference
  second TEXT REFERENCES count_entries (id),
  decided_by TEXT REFERENCES people (id),
  decided_at TEXT,
  CONSTRAINT count_lines_part UNIQUE (count, part)
) STRICT;

CREATE INDEX count_lines_bin ON count_lines (bin, part, at);
CREATE INDEX count_lines_waiting ON count_lines (at, id) WHERE state = 'waiting';
CREATE INDEX count_lines_posted ON count_lines (decided_at, bin, person, difference, value_cents)
  WHERE state = 'posted';
CREATE INDEX count_lines_posted_bin ON count_lines (bin, decided_at, person, difference, value_cents)
  WHERE state = 'posted';
CREATE INDEX count_lines_posted_person ON count_lines (person, decided_at, bin, difference, value_cents)
  WHERE state = 'posted';

-- When a part of a bin is to be counted next: kept by the nightly job and by what is posted.
CREATE TABLE count_schedule (
  bin TEXT NOT NULL REFERENCES bins (id),
  part TEXT NOT NULL REFERENCES parts (id),
  counted_on TEXT,
  due_on TEXT NOT NULL,
  PRIMARY KEY (bin, part)
) STRICT, WITHOUT ROWID;

CREATE INDEX count_schedule_due ON count_schedule (due_on, bin, part);
CREATE INDEX count_schedule_bin ON count_schedule (bin, due_on, part);

-- The least that a vehicle should hold of a group (or of a part without one), and why.
CREATE TABLE vehicle_minimums (
  bin TEXT NOT NULL REFERENCES bins (id),
  -- id of an interchange group, or of a part that has none
  item TEXT NOT NULL,
  -- by marginal analysis, kept by the nightly job
  proposed INTEGER NOT NULL CHECK (proposed BETWEEN 0 AND 999),
  -- expected use until the next depot visit, and what of it would be short, in thousandths of a unit
  expected_milli INTEGER NOT NULL DEFAULT 0,
  short_milli INTEGER NOT NULL DEFAULT 0,
  -- a manager's own number stands before the proposed one
  pinned INTEGER CHECK (pinned BETWEEN 0 AND 999),
  pinned_by TEXT REFERENCES people (id),
  pinned_at TEXT,
  PRIMARY KEY (bin, item)
) STRICT, WITHOUT ROWID;

CREATE INDEX repair_parts_person ON repair_parts (person, at);
CREATE INDEX repair_parts_at ON repair_parts (at);
