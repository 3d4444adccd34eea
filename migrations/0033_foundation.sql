-- A device that one person handed on by itself, not in a row of scans: what taking that back needs.
CREATE TABLE hands (
  custody TEXT PRIMARY KEY REFERENCES custody (id),
  device TEXT NOT NULL REFERENCES devices (id),
  person TEXT REFERENCES people (id),
  at TEXT NOT NULL,
  undo TEXT NOT NULL,
  undone_at TEXT
) STRICT;

CREATE INDEX hands_device ON hands (device, at);
