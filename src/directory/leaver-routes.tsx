import { Hono } from 'hono';
import { LeaversPage } from '../../views/directory/leavers.tsx';
import { LeaversAllPage } from '../../views/directory/leavers-all.tsx';
import { can, scopeOf } from '../accounts/permissions.ts';
import { NotFound } from '../errors.ts';
import { locationOptions } from '../locations/queries.ts';
import { allow, scopeFor } from '../web/access.ts';
import type { AppEnv } from '../web/env.ts';
import { frameOf } from '../web/frame-of.ts';
import { submit } from '../web/submit.tsx';
import { Settle } from './forms.ts';
import { leaverFilter, leaversAt } from './leaver-queries.ts';
import { leaversBySite, leaversPage, totalOf } from './leavers.ts';
import { settleLeaver } from './settle.ts';

/** People who left or moved, and have a device still. */
export const leaverRoutes = new Hono<AppEnv>();

const givers = allow('custody.change');
const ROWS = 50;

leaverRoutes.get('/people/leavers', givers, async (c) => {
  const { db, actor } = c.var.ctx;
  const scope = scopeFor(c, 'custody.change');
  const sites = await locationOptions(db, ['site'], scope);
  const [only] = sites;
  const asked = c.req.query('site') ?? (sites.length === 1 ? (only?.value ?? '') : '');
  if (asked !== '' && !sites.some(({ value }) => value === asked)) throw new NotFound();
  const rows = asked === '' ? [] : await leaversAt(db, asked);
  const sees = { students: scopeOf(actor, 'student.see') };
  return c.html(
    <LeaversPage
      frame={frameOf(c, 'people')}
      rows={rows}
      site={asked}
      sites={sites}
      sees={sees}
      moves={can(actor, 'device.edit')}
      overview={can(actor, 'import.run')}
    />,
  );
});

leaverRoutes.get('/people/leavers/all', allow('import.run'), async (c) => {
  const { db, actor } = c.var.ctx;
  const filter = leaverFilter(c.req.query());
  const sites = await leaversBySite(db);
  const page = await leaversPage(db, sites, filter, ROWS);
  return c.html(
    <LeaversAllPage
      frame={frameOf(c, 'people')}
      sites={sites}
      page={page}
      filter={filter}
      total={totalOf(sites, filter)}
      sees={{ students: scopeOf(actor, 'student.see') }}
    />,
  );
});

leaverRoutes.post('/people/leavers/:device', givers, (c) => {
  const { site } = c.var.body.fields;
  const back = `/people/leavers${typeof site === 'string' ? `?site=${encodeURIComponent(site)}` : ''}`;
  return submit(c, {
    schema: Settle,
    run: (ctx, form) => settleLeaver(ctx, c.req.param('device'), form, scopeFor(c, 'custody.change')),
    done: ({ proposed }) => `${back}${back.includes('?') ? '&' : '?'}done=${proposed ? 'proposed' : 'saved'}`,
    back,
  });
});
