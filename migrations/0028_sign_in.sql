-- Keys that a phone or a computer keeps, to sign in without a password.

CREATE TABLE passkeys (
  id TEXT PRIMARY KEY,
  name TEXT,
  public_key TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES users (id),
  credential_id TEXT NOT NULL CONSTRAINT passkeys_credential UNIQUE,
  counter INTEGER NOT NULL,
  device_type TEXT NOT NULL,
  backed_up INTEGER NOT NULL CHECK (backed_up IN (0, 1)),
  transports TEXT,
  aaguid TEXT,
  created_at TEXT NOT NULL
) STRICT;

CREATE INDEX passkeys_user ON passkeys (user_id);
