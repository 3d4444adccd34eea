import { type Scope, within } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { compiled } from '../db/query.ts';
import { parseScan } from '../devices/identifier-rules.ts';
import { Invalid } from '../errors.ts';
import { peopleByName, placesByName } from '../search/queries.ts';
import { wordsOf } from '../search/text-rules.ts';
import type { Target } from './forms.ts';
import { type TargetRow, targetById, targetsByCode, targetsByIds } from './target-queries.ts';

/** Who or what may be named: anything, people alone, places alone. */
export type Accepts = 'any' | 'person' | 'location';

const MOST_CHOICES = 8;
const UUID = /^(person|location):([0-9a-f-]{36})$/;

/**
 * Whom or what a form names: by badge or code at once; by a name or one of the offered choices only where it
 * was chosen, because a name may be another's too.
 * @throws Invalid at `to` where nothing fits, at `target` where somebody has to choose
 */
export async function findTarget(
  ctx: Ctx,
  form: Target,
  scope: Exclude<Scope, null>,
  accepts: Accepts = 'any',
): Promise<TargetRow> {
  const text = form.to.trim();
  const exact = text === '' ? undefined : await byCode(ctx, text, scope, accepts);
  if (exact) return exact;
  const chosen = await byChoice(ctx, form.target, scope, accepts);
  if (text === '') {
    if (chosen) return chosen;
    throw new Invalid({ to: asks(accepts) });
  }
  const choices = await targetChoices(ctx, text, scope, accepts);
  if (chosen && choices.some(({ id }) => id === chosen.id)) return chosen;
  if (choices.length > 0) throw new Invalid({ target: 'Choose which one you mean' });
  throw new Invalid({ to: 'Nobody and nothing here has that badge, code or name' });
}

/** People and places whose name fits, to choose from. */
export async function targetChoices(
  ctx: Ctx,
  text: string,
  scope: Exclude<Scope, null>,
  accepts: Accepts = 'any',
): Promise<TargetRow[]> {
  const words = wordsOf(text);
  const people = accepts === 'location' ? null : peopleByName(words, scope, MOST_CHOICES);
  const places = accepts === 'person' ? null : placesByName(words, scope, MOST_CHOICES);
  const none = { sql: 'SELECT 1 WHERE 0', parameters: [] };
  const [persons, locations] = await ctx.db.read(compiled(people ?? none), compiled(places ?? none));
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  if (persons.length + locations.length === 0) return [];
  const rows = await ctx.db.all(targetsByIds(ids(persons), ids(locations)));
  return rows.slice(0, MOST_CHOICES);
}

async function byCode(ctx: Ctx, text: string, scope: Exclude<Scope, null>, accepts: Accepts) {
  const { badges, codes } = codesIn(text);
  const rows = await ctx.db.all(targetsByCode(badges, codes));
  return rows.find((row) => fits(row, scope, accepts));
}

async function byChoice(ctx: Ctx, choice: string, scope: Exclude<Scope, null>, accepts: Accepts) {
  const match = UUID.exec(choice);
  if (!match) return undefined;
  const row = await ctx.db.first(targetById(match[1] as 'person' | 'location', match[2] ?? ''));
  return row && fits(row, scope, accepts) ? row : undefined;
}

/** The badges and the codes of places that a text may be. */
export function codesIn(text: string): { badges: string[]; codes: string[] } {
  const candidates = parseScan(text);
  const values = (kind: string) => candidates.filter((c) => c.kind === kind).map((c) => c.value);
  const codes = values('location');
  return { badges: values('person'), codes: codes.length > 0 ? [...codes, text.trim()] : [] };
}

export function fits(row: TargetRow, scope: Scope, accepts: Accepts): boolean {
  return (accepts === 'any' || row.kind === accepts) && within(scope, row.site);
}

function asks(accepts: Accepts): string {
  if (accepts === 'person') return 'Scan a badge, or type a name';
  if (accepts === 'location') return 'Choose a place, or scan or type its code';
  return 'Scan a badge or the code of a room or cart, or type a name';
}
