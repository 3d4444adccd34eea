-- Exports that are made again and again, and can be fetched by a secret link.

CREATE TABLE saved_exports (
  id TEXT PRIMARY KEY,
  -- it shows what this person may see when it is made
  person TEXT NOT NULL REFERENCES people (id),
  name TEXT NOT NULL,
  -- the list's name, its filters as a query, the keys of the columns as JSON
  list TEXT NOT NULL,
  query TEXT NOT NULL,
  columns TEXT NOT NULL,
  format TEXT NOT NULL CHECK (format IN ('csv', 'xlsx')),
  schedule TEXT NOT NULL CHECK (schedule IN ('', 'daily', 'weekly', 'monthly')),
  -- the day in the district's zone on which it is made next
  next_on TEXT,
  -- somebody asked for it now
  asked_at TEXT,
  -- whoever makes it has begun
  making_at TEXT,
  -- the last file: its name in the store
  file TEXT,
  bytes INTEGER,
  made_at TEXT,
  failure TEXT NOT NULL DEFAULT '',
  -- the open link: an address is made of its id and the server's secret
  link TEXT,
  token_hash TEXT CONSTRAINT saved_exports_token UNIQUE,
  created_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;

CREATE INDEX saved_exports_person ON saved_exports (person, created_at) WHERE ended_at IS NULL;
CREATE INDEX saved_exports_due ON saved_exports (next_on) WHERE next_on IS NOT NULL AND ended_at IS NULL;
CREATE INDEX saved_exports_asked ON saved_exports (asked_at) WHERE asked_at IS NOT NULL AND ended_at IS NULL;
