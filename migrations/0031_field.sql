-- Spares and loaners that lie ready, by the site where they are: what a load list and a visit ask for at every stop.
CREATE INDEX devices_ready ON devices (at_site, use)
  WHERE use IN ('spare', 'loaner') AND holder IS NULL AND state = 'in_service' AND joined_into IS NULL;
