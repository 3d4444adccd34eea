/*
 * Cochran, "Sampling Techniques", 3rd edition (Wiley, 1977), chapter 4: the sample that tells a proportion to
 * within a margin, for a population that is not endless.
 *   n0 = z^2 p (1 - p) / e^2, with p = 1/2 where nothing is known
 *   n  = n0 / (1 + (n0 - 1) / N)
 */

/** The two-sided point of the normal distribution, by confidence in percent. */
const Z: Readonly<Record<number, number>> = { 90: 1.6449, 95: 1.96, 99: 2.5758 };

function zOf(confidence: number): number {
  return Z[confidence] ?? 1.96;
}

/**
 * How many of a population have to be looked at.
 * @param confidence 90, 95 or 99 percent @param margin percent, more than 0 @returns at most the population
 */
export function sampleSize(population: number, confidence: number, margin: number): number {
  if (population <= 0) return 0;
  const endless = (zOf(confidence) ** 2 * 0.25) / (margin / 100) ** 2;
  const size = Math.ceil(endless / (1 + (endless - 1) / population));
  return Math.min(population, Math.max(1, size));
}

/** By how many percent the share that was found may be off, with the finite population correction. */
export function marginOf(found: number, sample: number, population: number, confidence: number): number {
  if (sample <= 0 || population <= 1 || sample >= population) return 0;
  const share = found / sample;
  const correction = (population - sample) / (population - 1);
  return 100 * zOf(confidence) * Math.sqrt(((share * (1 - share)) / sample) * correction);
}

/** The lists that both sides of a draw need: SQL orders by it, a test computes it again. */
const PRIME = 2_147_483_647;

/**
 * The order in which devices are drawn, as SQL over the running number `n`: two rounds of mixing modulo a prime by
 * the seed that the audit keeps, so that anybody can draw the same sample again. Takes the seed four times.
 */
export const DRAW_ORDER = `((((n * (? * 48271 % ${PRIME}) + 12345) % ${PRIME}) * ((n * 69621 + ?) % ${PRIME})) % ${PRIME}
  * (? % 46337 + 1) + ((n * 16807 + ? * 7) % ${PRIME})) % ${PRIME}`;
