-- Site visits: plan, load list, checklists, recap, miles and hours.

-- "Every other Tuesday": visits are made from it ahead of time, holidays and testing windows left out.
CREATE TABLE visit_rules (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL REFERENCES locations (id),
  person TEXT NOT NULL REFERENCES people (id),
  -- RFC 5545, without its start
  rule TEXT NOT NULL,
  from_on TEXT NOT NULL,
  to_on TEXT,
  from_time TEXT NOT NULL DEFAULT '',
  to_time TEXT NOT NULL DEFAULT '',
  purpose TEXT NOT NULL,
  -- visits are made up to this day
  made_until TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT REFERENCES people (id),
  ended_at TEXT
) STRICT;

CREATE INDEX visit_rules_person ON visit_rules (person) WHERE ended_at IS NULL;
CREATE INDEX visit_rules_open ON visit_rules (made_until) WHERE ended_at IS NULL;

CREATE TABLE visits (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  site TEXT NOT NULL REFERENCES locations (id),
  -- in the district's zone; times HH:MM, '' where there is none
  day TEXT NOT NULL,
  from_time TEXT NOT NULL DEFAULT '',
  to_time TEXT NOT NULL DEFAULT '',
  purpose TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('planned', 'on_the_way', 'arrived', 'left', 'called_off')),
  rule TEXT REFERENCES visit_rules (id),
  -- why it was called off
  reason TEXT NOT NULL DEFAULT '',
  set_out_at TEXT,
  arrived_at TEXT,
  left_at TEXT,
  recap TEXT NOT NULL DEFAULT '',
  recap_at TEXT,
  mail TEXT REFERENCES outbox (id),
  next_on TEXT,
  planned_by TEXT REFERENCES people (id),
  planned_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT visits_left CHECK (left_at IS NULL OR left_at >= arrived_at),
  CONSTRAINT visits_state CHECK (
    (state IN ('arrived', 'left')) = (arrived_at IS NOT NULL) AND (state = 'left') = (left_at IS NOT NULL)
  )
) STRICT;

CREATE INDEX visits_site ON visits (site, day);
CREATE INDEX visits_day ON visits (day, n);
CREATE INDEX visits_going ON visits (state) WHERE state = 'arrived';
CREATE INDEX visits_done ON visits (site, left_at) WHERE state = 'left';
CREATE UNIQUE INDEX visits_by_rule ON visits (rule, day) WHERE rule IS NOT NULL;

