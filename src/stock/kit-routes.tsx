import { Hono } from 'hono';
import { KitForm, KitList, KitPage } from '../../views/stock/kits.tsx';
import { can } from '../accounts/permissions.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { asTyped, freshState, submit } from '../web/submit.tsx';
import { fitOptions } from './fit-queries.ts';
import { Versioned } from './forms.ts';
import { KitEdit, NewKit } from './kit-forms.ts';
import { findKit, type KitWithLines, listKits } from './kit-queries.ts';
import { createKit, editKit, retireOrRestoreKit } from './kits.ts';

export const kitRoutes = new Hono<AppEnv>();

const TAKEN = { 'kits.name': ['name', 'Another kit has this name'] } as const;

kitRoutes.get('/stock/kits', allow('stock.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const retired = c.req.query('show') === 'retired';
  return c.html(
    <KitList
      frame={frameOf(c, 'stock')}
      kits={await listKits(db, retired)}
      retired={retired}
      mayEdit={can(actor, 'catalog.edit')}
    />,
  );
});

kitRoutes.get('/stock/kits/new', allow('catalog.edit'), async (c) => c.html(await kitForm(c, freshState())));

kitRoutes.post('/stock/kits/new', allow('catalog.edit'), (c) =>
  submit(c, {
    schema: NewKit,
    run: createKit,
    done: () => '/stock/kits?done=created',
    again: (state) => kitForm(c, state),
    taken: TAKEN,
  }),
);

kitRoutes.get('/stock/kits/:id', allow('stock.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const kit = await findKit(db, c.req.param('id'));
  return c.html(<KitPage frame={frameOf(c, 'stock')} kit={kit} mayEdit={can(actor, 'catalog.edit')} />);
});

kitRoutes.get('/stock/kits/:id/edit', allow('catalog.edit'), async (c) => {
  const kit = await findKit(c.var.ctx.db, c.req.param('id'));
  return c.html(await kitForm(c, freshState(typedOf(kit), kit.version), kit));
});

kitRoutes.post('/stock/kits/:id/edit', allow('catalog.edit'), (c) =>
  submit(c, {
    schema: KitEdit,
    run: (ctx, form) => editKit(ctx, c.req.param('id'), form),
    done: () => '/stock/kits?done=saved',
    again: async (state) => kitForm(c, state, await findKit(c.var.ctx.db, c.req.param('id'))),
    taken: TAKEN,
  }),
);

kitRoutes.post('/stock/kits/:id/retire', allow('catalog.edit'), (c) =>
  submit(c, {
    schema: Versioned,
    run: (ctx, form) => retireOrRestoreKit(ctx, c.req.param('id'), form),
    done: () => '/stock/kits?done=saved',
    back: '/stock/kits',
  }),
);

function typedOf({ name, fault, lines }: KitWithLines): FormState['values'] {
  const fields = lines.flatMap(({ group, sku, quantity }, i) => [
    [`lines.${i}.group`, group],
    [`lines.${i}.part`, sku],
    [`lines.${i}.quantity`, quantity],
  ]);
  return asTyped({ name, fault, ...(Object.fromEntries(fields) as Record<string, string | number | null>) });
}

async function kitForm(c: AppContext, state: FormState, kit?: KitWithLines) {
  const { faults, groups } = await fitOptions(c.var.ctx.db);
  const current = kit ? { ...state, version: state.version ?? kit.version } : state;
  return (
    <KitForm
      frame={frameOf(c, 'stock')}
      state={current}
      groups={groups}
      faults={faults}
      {...(kit ? { kit } : {})}
    />
  );
}
