import type { Fault, Symptom } from './list-queries.ts';

/**
 * Symptoms whose likeliest fault this model has most often stand first, one for each fault; then the
 * rest, in the district's order.
 */
export function commonestFirst(symptoms: readonly Symptom[], faults: readonly Fault[]): Symptom[] {
  const found = new Map(faults.map((fault) => [fault.code, fault.found]));
  const first: Symptom[] = [];
  const rest: Symptom[] = [];
  const seen = new Set<string>();
  for (const symptom of symptoms) {
    const fault = likeliest(symptom);
    if (fault === '' || seen.has(fault)) rest.push(symptom);
    else first.push(symptom);
    seen.add(fault);
  }
  const often = (symptom: Symptom) => found.get(likeliest(symptom)) ?? 0;
  // The sort is stable: where nothing was found yet, the order stays the district's.
  return [...first.sort((a, b) => often(b) - often(a)), ...rest];
}

function likeliest(symptom: Symptom): string {
  return (JSON.parse(symptom.faults) as string[])[0] ?? '';
}
