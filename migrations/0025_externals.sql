-- What other systems call a place and a person: rosters name them by ids of their own.

CREATE TABLE location_externals (
  source TEXT NOT NULL,
  value TEXT NOT NULL,
  location TEXT NOT NULL REFERENCES locations (id),
  PRIMARY KEY (source, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX location_externals_location ON location_externals (location);

CREATE TABLE person_externals (
  source TEXT NOT NULL,
  value TEXT NOT NULL,
  person TEXT NOT NULL REFERENCES people (id),
  PRIMARY KEY (source, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_externals_person ON person_externals (person);


CREATE INDEX people_email ON people (email COLLATE NOCASE) WHERE email IS NOT NULL;
