/*
 * The moving average, as SQL: each expression stands where `v` is the part's row of part_values (or
 * nothing) and `p` its row of parts. `q` must be an integer to SQL too: a bound number is none until it
 * is CAST. Halves are rounded up, and the last one out takes what is left.
 */

/** What `q` of the part (positive) take with them. */
export const valueOut = (q: string) => `ifnull(CASE WHEN ${q} >= v.on_hand THEN v.value_cents
  ELSE (2 * v.value_cents * ${q} + v.on_hand) / (2 * v.on_hand) END, 0)`;

/**
 * What `q` of the part (positive) bring where nobody says what they cost: the average now; where none
 * is left what the last one was worth, and for the first ever its price.
 */
export const valueIn = (q: string) => `CASE WHEN v.on_hand > 0
  THEN (2 * v.value_cents * ${q} + v.on_hand) / (2 * v.on_hand)
  ELSE ${q} * ifnull(nullif((
    SELECT (2 * abs(x.value_cents) + abs(x.quantity)) / (2 * abs(x.quantity)) FROM movements AS x
    WHERE x.part = p.id ORDER BY x.n DESC LIMIT 1), 0), ifnull(p.price_cents, 0)) END`;
