/** How large a made district is. */
import type { PlanSize } from './plan-types.ts';

const CLOCK = { endsOn: '2026-11-20', zone: 'America/New_York' } as const;

/** The district of the demo. */
export const demoSize: PlanSize = {
  ...CLOCK,
  seed: 1,
  sites: 24,
  depots: 3,
  vehicles: 6,
  technicians: 9,
  staff: 1125,
  students: 7000,
  devices: 9000,
  months: 18,
  repairs: 2250,
  parts: 0,
};

/** The full district. */
export const fullSize: PlanSize = {
  ...CLOCK,
  seed: 1,
  sites: 210,
  depots: 5,
  vehicles: 100,
  technicians: 150,
  staff: 25_000,
  students: 160_000,
  devices: 200_000,
  months: 36,
  repairs: 101_500,
  parts: 5000,
};

/**
 * A district of so many devices (30 to 200,000): the demo's or the full one's own figures at their size, else in
 * between by proportion. Up to the demo's size it is 18 months long, above it 36.
 */
export function sizeFor(devices: number, seed = 1): PlanSize {
  if (!Number.isInteger(devices) || devices < 30 || devices > fullSize.devices)
    throw new RangeError(`A district has 30 to ${fullSize.devices} devices, not ${devices}`);
  if (devices === demoSize.devices) return { ...demoSize, seed };
  if (devices === fullSize.devices) return { ...fullSize, seed };
  const share = devices / fullSize.devices;
  const small = devices < demoSize.devices;
  // Sites grow slower than devices: 24 at 9,000 and 210 at 200,000.
  const sites = Math.round(24 * (devices / 9000) ** 0.7);
  const months = small ? demoSize.months : fullSize.months;
  return {
    ...CLOCK,
    seed,
    sites: Math.min(210, Math.max(3, sites)),
    depots: small ? (devices < 1000 ? 1 : 3) : 3 + Math.round(2 * share),
    vehicles: Math.max(3, Math.round(small ? (devices / 9000) * 6 : 6 + 94 * share)),
    technicians: Math.max(4, Math.round(small ? (devices / 9000) * 9 : 9 + 141 * share)),
    staff: Math.max(Math.round(devices * 0.125), 3 * Math.max(3, sites) + 12),
    students: Math.max(39, Math.round(devices * (small ? 0.778 : 0.8))),
    devices,
    months,
    repairs: Math.round((devices * months) / 72),
    parts: devices < 50_000 ? 0 : Math.round(5000 * share),
  };
}
