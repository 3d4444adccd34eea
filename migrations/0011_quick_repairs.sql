-- What a remedy proposes: minutes (null: the fault's own), whether a part goes in, and the outcome.
ALTER TABLE remedies ADD COLUMN minutes INTEGER CHECK (minutes BETWEEN 0 AND 600);
ALTER TABLE remedies ADD COLUMN takes_part TEXT NOT NULL DEFAULT 'either';
ALTER TABLE remedies ADD COLUMN outcome TEXT NOT NULL DEFAULT 'repaired';

-- One row for each quick repair that was saved: for "same again", and with what undoing it needs.
CREATE TABLE quick_repairs (
  id TEXT PRIMARY KEY,
  repair TEXT NOT NULL REFERENCES repairs (id),
  person TEXT NOT NULL REFERENCES people (id),
  fault TEXT NOT NULL REFERENCES faults (code),
  remedy TEXT NOT NULL REFERENCES remedies (code),
  at TEXT NOT NULL,
  undo TEXT NOT NULL,
  undone_at TEXT
) STRICT;

CREATE INDEX quick_repairs_person ON quick_repairs (person, at);
CREATE INDEX quick_repairs_repair ON quick_repairs (repair, at);

-- Work that was done above one's level, for the manager to see.
CREATE INDEX repairs_above_level ON repairs (n) WHERE above_level = 1;
