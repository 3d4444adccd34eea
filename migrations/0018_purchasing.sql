-- Suppliers and their prices, budgets, orders, what arrived, what was billed, what went back.

CREATE TABLE suppliers (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CONSTRAINT suppliers_name UNIQUE,
  kind TEXT NOT NULL,
  -- our number at theirs
  account_number TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  minimum_cents INTEGER NOT NULL DEFAULT 0 CHECK (minimum_cents >= 0),
  shipping_cents INTEGER NOT NULL DEFAULT 0 CHECK (shipping_cents >= 0),
  -- what they promise; what was measured comes from receipts
  lead_days INTEGER CHECK (lead_days BETWEEN 1 AND 365),
  note TEXT NOT NULL DEFAULT '',
  retired_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL
) STRICT;

CREATE INDEX suppliers_kind ON suppliers (kind, name);

-- Their number and price for a part, from one day to another. A price that was replaced on its first
-- day ends before it begins.
CREATE TABLE supplier_parts (
  id TEXT PRIMARY KEY,
  supplier TEXT NOT NULL REFERENCES suppliers (id),
  part TEXT NOT NULL REFERENCES parts (id),
  number TEXT NOT NULL DEFAULT '',
  -- pieces that are sold together; the price is of one piece
  pack INTEGER NOT NULL DEFAULT 1 CHECK (pack BETWEEN 1 AND 10000),
  price_cents INTEGER NOT NULL CHECK (price_cents > 0),
  from_on TEXT NOT NULL,
  to_on TEXT,
  -- what they say they hold; null where they do not say
  in_stock INTEGER CHECK (in_stock >= 0),
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id)
) STRICT;

CREATE UNIQUE INDEX supplier_parts_open ON supplier_parts (supplier, part) WHERE to_on IS NULL;
CREATE INDEX supplier_parts_supplier ON supplier_parts (supplier, part, from_on);
CREATE INDEX supplier_parts_part ON supplier_parts (part, from_on);
CREATE INDEX supplier_parts_number ON supplier_parts (number);

CREATE TABLE budgets (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  fund TEXT NOT NULL,
  account_code TEXT NOT NULL,
  fiscal_year_from TEXT NOT NULL,
  fiscal_year_to TEXT NOT NULL,
  amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0),
  note TEXT NOT NULL DEFAULT '',
  retired_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL,
  CONSTRAINT budgets_name UNIQUE (name, fiscal_year_from),
  CONSTRAINT budgets_year CHECK (fiscal_year_to > fiscal_year_from)
) STRICT;

CREATE INDEX budgets_year_list ON budgets (fiscal_year_from, name);

CREATE TABLE orders (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  number TEXT NOT NULL CONSTRAINT orders_number UNIQUE,
  -- null while a draft has lines of several suppliers
  supplier TEXT REFERENCES suppliers (id),
  state TEXT NOT NULL DEFAULT 'draft' CHECK (
    state IN ('draft', 'proposed', 'approved', 'sent', 'closed', 'cancelled')
  ),
  budget TEXT REFERENCES budgets (id),
  -- the forecast's plan that it came from
  plan TEXT,
  note TEXT NOT NULL DEFAULT '',
  shipping_cents INTEGER NOT NULL DEFAULT 0 CHECK (shipping_cents >= 0),
  created_by TEXT REFERENCES people (id),
  created_at TEXT NOT NULL,
  proposed_by TEXT REFERENCES people (id),
  proposed_at TEXT,
  approved_by TEXT REFERENCES people (id),
  approved_at TEXT,
  -- approved although the budget does not hold that much: ticked by who approved
  over_budget INTEGER NOT NULL DEFAULT 0 CHECK (over_budget IN (0, 1)),
  sent_by TEXT REFERENCES people (id),
  sent_at TEXT,
  -- the day of sent_at in the district's zone: lead times count from it
  sent_on TEXT,
  sent_how TEXT CHECK (sent_how IN ('mail', 'print', 'file', 'phone')),
  mail TEXT REFERENCES outbox (id),
  expected_on TEXT,
  closed_by TEXT REFERENCES people (id),
  closed_at TEXT,
  cancelled_by TEXT REFERENCES people (id),
  cancelled_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT orders_one_supplier CHECK (supplier IS NOT NULL OR state IN ('draft', 'cancelled')),
  CONSTRAINT orders_sent CHECK (state <> 'sent' OR sent_on IS NOT NULL)
) STRICT;

