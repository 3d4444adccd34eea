-- What every commit needs: guards, submissions, history, settings.

-- Never holds a row: a failed guard aborts the commit while it is written here.
CREATE TABLE guards (failed TEXT) STRICT;

CREATE TABLE idempotency_keys (
  key TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  route TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  result TEXT NOT NULL,
  at TEXT NOT NULL,
  from_phone INTEGER NOT NULL DEFAULT 0 CHECK (from_phone IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_keys_old ON idempotency_keys (at) WHERE from_phone = 0;

-- The append-only history. One chain of hashes for each thing.
CREATE TABLE records (
  n INTEGER PRIMARY KEY,
  thing TEXT NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  verb TEXT NOT NULL,
  at TEXT NOT NULL,
  done_at TEXT NOT NULL,
  person TEXT,
  source TEXT NOT NULL,
  device TEXT,
  site TEXT,
  data TEXT NOT NULL,
  text_digest TEXT,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL,
  CONSTRAINT records_chain UNIQUE (thing, seq)
) STRICT;

CREATE INDEX records_device ON records (device, n) WHERE device IS NOT NULL;
CREATE INDEX records_person ON records (person, n) WHERE person IS NOT NULL;
CREATE INDEX records_site ON records (site, n) WHERE site IS NOT NULL;
CREATE INDEX records_kind ON records (kind, n);
CREATE INDEX records_at ON records (at);

-- Free text of a record; a privacy purge deletes the row, the digest stays in the record.
CREATE TABLE record_texts (
  thing TEXT NOT NULL,
  seq INTEGER NOT NULL,
  salt TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (thing, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE holidays (
  day TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What waits to be sent after the commit that asked for it.
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  at TEXT NOT NULL,
  sent_at TEXT,
  failed_at TEXT,
  failure TEXT
) STRICT;

CREATE INDEX outbox_waiting ON outbox (at) WHERE sent_at IS NULL;
