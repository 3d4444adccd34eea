-- Audits: what is expected is frozen at the start, scans are events, findings are computed from both.

CREATE TABLE audits (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  -- 'place': all that is there; 'models': only these models; 'sample': drawn at random
  kind TEXT NOT NULL CHECK (kind IN ('place', 'models', 'sample')),
  -- null: the whole district
  location TEXT REFERENCES locations (id),
  -- top of the location
  site TEXT REFERENCES locations (id),
  -- JSON list of model ids
  models TEXT NOT NULL DEFAULT '[]',
  -- everyone brings theirs: what persons hold is expected as well
  everyone INTEGER NOT NULL DEFAULT 0 CHECK (everyone IN (0, 1)),
  blind INTEGER NOT NULL DEFAULT 0 CHECK (blind IN (0, 1)),
  signer TEXT NOT NULL DEFAULT 'any' CHECK (signer IN ('any', 'manager', 'auditor')),
  -- percent
  confidence INTEGER,
  margin INTEGER,
  -- how many the sample was drawn from, and the number that it was drawn by
  population INTEGER,
  seed INTEGER,
  state TEXT NOT NULL CHECK (state IN ('planned', 'counting', 'closed', 'signed', 'called_off')),
  due_on TEXT,
  note TEXT NOT NULL DEFAULT '',
  planned_by TEXT REFERENCES people (id),
  planned_at TEXT NOT NULL,
  started_by TEXT REFERENCES people (id),
  started_at TEXT,
  closed_by TEXT REFERENCES people (id),
  closed_at TEXT,
  signed_at TEXT,
  -- how often it was closed: findings carry the number
  round INTEGER NOT NULL DEFAULT 0,
  -- phones that held unsent scans when it was closed all the same: JSON list of [phone, waiting]
  override TEXT NOT NULL DEFAULT '[]',
  override_reason TEXT NOT NULL DEFAULT '',
  -- as frozen
  expected INTEGER NOT NULL DEFAULT 0,
  held INTEGER NOT NULL DEFAULT 0,
  -- as found when it was closed
  found INTEGER NOT NULL DEFAULT 0,
  missing INTEGER NOT NULL DEFAULT 0,
  excused INTEGER NOT NULL DEFAULT 0,
  misplaced INTEGER NOT NULL DEFAULT 0,
  unknown INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX audits_state ON audits (state, n);
CREATE INDEX audits_site ON audits (site, n);
CREATE INDEX audits_done ON audits (location, started_at) WHERE state IN ('closed', 'signed') AND kind = 'place';
CREATE INDEX audits_planned ON audits (location, state) WHERE state IN ('planned', 'counting');
CREATE INDEX audits_due ON audits (due_on) WHERE state = 'planned';

-- The frozen list, and (listed = 'other') what was scanned besides, as the books had it at the freeze.
CREATE TABLE audit_devices (
  audit TEXT NOT NULL REFERENCES audits (id),
  device TEXT NOT NULL REFERENCES devices (id),
  -- 'held': with a person, outside the rate
  listed TEXT NOT NULL CHECK (listed IN ('expected', 'held', 'other')),
  place TEXT REFERENCES locations (id),
  site TEXT REFERENCES locations (id),
  person TEXT REFERENCES people (id),
  custody TEXT,
  state TEXT NOT NULL,
  tag TEXT NOT NULL,
  serial TEXT NOT NULL,
  last_seen_at TEXT,
  -- its place lies in the scope; of 'other': in the scope, but not asked for
  inside INTEGER NOT NULL DEFAULT 1 CHECK (inside IN (0, 1)),
  -- its custody changed between the freeze and the closing: written when it is closed
  moved INTEGER NOT NULL DEFAULT 0 CHECK (moved IN (0, 1)),
  PRIMARY KEY (audit, device)
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_devices_place ON audit_devices (audit, place, listed);

-- One scan, or the taking back of one: id is the phone's own key.
CREATE TABLE audit_events (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  audit TEXT NOT NULL REFERENCES audits (id),
  phone TEXT NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('scan', 'undo', 'note')),
  -- as it was scanned
  value TEXT NOT NULL,
  -- undo: id of the event that is taken back; note: 'no_tag'
  about TEXT NOT NULL DEFAULT '',
  device TEXT REFERENCES devices (id),
  location TEXT REFERENCES locations (id),
  -- by the phone's clock, as it was, and corrected by how far that clock was off
  at_phone TEXT NOT NULL,
  at TEXT NOT NULL,
  at_server TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  -- came after the closing: kept, outside the findings until the audit is opened again
  late INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1))
) STRICT;