CREATE INDEX orders_state ON orders (state, n);
CREATE INDEX orders_supplier ON orders (supplier, n);
CREATE INDEX orders_budget ON orders (budget, n) WHERE budget IS NOT NULL;
CREATE INDEX orders_coming ON orders (id) WHERE state IN ('approved', 'sent');
CREATE INDEX orders_sent_on ON orders (supplier, sent_on) WHERE sent_on IS NOT NULL;

CREATE TABLE order_lines (
  id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  position INTEGER NOT NULL,
  -- who it is bought from, where the draft has several
  supplier TEXT REFERENCES suppliers (id),
  part TEXT NOT NULL REFERENCES parts (id),
  -- their number when it was ordered
  number TEXT NOT NULL DEFAULT '',
  pack INTEGER NOT NULL DEFAULT 1 CHECK (pack BETWEEN 1 AND 10000),
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 100000),
  unit_cents INTEGER NOT NULL CHECK (unit_cents >= 0),
  expected_on TEXT,
  reason TEXT NOT NULL DEFAULT '',
  -- kept from receipt_lines of receipts that were booked
  received INTEGER NOT NULL DEFAULT 0 CHECK (received >= 0),
  cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled >= 0),
  -- kept from invoice_lines
  invoiced INTEGER NOT NULL DEFAULT 0 CHECK (invoiced >= 0),
  billed_cents INTEGER NOT NULL DEFAULT 0 CHECK (billed_cents >= 0),
  CONSTRAINT order_lines_cancelled CHECK (cancelled <= quantity)
) STRICT;

CREATE UNIQUE INDEX order_lines_one ON order_lines (order_id, part, ifnull(supplier, ''));
CREATE INDEX order_lines_order ON order_lines (order_id, position);
-- what is on order of a part: sum(quantity - received - cancelled) of orders approved or sent
CREATE INDEX order_lines_part ON order_lines (part, order_id, quantity, received, cancelled);

-- Who asked the supplier about what is late, and what they said.
CREATE TABLE order_chases (
  id TEXT PRIMARY KEY,
  order_line TEXT NOT NULL REFERENCES order_lines (id),
  asked_on TEXT NOT NULL,
  note TEXT NOT NULL,
  expected_on TEXT,
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id)
) STRICT;

CREATE INDEX order_chases_line ON order_chases (order_line, at);

-- One arrival: counted up from zero, then booked.
CREATE TABLE receipts (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  order_id TEXT NOT NULL REFERENCES orders (id),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'booked', 'dropped')),
  arrived_on TEXT NOT NULL,
  slip TEXT NOT NULL DEFAULT '',
  -- where the rest goes
  bin TEXT REFERENCES bins (id),
  started_by TEXT REFERENCES people (id),
  started_at TEXT NOT NULL,
  booked_by TEXT REFERENCES people (id),
  booked_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT receipts_booked CHECK ((state = 'booked') = (booked_at IS NOT NULL))
) STRICT;

-- Whoever receives the same order counts into the same receipt.
CREATE UNIQUE INDEX receipts_open ON receipts (order_id) WHERE state = 'open';
CREATE INDEX receipts_order ON receipts (order_id, n);
CREATE INDEX receipts_state ON receipts (state, n);

CREATE TABLE receipt_lines (
  id TEXT PRIMARY KEY,
  receipt TEXT NOT NULL REFERENCES receipts (id),
  order_line TEXT REFERENCES order_lines (id),
  -- null for a thing that no part's number was found on
  part TEXT REFERENCES parts (id),
  code TEXT NOT NULL DEFAULT '',
  bin TEXT REFERENCES bins (id),
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 0 AND 100000),
  condition TEXT NOT NULL CHECK (condition IN ('good', 'damaged', 'wrong', 'substitute')),
  -- damaged ones that the supplier sends again stay on order
  replaced INTEGER NOT NULL DEFAULT 0 CHECK (replaced IN (0, 1)),
  CONSTRAINT receipt_lines_known CHECK (part IS NOT NULL OR condition = 'wrong'),
  CONSTRAINT receipt_lines_ordered CHECK (order_line IS NOT NULL OR condition = 'wrong')
) STRICT;

CREATE UNIQUE INDEX receipt_lines_one ON receipt_lines (
  receipt, ifnull(order_line, ''), ifnull(part, ''), code, condition
);
CREATE INDEX receipt_lines_order_line ON receipt_lines (order_line) WHERE order_line IS NOT NULL;

