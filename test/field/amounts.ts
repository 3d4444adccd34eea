/** The whole run (`npm run bench:field`): 1,000 actions, 20 kills of the server; else a short one. */
export const WHOLE = process.env.FIELD_SHARE === 'whole';

export const ACTIONS = WHOLE ? 1_000 : 60;
export const SERVER_KILLS = WHOLE ? 20 : 2;
export const PHONE_KILLS = WHOLE ? 30 : 4;
export const CUTS = WHOLE ? 12 : 2;
/** How long the network is gone, in milliseconds. */
export const CUT_MS = WHOLE ? 8_000 : 600;

/** How much befalls three phones in Chromium. */
export interface Amounts {
  actions: number;
  serverKills: number;
  browserKills: number;
  /** how long each time without a network is, in milliseconds */
  cuts: readonly number[];
  /** the longest that a person waits between two actions, in milliseconds */
  pace: number;
  /** visits that are planned for each */
  visits: number;
}

const SECOND = 1_000;

/** Among others two times of two minutes without a network. */
export const LONG: Amounts = {
  actions: 1_000,
  serverKills: 20,
  browserKills: 24,
  cuts: [...Array<number>(8).fill(8 * SECOND), 120 * SECOND, 30 * SECOND, 120 * SECOND],
  pace: 1_500,
  visits: 12,
};
export const SHORT: Amounts = {
  actions: 75,
  serverKills: 3,
  browserKills: 3,
  cuts: [1.5 * SECOND, 3 * SECOND],
  pace: 40,
  visits: 3,
};
/** To start again takes wrangler seconds. */
export const LONG_D1: Amounts = { ...LONG, actions: 400, serverKills: 8, browserKills: 12 };
export const SHORT_D1: Amounts = {
  ...SHORT,
  actions: 30,
  serverKills: 1,
  browserKills: 1,
  cuts: [1 * SECOND],
};

/** Printed, and given to have the same run once more. */
export const SEED = Number(process.env.FIELD_SEED) || 20_270_303;