-- Its technicians. day is kept from the visit; position is the place in the day that was set by hand.
CREATE TABLE visit_people (
  visit TEXT NOT NULL REFERENCES visits (id),
  person TEXT NOT NULL REFERENCES people (id),
  day TEXT NOT NULL,
  position INTEGER,
  PRIMARY KEY (visit, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX visit_people_day ON visit_people (person, day);

-- Days on which a school (null: every one) is not to be disturbed.
CREATE TABLE testing_windows (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  site TEXT REFERENCES locations (id),
  from_on TEXT NOT NULL,
  to_on TEXT NOT NULL,
  CONSTRAINT testing_windows_order CHECK (to_on >= from_on)
) STRICT;

CREATE INDEX testing_windows_to ON testing_windows (to_on);

-- Measured by the district, both ways alike: the lower id first. Tenths of a mile.
CREATE TABLE site_miles (
  one TEXT NOT NULL REFERENCES locations (id),
  other TEXT NOT NULL REFERENCES locations (id),
  tenths INTEGER NOT NULL CHECK (tenths BETWEEN 0 AND 99999),
  PRIMARY KEY (one, other),
  CONSTRAINT site_miles_order CHECK (one < other)
) STRICT, WITHOUT ROWID;

CREATE INDEX site_miles_other ON site_miles (other);

-- What is ticked off while the vehicle is loaded; posted as transfers in one commit.
CREATE TABLE load_ticks (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES people (id),
  day TEXT NOT NULL,
  part TEXT NOT NULL REFERENCES parts (id),
  bin TEXT NOT NULL REFERENCES bins (id),
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 999),
  at TEXT NOT NULL,
  -- id of the transfer
  transfer TEXT,
  posted_at TEXT
) STRICT;

CREATE UNIQUE INDEX load_ticks_open ON load_ticks (person, day, part, bin) WHERE posted_at IS NULL;
CREATE INDEX load_ticks_day ON load_ticks (person, day);

-- items: JSON [{key, text, kind: 'yes_no' | 'value' | 'photo'}]
CREATE TABLE checklists (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL CONSTRAINT checklists_name UNIQUE,
  purpose TEXT NOT NULL,
  items TEXT NOT NULL,
  retired_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- One answer to one item; the words of the item are kept with it, for a list may change.
CREATE TABLE visit_checks (
  id TEXT PRIMARY KEY,
  visit TEXT NOT NULL REFERENCES visits (id),
  checklist TEXT NOT NULL REFERENCES checklists (id),
  item TEXT NOT NULL,
  text TEXT NOT NULL,
  answer TEXT NOT NULL,
  failed INTEGER NOT NULL DEFAULT 0 CHECK (failed IN (0, 1)),
  photo TEXT,
  at TEXT NOT NULL,
  by TEXT REFERENCES people (id),
  CONSTRAINT visit_checks_once UNIQUE (visit, checklist, item)
) STRICT;

-- What was noticed and is to be done: by a check that failed, or by hand.
CREATE TABLE follow_ups (
  id TEXT PRIMARY KEY,
  visit TEXT NOT NULL REFERENCES visits (id),
  site TEXT NOT NULL REFERENCES locations (id),
  text TEXT NOT NULL,
  repair TEXT REFERENCES repairs (id),
  at TEXT NOT NULL,
  by TEXT REFERENCES people (id),
  done_at TEXT,
  done_by TEXT REFERENCES people (id)
) STRICT;

CREATE INDEX follow_ups_open ON follow_ups (site, at) WHERE done_at IS NULL;
CREATE INDEX follow_ups_visit ON follow_ups (visit);

CREATE TABLE visit_notes (
  id TEXT PRIMARY KEY,
  visit TEXT NOT NULL REFERENCES visits (id),
  text TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT REFERENCES people (id)
) STRICT;

CREATE INDEX visit_notes_visit ON visit_notes (visit, at);

CREATE TABLE visit_photos (
  id TEXT PRIMARY KEY,
  visit TEXT NOT NULL REFERENCES visits (id),
  name TEXT NOT NULL UNIQUE,
  thumb TEXT NOT NULL,
  type TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT REFERENCES people (id)
) STRICT;

CREATE INDEX visit_photos_thumb ON visit_photos (thumb);
CREATE INDEX visit_photos_visit ON visit_photos (visit, at);

-- Where the devices of a vehicle were overnight: a building, or (null) the technician's home, secure.
CREATE TABLE overnights (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES people (id),
  vehicle TEXT NOT NULL REFERENCES locations (id),
  day TEXT NOT NULL,
  location TEXT REFERENCES locations (id),
  devices INTEGER NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE INDEX overnights_vehicle ON overnights (vehicle, day);

-- One drive. Tenths of a mile; how: by the odometer, by the measured table, computed, or typed.
CREATE TABLE legs (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL REFERENCES people (id),
  day TEXT NOT NULL,
  visit TEXT REFERENCES visits (id),
  from_site TEXT REFERENCES locations (id),
  to_site TEXT REFERENCES locations (id),
  tenths INTEGER NOT NULL CHECK (tenths BETWEEN 0 AND 99999),
  how TEXT NOT NULL CHECK (how IN ('odometer', 'measured', 'computed', 'typed')),
  -- what the odometer said at the end, tenths
  odometer INTEGER,
  -- the own vehicle: it is claimed
  private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)),
  at TEXT NOT NULL,
  withdrawn_at TEXT
) STRICT;

CREATE INDEX legs_person ON legs (person, day, n);
CREATE INDEX legs_odometer ON legs (person, n) WHERE odometer IS NOT NULL;
CREATE UNIQUE INDEX legs_visit ON legs (visit, person) WHERE visit IS NOT NULL AND withdrawn_at IS NULL;

CREATE TABLE bench_hours (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES people (id),
  day TEXT NOT NULL,
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
  note TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL,
  withdrawn_at TEXT
) STRICT;

CREATE INDEX bench_hours_person ON bench_hours (person, day);

CREATE TABLE overtime (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES people (id),
  day TEXT NOT NULL,
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 960),
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  decision TEXT CHECK (decision IN ('approved', 'refused')),
  decided_by TEXT REFERENCES people (id),
  decided_at TEXT,
  CONSTRAINT overtime_four_eyes CHECK (decided_by IS NULL OR decided_by <> person)
) STRICT;