-- Each scan of a receipt, so that the last one can be taken back.
CREATE TABLE receipt_scans (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  receipt TEXT NOT NULL REFERENCES receipts (id),
  line TEXT REFERENCES receipt_lines (id),
  code TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  undone_at TEXT
) STRICT;

CREATE INDEX receipt_scans_receipt ON receipt_scans (receipt, n);

CREATE TABLE invoices (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  supplier TEXT NOT NULL REFERENCES suppliers (id),
  order_id TEXT NOT NULL REFERENCES orders (id),
  number TEXT NOT NULL,
  invoiced_on TEXT NOT NULL,
  shipping_cents INTEGER NOT NULL DEFAULT 0 CHECK (shipping_cents >= 0),
  note TEXT NOT NULL DEFAULT '',
  -- kept: some line was billed at another price or for more than arrived
  differs INTEGER NOT NULL DEFAULT 0 CHECK (differs IN (0, 1)),
  settled_at TEXT,
  settled_by TEXT REFERENCES people (id),
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  withdrawn_at TEXT
) STRICT;

CREATE UNIQUE INDEX invoices_number ON invoices (supplier, number) WHERE withdrawn_at IS NULL;
CREATE INDEX invoices_order ON invoices (order_id);
CREATE INDEX invoices_unsettled ON invoices (differs, n) WHERE settled_at IS NULL AND withdrawn_at IS NULL;

CREATE TABLE invoice_lines (
  id TEXT PRIMARY KEY,
  invoice TEXT NOT NULL REFERENCES invoices (id),
  order_line TEXT NOT NULL REFERENCES order_lines (id),
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 100000),
  unit_cents INTEGER NOT NULL CHECK (unit_cents >= 0),
  -- the price as it was ordered
  ordered_cents INTEGER NOT NULL,
  CONSTRAINT invoice_lines_one UNIQUE (invoice, order_line)
) STRICT;

CREATE INDEX invoice_lines_order_line ON invoice_lines (order_line);

-- Parts that go back to who sold them, and the credit for them.
CREATE TABLE supplier_returns (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  supplier TEXT NOT NULL REFERENCES suppliers (id),
  part TEXT REFERENCES parts (id),
  code TEXT NOT NULL DEFAULT '',
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 100000),
  -- the bin that it was taken out of; null where it never went into stock
  bin TEXT REFERENCES bins (id),
  why TEXT NOT NULL CHECK (why IN ('wrong', 'damaged', 'dead', 'warranty')),
  order_id TEXT REFERENCES orders (id),
  receipt_line TEXT REFERENCES receipt_lines (id),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'sent', 'credited', 'refused')),
  rma TEXT NOT NULL DEFAULT '',
  expected_cents INTEGER NOT NULL CHECK (expected_cents >= 0),
  credited_cents INTEGER NOT NULL DEFAULT 0 CHECK (credited_cents >= 0),
  credit_number TEXT NOT NULL DEFAULT '',
  sent_on TEXT,
  settled_on TEXT,
  note TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX supplier_returns_open ON supplier_returns (at, n) WHERE state IN ('open', 'sent');
CREATE INDEX supplier_returns_supplier ON supplier_returns (supplier, n);
CREATE INDEX supplier_returns_order ON supplier_returns (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX supplier_returns_part ON supplier_returns (part, n) WHERE part IS NOT NULL;

-- A price list between its upload and the commit that applies it.
CREATE TABLE price_imports (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  supplier TEXT NOT NULL REFERENCES suppliers (id),
  file_name TEXT NOT NULL,
  head TEXT NOT NULL,
  -- which column is what, how prices are written, from which day they hold; '' until chosen
  mapping TEXT NOT NULL DEFAULT '',
  chunks INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  -- chunks that were applied, in order
  applied INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  done_at TEXT
) STRICT;

CREATE INDEX price_imports_supplier ON price_imports (supplier, n);

-- At most 500 rows of the file, each a list of texts.
CREATE TABLE price_import_chunks (
  import TEXT NOT NULL REFERENCES price_imports (id),
  chunk INTEGER NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (import, chunk)
) STRICT, WITHOUT ROWID;

-- What of a reservation went to the technician's vehicle: a hold ends when all that it waits for did.
ALTER TABLE reservations ADD COLUMN moved INTEGER NOT NULL DEFAULT 0;
