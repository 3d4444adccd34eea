import type { Ctx } from '../../context.ts';
import { type KnownPerson, peopleAbroad, peopleCalled, peopleNamed } from './people-queries.ts';
import { splitName } from './person-name-rules.ts';

export interface PeopleFound {
  /** the person whom a text means: external id, address, or whole name where only one has it */
  named(text: string): KnownPerson | 'several' | null;
}

/** People whom some texts may mean, read in one trip. */
export async function peopleFor(ctx: Ctx, texts: readonly string[], source: string): Promise<PeopleFound> {
  const list = [...new Set(texts.filter(Boolean))];
  const emails = list.filter((text) => text.includes('@'));
  const [named, abroad, called] = await ctx.db.read(
    peopleNamed(list, emails),
    peopleAbroad(source, list),
    peopleCalled(list.map(sortName)),
  );
  const byText = new Map<string, KnownPerson>();
  for (const person of named) {
    if (person.email) byText.set(person.email.toLowerCase(), person);
    if (person.external_id) byText.set(person.external_id, person);
  }
  for (const person of abroad) byText.set(person.value, person);
  const bySort = new Map<string, KnownPerson[]>();
  for (const person of called) bySort.set(person.sortName, [...(bySort.get(person.sortName) ?? []), person]);
  return {
    named: (text) => {
      const found = byText.get(text) ?? byText.get(text.toLowerCase());
      if (found) return found;
      const same = bySort.get(sortName(text)) ?? [];
      const here = same.filter((person) => person.active === 1);
      const people = here.length > 0 ? here : same;
      return people.length > 1 ? 'several' : (people[0] ?? null);
    },
  };
}

function sortName(text: string): string {
  const { given, family } = splitName(text);
  return `${family}, ${given}`.toLowerCase();
}
