-- What a run has learnt of all groups together, while it is on its way: a later call goes on with it.
CREATE TABLE forecast_learnt (
  run TEXT NOT NULL REFERENCES forecast_runs (id),
  what TEXT NOT NULL CHECK (what IN ('fleet', 'history')),
  piece INTEGER NOT NULL,
  -- a piece of the JSON
  text TEXT NOT NULL,
  PRIMARY KEY (run, what, piece)
) STRICT;