CREATE INDEX audit_events_audit ON audit_events (audit, n);
CREATE INDEX audit_events_device ON audit_events (audit, device);
CREATE INDEX audit_events_about ON audit_events (audit, about) WHERE kind = 'undo';
CREATE INDEX audit_events_phone ON audit_events (audit, phone, n);

-- Phones that count, and what each said that it still holds.
CREATE TABLE audit_phones (
  audit TEXT NOT NULL REFERENCES audits (id),
  phone TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  waiting INTEGER NOT NULL DEFAULT 0 CHECK (waiting >= 0),
  joined_at TEXT NOT NULL,
  said_at TEXT NOT NULL,
  PRIMARY KEY (audit, phone)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_findings (
  id TEXT PRIMARY KEY,
  audit TEXT NOT NULL REFERENCES audits (id),
  round INTEGER NOT NULL,
  -- kind and device or text: one of each in a round
  key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (
    kind IN ('found', 'misplaced', 'extra', 'unknown', 'no_tag', 'duplicate', 'excused', 'missing')
  ),
  device TEXT REFERENCES devices (id),
  value TEXT NOT NULL DEFAULT '',
  -- where it was scanned, and where the books had it
  place TEXT REFERENCES locations (id),
  book_place TEXT REFERENCES locations (id),
  -- held by a person: outside the rate
  apart INTEGER NOT NULL DEFAULT 0 CHECK (apart IN (0, 1)),
  event TEXT,
  person TEXT REFERENCES people (id),
  at TEXT,
  scans INTEGER NOT NULL DEFAULT 0,
  -- the longest unseen first
  rank INTEGER NOT NULL DEFAULT 0,
  last_seen_at TEXT,
  CONSTRAINT audit_findings_key UNIQUE (audit, round, key)
) STRICT;

CREATE INDEX audit_findings_kind ON audit_findings (audit, round, kind, rank, key);
CREATE INDEX audit_findings_missing ON audit_findings (device, audit) WHERE kind = 'missing';

-- What was done about a finding; can be taken back until the audit is signed.
CREATE TABLE audit_resolutions (
  id TEXT PRIMARY KEY,
  audit TEXT NOT NULL REFERENCES audits (id),
  finding TEXT NOT NULL REFERENCES audit_findings (id),
  what TEXT NOT NULL,
  reason TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  at TEXT NOT NULL,
  undo TEXT NOT NULL DEFAULT '{}',
  undone_at TEXT,
  undone_by TEXT REFERENCES people (id)
) STRICT;

CREATE UNIQUE INDEX audit_resolutions_open ON audit_resolutions (finding) WHERE undone_at IS NULL;
CREATE INDEX audit_resolutions_audit ON audit_resolutions (audit, at);

-- Who signed, and whether that person had scanned in it: such a one is not its only signer.
CREATE TABLE audit_signatures (
  id TEXT PRIMARY KEY,
  audit TEXT NOT NULL REFERENCES audits (id),
  round INTEGER NOT NULL,
  person TEXT NOT NULL REFERENCES people (id),
  at TEXT NOT NULL,
  scanned INTEGER NOT NULL CHECK (scanned IN (0, 1)),
  CONSTRAINT audit_signatures_once UNIQUE (audit, round, person)
) STRICT;

-- Said after the signing: the signed results stay as they are.
CREATE TABLE audit_corrections (
  id TEXT PRIMARY KEY,
  audit TEXT NOT NULL REFERENCES audits (id),
  device TEXT REFERENCES devices (id),
  text TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  at TEXT NOT NULL
) STRICT;

CREATE INDEX audit_corrections_audit ON audit_corrections (audit, at);

-- A picture of what has an unknown tag, or none.
CREATE TABLE audit_photos (
  id TEXT PRIMARY KEY,
  audit TEXT NOT NULL REFERENCES audits (id),
  -- the key of the finding or the id of the event that it shows
  about TEXT NOT NULL,
  name TEXT NOT NULL UNIQUE,
  thumb TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  at TEXT NOT NULL
) STRICT;

CREATE INDEX audit_photos_about ON audit_photos (audit, about);
