/** Whole counts where CRASH_SHARE=whole (`npm run bench:crash`), else a twentieth. */
export const WHOLE = process.env.CRASH_SHARE === 'whole';

export function amount(whole: number): number {
  return WHOLE ? whole : Math.ceil(whole / 20);
}

/** Milliseconds that a test may take. */
export function patience(whole: number): number {
  return WHOLE ? whole : Math.max(300_000, whole / 20);
}
