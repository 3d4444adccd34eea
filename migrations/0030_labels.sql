-- Paper that labels are printed on: a sheet of many, or a roll of one after another. Lengths in micrometres, the
-- page as it is read: the label of a tape printer is wider than high.
CREATE TABLE label_papers (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  page_width INTEGER NOT NULL CHECK (page_width BETWEEN 5000 AND 1000000),
  page_height INTEGER NOT NULL CHECK (page_height BETWEEN 5000 AND 1000000),
  label_width INTEGER NOT NULL CHECK (label_width BETWEEN 5000 AND 1000000),
  label_height INTEGER NOT NULL CHECK (label_height BETWEEN 5000 AND 1000000),
  across INTEGER NOT NULL CHECK (across BETWEEN 1 AND 20),
  down INTEGER NOT NULL CHECK (down BETWEEN 1 AND 50),
  from_left INTEGER NOT NULL CHECK (from_left >= 0),
  from_top INTEGER NOT NULL CHECK (from_top >= 0),
  step_across INTEGER NOT NULL,
  step_down INTEGER NOT NULL,
  retired_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT label_papers_fit CHECK (
    from_left + (across - 1) * step_across + label_width <= page_width + 500
    AND from_top + (down - 1) * step_down + label_height <= page_height + 500
  ),
  CONSTRAINT label_papers_apart CHECK (step_across >= label_width AND step_down >= label_height)
) STRICT;

CREATE UNIQUE INDEX label_papers_name ON label_papers (name);

INSERT INTO label_papers
  (id, name, kind, page_width, page_height, label_width, label_height, across, down, from_left, from_top, step_across, step_down)
VALUES
  ('01a00000-0000-7000-8000-000000005160', 'Avery 5160', 'sheet', 215900, 279400, 66675, 25400, 3, 10, 4763, 12700, 69850, 25400),
  ('01a00000-0000-7000-8000-000000005167', 'Avery 5167', 'sheet', 215900, 279400, 44450, 12700, 4, 20, 7144, 12700, 52388, 12700),
  ('01a00000-0000-7000-8000-000000094200', 'Avery 94200', 'sheet', 215900, 279400, 66675, 25400, 3, 10, 4763, 12700, 69850, 25400),
  ('01a00000-0000-7000-8000-000000000062', 'Roll 62 mm', 'roll', 62000, 29000, 62000, 29000, 1, 1, 0, 0, 62000, 29000),
  ('01a00000-0000-7000-8000-000000000024', 'Tape 24 mm', 'roll', 60000, 24000, 60000, 24000, 1, 1, 0, 0, 60000, 24000);

-- Tags that are printed before there is a device: nobody else gets them. The tags of a range are all of one length,
-- so that they stand in the order of their numbers.
CREATE TABLE tag_ranges (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  prefix TEXT NOT NULL,
  digits INTEGER NOT NULL CHECK (digits BETWEEN 1 AND 12),
  first INTEGER NOT NULL CHECK (first >= 0),
  last INTEGER NOT NULL,
  first_tag TEXT NOT NULL,
  last_tag TEXT NOT NULL,
  site TEXT REFERENCES locations (id),
  reserved_by TEXT REFERENCES people (id),
  reserved_at TEXT NOT NULL,
  withdrawn_by TEXT REFERENCES people (id),
  withdrawn_at TEXT,
  CONSTRAINT tag_ranges_size CHECK (last BETWEEN first AND first + 19999),
  CONSTRAINT tag_ranges_lengths CHECK (length(first_tag) = length(last_tag) AND first_tag <= last_tag)
) STRICT;

CREATE INDEX tag_ranges_open ON tag_ranges (first_tag, last_tag) WHERE withdrawn_at IS NULL;
CREATE INDEX tag_ranges_site ON tag_ranges (site) WHERE withdrawn_at IS NULL;
CREATE INDEX tag_ranges_people ON tag_ranges (reserved_by);
