-- What somebody without the right for it asks for: retire this device, add this model.
CREATE TABLE proposals (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  thing TEXT,
  content TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  site TEXT REFERENCES locations (id),
  proposed_by TEXT REFERENCES people (id),
  at TEXT NOT NULL,
  decision TEXT CHECK (decision IN ('agreed', 'refused')),
  decided_by TEXT REFERENCES people (id),
  decided_at TEXT
) STRICT;

CREATE INDEX proposals_open ON proposals (at) WHERE decision IS NULL;
CREATE INDEX proposals_thing ON proposals (thing);