CREATE INDEX overtime_person ON overtime (person, day);
CREATE INDEX overtime_open ON overtime (at) WHERE decision IS NULL;

-- Secret addresses of calendars: the token is made from the id and the server's secret.
CREATE TABLE calendar_links (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES people (id),
  token_hash TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  revoked_at TEXT
) STRICT;

CREATE UNIQUE INDEX calendar_links_open ON calendar_links (person) WHERE revoked_at IS NULL;

-- Lists to begin with: a manager changes them.
INSERT INTO checklists (id, name, purpose, items) VALUES
  ('01900000-0000-7000-8000-00000000c001', 'Routine visit', 'routine',
    '[{"key":"i1","text":"Repairs waiting were looked at","kind":"yes_no"},{"key":"i2","text":"Loaners are counted and charged","kind":"yes_no"},{"key":"i3","text":"The contact was asked what is broken","kind":"yes_no"},{"key":"i4","text":"The drop-off shelf is empty","kind":"yes_no"}]'),
  ('01900000-0000-7000-8000-00000000c002', 'Server and network closet', 'closet',
    '[{"key":"i1","text":"The door was locked","kind":"yes_no"},{"key":"i2","text":"Temperature","kind":"value"},{"key":"i3","text":"No warning light is on","kind":"yes_no"},{"key":"i4","text":"The backup test ran and restored a file","kind":"yes_no"},{"key":"i5","text":"Battery backup holds","kind":"yes_no"},{"key":"i6","text":"The rack","kind":"photo"}]'),
  ('01900000-0000-7000-8000-00000000c003', 'Cart check', 'carts',
    '[{"key":"i1","text":"Every slot charges","kind":"yes_no"},{"key":"i2","text":"Devices are in their slots","kind":"yes_no"},{"key":"i3","text":"Cables and lock are whole","kind":"yes_no"},{"key":"i4","text":"Devices counted","kind":"value"}]'),
  ('01900000-0000-7000-8000-00000000c004', 'Testing readiness', 'testing',
    '[{"key":"i1","text":"The testing app starts and is up to date","kind":"yes_no"},{"key":"i2","text":"Devices reach the network in the testing rooms","kind":"yes_no"},{"key":"i3","text":"Spares stand ready","kind":"value"},{"key":"i4","text":"No device is past its update date","kind":"yes_no"},{"key":"i5","text":"Headphones are there","kind":"yes_no"}]'),
  ('01900000-0000-7000-8000-00000000c005', 'Opening of school', 'opening',
    '[{"key":"i1","text":"Carts are back in their rooms","kind":"yes_no"},{"key":"i2","text":"Loaners are ready","kind":"yes_no"},{"key":"i3","text":"Accounts sign in","kind":"yes_no"},{"key":"i4","text":"Network reaches every room","kind":"yes_no"},{"key":"i5","text":"Boxes of new devices are counted","kind":"value"}]');
