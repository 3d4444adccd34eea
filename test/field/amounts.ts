/** The whole run (`npm run bench:field`): 1,000 actions, 20 kills of the server; else a short one. */
export const WHOLE = process.env.FIELD_SHARE === 'whole';

export const ACTIONS = WHOLE ? 1_000 : 60;
export const SERVER_KILLS = WHOLE ? 20 : 2;
export const PHONE_KILLS = WHOLE ? 30 : 4;
export const CUTS = WHOLE ? 12 : 2;
/** How long the network is gone, in milliseconds. */
export const CUT_MS = WHOLE ? 8_000 : 600;
