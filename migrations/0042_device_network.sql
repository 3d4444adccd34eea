-- What a device's own system says of it: addresses of its network cards (AA:BB:CC:DD:EE:FF, '' where not known) and
-- the size of its storage in GB. And what a file of the inbox held, so that none is taken in twice.

ALTER TABLE devices ADD COLUMN wifi_mac TEXT NOT NULL DEFAULT '';
ALTER TABLE devices ADD COLUMN ethernet_mac TEXT NOT NULL DEFAULT '';
ALTER TABLE devices ADD COLUMN storage_gb INTEGER;

ALTER TABLE inbox_files ADD COLUMN digest TEXT NOT NULL DEFAULT '';
CREATE INDEX inbox_files_digest ON inbox_files (digest) WHERE digest <> '';
