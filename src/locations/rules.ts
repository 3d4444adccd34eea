import type { LocationKind } from './forms.ts';

/** Inside which kinds a kind may lie; the roots of the tree lie inside nothing. */
const PARENTS: Readonly<Record<LocationKind, readonly LocationKind[]>> = {
  site: [],
  depot: [],
  vehicle: [],
  vendor: [],
  room: ['site', 'depot', 'room'],
  cart: ['site', 'depot', 'room', 'vehicle'],
};

/** How deep the tree may go: site, building wing, room, cart. */
export const MAX_DEPTH = 6;

export function isRoot(kind: LocationKind): boolean {
  return PARENTS[kind].length === 0;
}

export function parentKinds(kind: LocationKind): readonly LocationKind[] {
  return PARENTS[kind];
}

/** Why a location of this kind cannot lie there, in words; null where it can. */
export function parentProblem(kind: LocationKind, parent: { kind: string } | null): string | null {
  if (isRoot(kind)) return parent ? `A ${kind} lies inside nothing` : null;
  if (!parent) return `Choose where the ${kind} is`;
  if ((PARENTS[kind] as readonly string[]).includes(parent.kind)) return null;
  return `A ${kind} cannot lie in a ${parent.kind}`;
}

interface Node {
  id: string;
  parent: string | null;
}

/** The location itself and all below it, given the tree that it is in. */
export function subtree(tree: readonly Node[], root: string): string[] {
  const children = new Map<string, string[]>();
  for (const node of tree) {
    if (node.parent) children.set(node.parent, [...(children.get(node.parent) ?? []), node.id]);
  }
  const found = [root];
  const seen = new Set(found);
  for (let i = 0; i < found.length; i++) {
    for (const child of children.get(found[i] ?? '') ?? []) {
      if (!seen.has(child)) found.push(child);
      seen.add(child);
    }
  }
  return found;
}
