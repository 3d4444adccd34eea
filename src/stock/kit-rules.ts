/** A kit that fits, with what my vehicle and one depot's bin have of each of its lines. */
export interface KitOffer {
  kit: string;
  name: string;
  mineBin: string | null;
  /** the depot's bin that has most of it */
  depotBin: string | null;
  lines: readonly KitOfferLine[];
}

export interface KitOfferLine {
  name: string;
  quantity: number;
  counted: boolean;
  mine: number;
  depot: number;
}

/** A kit from my vehicle, and from the depot's bin that has most of it, as forms take it: 'kit:bin'. */
export function kitChoices(kit: KitOffer): { value: string; label: string; hint: string }[] {
  const choice = (bin: string | null, where: string, held: (line: KitOfferLine) => number) => ({
    value: `${kit.kit}:${bin ?? ''}`,
    label: kit.name,
    hint: `${where}: ${kit.lines.map((line) => lineWords(line, held(line))).join(', ')}`,
  });
  const mine = choice(kit.mineBin, kit.mineBin ? 'my vehicle' : 'from no bin', (line) => line.mine);
  const depot = choice(kit.depotBin, 'depot', (line) => line.depot);
  if (!kit.depotBin) return [mine];
  const enough = kit.lines.every((line) => !line.counted || line.mine >= line.quantity);
  if (!kit.mineBin) return [depot];
  return enough ? [mine, depot] : [depot, mine];
}

function lineWords({ name, quantity, counted }: KitOfferLine, held: number): string {
  const what = quantity === 1 ? name : `${quantity} × ${name}`;
  return counted ? `${what} (${held} there)` : what;
}
