-- What other systems call a repair: their tickets are brought in once.

CREATE TABLE repair_externals (
  source TEXT NOT NULL,
  value TEXT NOT NULL,
  repair TEXT NOT NULL REFERENCES repairs (id),
  PRIMARY KEY (source, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX repair_externals_repair ON repair_externals (repair);
