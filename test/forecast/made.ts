import type { FleetInput } from '../../src/forecast/fleet-rules.ts';

export function poissonFrom(random: () => number, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count++;
  return count;
}

export function monthsFrom(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, t) => {
    const month = first + t;
    return `${2020 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

export interface MadeModel {
  id: string;
  hazard: number;
  devices: number;
  arrives?: number;
  leaves?: number;
}

/** One part kind on some models with known hazards; months start in January 2020. */
export function madeFleet(
  random: () => number,
  models: readonly MadeModel[],
  past: number,
  ahead: number,
  season: (calendar: number) => number = () => 1,
): FleetInput {
  const devicesOf = ({ devices, arrives = 0, leaves = 1e9 }: MadeModel) =>
    Array.from({ length: past + ahead }, (_, t) => (t >= arrives && t < leaves ? devices : 0));
  return {
    months: monthsFrom(0, past),
    ahead,
    models: models.map((model) => ({
      id: model.id,
      devices: devicesOf(model),
      ageMonths: Array.from({ length: past + ahead }, (_, t) => Math.max(0, t - (model.arrives ?? 0))),
    })),
    groups: models.map((model) => ({
      id: `screen of ${model.id}`,
      kind: 'screen',
      demand: [
        {
          model: model.id,
          units: devicesOf(model)
            .slice(0, past)
            .map((devices, t) => poissonFrom(random, devices * model.hazard * season(t % 12))),
        },
      ],
    })),
  };
}
