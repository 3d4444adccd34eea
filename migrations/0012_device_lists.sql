-- Orders of the device list, and what a device's home is told.

CREATE INDEX devices_kind ON devices (kind, tag, n) WHERE joined_into IS NULL;
CREATE INDEX devices_funding ON devices (funding_source, tag, n) WHERE joined_into IS NULL AND funding_source <> '';
CREATE INDEX devices_home_at ON devices (home, at_site, tag, n) WHERE joined_into IS NULL;
CREATE INDEX devices_model_age ON devices (model, purchased_on, state) WHERE joined_into IS NULL;
CREATE INDEX devices_joined ON devices (joined_into) WHERE joined_into IS NOT NULL;

-- Somebody has a device that its home misses, or that is not at home: a line on the home's page until it is settled.
CREATE TABLE found_reports (
  id TEXT PRIMARY KEY,
  device TEXT NOT NULL REFERENCES devices (id),
  home TEXT NOT NULL REFERENCES locations (id),
  site TEXT NOT NULL REFERENCES locations (id),
  was TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL,
  person TEXT REFERENCES people (id),
  settled_at TEXT,
  settled_by TEXT REFERENCES people (id)
) STRICT;

CREATE INDEX found_reports_home ON found_reports (home, at) WHERE settled_at IS NULL;
CREATE INDEX found_reports_device ON found_reports (device, at);
