import type { TestApp } from '../support/app.ts';
import type { Shelf } from '../support/stock.ts';
import type { Cast } from '../support/world.ts';
import type { Pair } from './world.ts';

/** Two kits, two transfers under way to a depot's shelf, a reservation for each of two repairs. */
export async function stockThings(app: TestApp, w: Cast, s: Shelf, repair: Pair) {
  const sent = async (path: string, fields: Record<string, string>, person: string) => {
    const answer = await app.post(path, fields, person);
    if (answer.status !== 303) throw new Error(`${path}: ${answer.status}`);
  };
  for (const name of ['Screen job', 'Battery job']) {
    await sent(
      '/stock/kits/new',
      {
        name,
        'lines.0.group': s.panels,
        'lines.0.quantity': '1',
        'lines.1.part': 'KEY-3100',
        'lines.1.quantity': '2',
      },
      w.mara,
    );
    await sent(
      '/stock/transfers/new',
      { from: s.van, to: s.shelf, how: 'send', [`quantity.${s.panel}`]: '1' },
      w.sid,
    );
  }
  for (const id of [repair.own, repair.other])
    await sent(`/repairs/${id}/reserve`, { part: `${s.panel}:${s.shelf}`, quantity: '1' }, w.mara);
  const pair = async (sql: string): Promise<Pair> => {
    const [own, other] = await app.rows<{ id: string }>(sql);
    return { own: own?.id ?? '', other: other?.id ?? '' };
  };
  const [own, other] = [repair.own, repair.other].map(
    (id) => `SELECT id FROM reservations WHERE repair = '${id}'`,
  );
  return {
    kit: await pair('SELECT id FROM kits ORDER BY n'),
    transfer: await pair('SELECT id FROM transfers ORDER BY n'),
    reservation: {
      own: (await pair(own ?? '')).own,
      other: (await pair(other ?? '')).own,
    },
  };
}
