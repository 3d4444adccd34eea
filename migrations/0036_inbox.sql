-- Files that were left in the inbox, and the imports that they became.

CREATE TABLE inbox_files (
  n INTEGER PRIMARY KEY,
  import TEXT NOT NULL UNIQUE REFERENCES imports (id),
  file_name TEXT NOT NULL,
  at TEXT NOT NULL,
  -- taken; done, waits (for a person), failed
  state TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX inbox_files_taken ON inbox_files (n) WHERE state = 'taken';
