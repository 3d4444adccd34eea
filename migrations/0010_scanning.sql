-- What a station in a scanning mode shows after each scan, without counting anew.

-- kept from scan_entries: those done and not undone
ALTER TABLE scan_sessions ADD COLUMN done INTEGER NOT NULL DEFAULT 0;
-- on collection day: 'fine', 'damaged', 'charger', 'case', 'not_theirs', with spaces between
ALTER TABLE scan_entries ADD COLUMN verdict TEXT NOT NULL DEFAULT '';

CREATE INDEX scan_entries_errors ON scan_entries (session, seq) WHERE outcome = 'error' AND settled_at IS NULL;
CREATE INDEX scan_sessions_open ON scan_sessions (person, started_at) WHERE ended_at IS NULL;
CREATE INDEX missing_accessories_person ON missing_accessories (person) WHERE settled_at IS NULL;

-- The same as the constraint on session and seq.
DROP INDEX scan_entries_session;
