-- Since when a person is an id and nothing else: names, addresses and texts about them were removed for good.
ALTER TABLE people ADD COLUMN purged_at TEXT;
