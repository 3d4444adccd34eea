-- People and how some of them sign in.

CREATE TABLE people (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  external_id TEXT CONSTRAINT people_external_id UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('student', 'staff')),
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  email TEXT,
  title TEXT NOT NULL DEFAULT '',
  site TEXT REFERENCES locations (id),
  grade TEXT,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL
) STRICT;

CREATE INDEX people_site ON people (site, sort_name, id);
CREATE INDEX people_name ON people (sort_name, id);
CREATE INDEX people_kind ON people (kind, sort_name, id);

CREATE VIRTUAL TABLE people_fts USING fts5 (
  name, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3', content = '', contentless_delete = 1
);

-- The sites that a specialist looks after.
CREATE TABLE person_sites (
  person TEXT NOT NULL REFERENCES people (id),
  site TEXT NOT NULL REFERENCES locations (id),
  rank TEXT NOT NULL CHECK (rank IN ('main', 'backup')),
  PRIMARY KEY (person, site)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_sites_site ON person_sites (site);

-- A login is a property of a person: the same id.
CREATE TABLE users (
  id TEXT PRIMARY KEY REFERENCES people (id),
  name TEXT NOT NULL,
  email TEXT NOT NULL CONSTRAINT users_email UNIQUE,
  email_verified INTEGER NOT NULL DEFAULT 0,
  image TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deactivated_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE user_roles (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES users (id),
  role TEXT NOT NULL,
  level INTEGER CHECK (level BETWEEN 1 AND 3),
  site TEXT REFERENCES locations (id)
) STRICT;

CREATE UNIQUE INDEX user_roles_one ON user_roles (person, role, ifnull(site, ''));
CREATE INDEX user_roles_role ON user_roles (role, person);

CREATE TABLE credentials (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES users (id),
  access_token TEXT,
  refresh_token TEXT,
  id_token TEXT,
  access_token_expires_at TEXT,
  refresh_token_expires_at TEXT,
  scope TEXT,
  password TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  CONSTRAINT credentials_account UNIQUE (provider_id, account_id)
) STRICT;

CREATE INDEX credentials_user ON credentials (user_id);

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES users (id),
  expires_at TEXT NOT NULL,
  ip_address TEXT,
  user_agent TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE verifications (
  id TEXT PRIMARY KEY,
  identifier TEXT NOT NULL,
  value TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX verifications_identifier ON verifications (identifier);

-- One-time links: set-up of the first admin, invitation, password reset.
CREATE TABLE one_time_links (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('setup', 'invitation', 'reset')),
  token_hash TEXT NOT NULL UNIQUE,
  person TEXT REFERENCES users (id),
  made_by TEXT REFERENCES people (id),
  at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT,
  withdrawn_at TEXT
) STRICT;

CREATE INDEX one_time_links_person ON one_time_links (person);

CREATE TABLE api_tokens (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES users (id),
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  hint TEXT NOT NULL,
  created_at TEXT NOT NULL,
  last_used_on TEXT,
  revoked_at TEXT
) STRICT;

CREATE INDEX api_tokens_person ON api_tokens (person);

-- Failed guesses by account and by address.
CREATE TABLE sign_in_failures (
  subject TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_views (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES people (id),
  page TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  at TEXT NOT NULL,
  CONSTRAINT saved_views_name UNIQUE (person, page, name)
) STRICT;
