import type { ImportKind, KindName } from '../kind.ts';
import { custody } from './custody.ts';
import { devices } from './devices.ts';
import { locations } from './locations.ts';
import { models } from './models.ts';
import { parts } from './parts.ts';
import { people } from './people.ts';
import { repairs } from './repairs.ts';
import { stock } from './stock.ts';

/** Everything that can be brought in, in the order in which it is offered. */
export const KINDS: readonly ImportKind[] = [
  devices,
  models,
  locations,
  people,
  parts,
  stock,
  repairs,
  custody,
];

/** @throws Error there is none of that name */
export function kindOf(name: KindName): ImportKind {
  const kind = KINDS.find((one) => one.name === name);
  if (!kind) throw new Error(`nothing imports ${name}`);
  return kind;
}
