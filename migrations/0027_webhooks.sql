-- Programs elsewhere that are told what happens here.
CREATE TABLE webhooks (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  -- JSON list of the names of events
  events TEXT NOT NULL,
  -- the secret itself is kept nowhere: it is made of the program's own SECRET and this
  secret TEXT NOT NULL,
  former_secret TEXT,
  former_until TEXT,
  -- while it is stopped: when and why ('asked', 'failing', 'gone'); nothing is kept for it meanwhile
  stopped_at TEXT,
  stopped_why TEXT,
  -- answers that were not good, in a row, and since when; nothing is sent before retry_at
  failures INTEGER NOT NULL DEFAULT 0,
  failing_since TEXT,
  retry_at TEXT,
  -- somebody sends to it until then
  busy_until TEXT,
  retired_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL,
  created_by TEXT
) STRICT;

CREATE UNIQUE INDEX webhooks_name ON webhooks (name) WHERE retired_at IS NULL;

-- Which lines of history go where: every commit asks it, so it is small and holds running webhooks alone.
CREATE TABLE webhook_subscriptions (
  kind TEXT NOT NULL,
  verb TEXT NOT NULL,
  webhook TEXT NOT NULL REFERENCES webhooks (id),
  event TEXT NOT NULL,
  -- an id of the moment at which it began
  since TEXT NOT NULL,
  PRIMARY KEY (kind, verb, webhook)
) STRICT, WITHOUT ROWID;

CREATE INDEX webhook_subscriptions_webhook ON webhook_subscriptions (webhook);

-- One message to one webhook, written by the commit that it tells of, in the order of the commits.
CREATE TABLE webhook_deliveries (
  n INTEGER PRIMARY KEY,
  webhook TEXT NOT NULL REFERENCES webhooks (id),
  message TEXT NOT NULL,
  event TEXT NOT NULL,
  thing TEXT NOT NULL,
  -- the line of the thing's history; null for a test and for a shortfall
  seq INTEGER,
  state TEXT NOT NULL DEFAULT 'waiting',
  -- what is sent, from the first attempt on
  body TEXT,
  at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  first_at TEXT,
  next_at TEXT NOT NULL,
  ended_at TEXT,
  status INTEGER,
  CONSTRAINT webhook_deliveries_once UNIQUE (webhook, message)
) STRICT;

CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (webhook) WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_thing ON webhook_deliveries (webhook, thing) WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_log ON webhook_deliveries (webhook, n);
CREATE INDEX webhook_deliveries_state ON webhook_deliveries (webhook, state, n);
CREATE INDEX webhook_deliveries_ended ON webhook_deliveries (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE webhook_attempts (
  delivery INTEGER NOT NULL REFERENCES webhook_deliveries (n),
  nr INTEGER NOT NULL,
  at TEXT NOT NULL,
  milliseconds INTEGER NOT NULL,
  -- of the answer; null where there was none
  status INTEGER,
  failure TEXT NOT NULL DEFAULT '',
  -- the beginning of it
  answer TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (delivery, nr)
) STRICT, WITHOUT ROWID;
