import { Hono } from 'hono';
import { ManyForm } from '../../views/devices/many.tsx';
import { idsOf } from '../db/json-list.ts';
import { q } from '../db/query.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { changeManyHome, changeManyUse } from './change-use.ts';
import { homeChoices } from './form-queries.ts';
import { ChangeManyHome, ChangeManyUse } from './forms.ts';

export const manyRoutes = new Hono<AppEnv>();

const MOST = 90;

/** The ticked rows of the list go to the page that asks what shall be done to them. */
manyRoutes.post('/devices/many', allow('device.edit'), (c) => {
  const { device, what } = c.var.body.fields;
  const query = new URLSearchParams([...ticked(device)].map((id) => ['device', id]));
  return c.redirect(`/devices/many/${what === 'home' ? 'home' : 'use'}?${query}`, 303);
});

manyRoutes.get('/devices/many/use', allow('device.edit'), async (c) =>
  c.html(await manyForm(c, 'use', freshState({ device: c.req.queries('device') ?? [] }))),
);

manyRoutes.post('/devices/many/use', allow('device.edit'), (c) =>
  submit(c, {
    schema: ChangeManyUse,
    run: changeManyUse,
    done: () => '/devices?done=saved',
    again: (state) => manyForm(c, 'use', state),
  }),
);

manyRoutes.get('/devices/many/home', allow('device.edit'), async (c) =>
  c.html(await manyForm(c, 'home', freshState({ device: c.req.queries('device') ?? [] }))),
);

manyRoutes.post('/devices/many/home', allow('device.edit'), (c) =>
  submit(c, {
    schema: ChangeManyHome,
    run: changeManyHome,
    done: () => '/devices?done=saved',
    again: (state) => manyForm(c, 'home', state),
  }),
);

async function manyForm(c: AppContext, what: 'use' | 'home', state: FormState) {
  const [devices, homes] = await c.var.ctx.db.read(
    q
      .selectFrom('devices as d')
      .innerJoin('models as m', 'm.id', 'd.model')
      .innerJoin('locations as h', 'h.id', 'd.home')
      .where('d.id', 'in', (e) => idsOf(e, ticked(state.values.device)))
      .where('d.joined_into', 'is', null)
      .select(['d.id', 'd.tag', 'd.serial', 'd.use', 'd.state', 'm.name as modelName', 'h.name as homeName'])
      .orderBy('d.tag'),
    homeChoices(),
  );
  return <ManyForm frame={frameOf(c, 'devices')} state={state} what={what} devices={devices} homes={homes} />;
}

function ticked(value: string | string[] | undefined): string[] {
  const ids = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return ids.slice(0, MOST);
}
