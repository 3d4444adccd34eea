import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { writeSetting } from '../settings/changes.ts';
import type { NewMiles, NewRate, NewWindow } from './hours-forms.ts';
import { siteByRef } from './queries.ts';
import { visitSettingsOf } from './rules.ts';

type Done = Promise<{ saved: true }>;
const DONE = { saved: true } as const;

function edited(data: Record<string, unknown>) {
  return record({ thing: 'settings', kind: 'settings', verb: 'edited', data });
}

/** A rate of private vehicles from a day on, the road factor, and when a day ends. */
export function addRate(ctx: Ctx, form: NewRate): Done {
  const before = visitSettingsOf(ctx.district.settings);
  const milliDollars = Math.round(form.rate * 1000);
  const rates = [
    { from: form.from, milliDollars },
    ...before.rates.filter((rate) => rate.from !== form.from),
  ].sort((a, b) => (a.from < b.from ? 1 : -1));
  const { roadFactor, dayEnd } = form;
  return commit(
    ctx,
    DONE,
    writeSetting('visits', JSON.stringify({ roadFactor, dayEnd, rates })),
    edited({ roadFactor, dayEnd, rateFrom: form.from, milliDollars }),
  );
}

/** Days on which visits by rule leave a school, or every one, alone. */
export async function addWindow(ctx: Ctx, form: NewWindow): Done {
  if (form.site && !(await ctx.db.first(siteByRef(form.site))))
    throw new Invalid({ site: 'Choose a site in use' });
  return commit(
    ctx,
    DONE,
    q.insertInto('testing_windows').values({
      id: newId(),
      name: form.title,
      site: form.site,
      from_on: form.fromOn,
      to_on: form.toOn,
    }),
    edited({ window: form.title, site: form.site, from: form.fromOn, to: form.toOn }),
  );
}

/** @throws NotFound */
export async function removeWindow(ctx: Ctx, id: string): Done {
  const known = await ctx.db.first({ sql: 'SELECT 1 FROM testing_windows WHERE id = ?', parameters: [id] });
  if (!known) throw new NotFound('There is no such window');
  return commit(
    ctx,
    DONE,
    q.deleteFrom('testing_windows').where('id', '=', id),
    edited({ windowRemoved: id }),
  );
}

/** Measured miles between two sites: they win over the computed ones. */
export async function addMiles(ctx: Ctx, form: NewMiles): Done {
  const [one] = await ctx.db.all(siteByRef(form.one));
  const [other] = await ctx.db.all(siteByRef(form.other));
  if (!one) throw new Invalid({ one: 'Choose a site in use, or type its code' });
  if (!other || other.id === one.id) throw new Invalid({ other: 'Choose another site' });
  const [first, second] = one.id < other.id ? [one.id, other.id] : [other.id, one.id];
  const tenths = Math.round(form.miles * 10);
  return commit(
    ctx,
    DONE,
    {
      sql: `INSERT INTO site_miles (one, other, tenths) VALUES (?, ?, ?)
            ON CONFLICT (one, other) DO UPDATE SET tenths = excluded.tenths`,
      parameters: [first, second, tenths],
    },
    edited({ from: first, to: second, tenths }),
  );
}
