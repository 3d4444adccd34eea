import type { PlanLine } from './plan-rules.ts';
import type { Carried } from './vehicle-queries.ts';

/**
 * What of a line lies in vehicles. The plan counts on all of it: what vehicles hold beyond their own list has to
 * come back to be used, and without that as much more would have to be ordered as they are short of it.
 */
export function vehiclesText(carried: Carried | undefined, { offer, wants }: PlanLine): string {
  if (!carried || carried.units <= 0) return '';
  const { units, vehicles, spare } = carried;
  const lies = `${units} ${units === 1 ? 'lies' : 'lie'} in ${vehicles === 1 ? 'a vehicle' : `${vehicles} vehicles`}`;
  // Spared is no more than is wanted until the next order could be there.
  const spared = Math.min(spare, Math.ceil(wants));
  if (spared <= 0) return lies;
  const cents = spared * (offer?.unitCents ?? 0);
  const money = cents > 0 ? `, ${(cents / 100).toFixed(2)}` : '';
  return `${lies}, ${spare} more than ${vehicles === 1 ? 'it needs' : 'they need'}: a transfer to the depot spares ordering ${spared}${money}`;
}
