import { Hono } from 'hono';
import { FitForm, FitList } from '../../views/stock/fits.tsx';
import { GroupForm, GroupList } from '../../views/stock/groups.tsx';
import { PartForm } from '../../views/stock/part-form.tsx';
import { PartPage } from '../../views/stock/part-page.tsx';
import { PartList } from '../../views/stock/parts.tsx';
import { can } from '../accounts/permissions.ts';
import { NotFound } from '../errors.ts';
import { onOrderByPart } from '../purchasing/lead-queries.ts';
import { sellersOf } from '../purchasing/price-queries.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { asTyped, freshState, submit } from '../web/submit.tsx';
import { binOptions } from './bin-queries.ts';
import {
  createGroup,
  createPart,
  decideFit,
  editGroup,
  editPart,
  recordFit,
  retireOrRestorePart,
} from './catalog-actions.ts';
import { fitOptions, groupOptions, listFits, listGroups, partKinds } from './fit-queries.ts';
import {
  FitDecision,
  GroupEdit,
  NewFit,
  NewGroup,
  NewPart,
  PartEdit,
  PartFilter,
  Versioned,
} from './forms.ts';
import { listParts, partDetails } from './list-queries.ts';
import { findPart } from './queries.ts';

export const catalogRoutes = new Hono<AppEnv>();

const PART_TAKEN = { 'parts.sku': ['sku', 'Another part has this SKU'] } as const;
const GROUP_TAKEN = { 'interchange_groups.name': ['name', 'Another group has this name'] } as const;

catalogRoutes.get('/stock/parts', allow('stock.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const { cursor, ...query } = c.req.query();
  const parsed = PartFilter.safeParse(query);
  const filter = parsed.success ? parsed.data : { q: '', kind: null, group: null, bin: null, show: null };
  const found = await listParts(db, filter, cursor);
  const [kinds, groups, bins] = await Promise.all([partKinds(db), groupOptions(db), binOptions(db)]);
  return c.html(
    <PartList
      frame={frameOf(c, 'stock')}
      filter={filter}
      cursor={cursor}
      {...found}
      kinds={kinds}
      groups={groups}
      bins={bins}
      mayEdit={can(actor, 'catalog.edit')}
      mayPropose={can(actor, 'catalog.propose')}
    />,
  );
});

catalogRoutes.get('/stock/parts/new', allow('catalog.edit', 'catalog.propose'), async (c) =>
  c.html(await partForm(c, freshState({ counted: 'on' }))),
);

catalogRoutes.post('/stock/parts/new', allow('catalog.edit', 'catalog.propose'), (c) =>
  submit(c, {
    schema: NewPart,
    run: createPart,
    done: ({ id, proposed }) => (proposed ? '/stock/parts?done=proposed' : `/stock/parts/${id}?done=created`),
    again: (state) => partForm(c, state),
    taken: PART_TAKEN,
  }),
);

catalogRoutes.get('/stock/parts/:id', allow('stock.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const part = await findPart(db, c.req.param('id'));
  const details = await partDetails(db, part.id);
  const buys = can(actor, 'order.see');
  const [orders, sellers] = buys
    ? await db.read(onOrderByPart([part.id]), sellersOf([part.id], c.var.ctx.today))
    : [[], []];
  return c.html(
    <PartPage
      frame={frameOf(c, 'stock')}
      part={part}
      {...details}
      onOrder={orders[0]?.onOrder ?? 0}
      sellers={sellers}
      mayEdit={can(actor, 'catalog.edit')}
      mayPropose={can(actor, 'catalog.propose')}
    />,
  );
});

catalogRoutes.get('/stock/parts/:id/edit', allow('catalog.edit', 'catalog.propose'), async (c) => {
  const { db } = c.var.ctx;
  const part = await findPart(db, c.req.param('id'));
  const { numbers } = await partDetails(db, part.id);
  const of = (kind: string) =>
    numbers
      .filter((n) => n.kind === kind)
      .map((n) => n.value)
      .join('\n');
  const values = {
    ...asTyped({
      sku: part.sku,
      name: part.name,
      group: part.group,
      partKind: part.partKind,
      condition: part.condition,
      touch: part.touch,
      unit: part.unit,
      pack: part.pack,
    }),
    counted: part.counted ? 'on' : '',
    price: (part.priceCents / 100).toFixed(2),
    makerNumbers: of('maker'),
    barcodes: of('barcode'),
  };
  return c.html(await partForm(c, freshState(values, part.version), part.id));
});

catalogRoutes.post('/stock/parts/:id/edit', allow('catalog.edit', 'catalog.propose'), (c) =>
  submit(c, {
    schema: PartEdit,
    run: (ctx, form) => editPart(ctx, c.req.param('id'), form),
    done: ({ id, proposed }) => `/stock/parts/${id}?done=${proposed ? 'proposed' : 'saved'}`,
    again: (state) => partForm(c, state, c.req.param('id')),
    taken: PART_TAKEN,
  }),
);

catalogRoutes.post('/stock/parts/:id/retire', allow('catalog.edit'), (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: Versioned,
    run: (ctx, form) => retireOrRestorePart(ctx, id, form),
    done: () => `/stock/parts/${id}?done=saved`,
    back: `/stock/parts/${id}`,
  });
});

catalogRoutes.get('/stock/groups', allow('stock.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const frame = frameOf(c, 'stock');
  return c.html(
    <GroupList frame={frame} groups={await listGroups(db)} mayEdit={can(actor, 'catalog.edit')} />,
  );
});

catalogRoutes.get('/stock/groups/new', allow('catalog.edit'), async (c) =>
  c.html(await groupForm(c, freshState())),
);

catalogRoutes.post('/stock/groups/new', allow('catalog.edit'), (c) =>
  submit(c, {
    schema: NewGroup,
    run: createGroup,
    done: () => '/stock/groups?done=created',
    again: (state) => groupForm(c, state),
    taken: GROUP_TAKEN,
  }),
);

catalogRoutes.get('/stock/groups/:id/edit', allow('catalog.edit'), async (c) => {
  const groups = await listGroups(c.var.ctx.db);
  const group = groups.find((one) => one.id === c.req.param('id'));
  if (!group) throw new NotFound();
  const values = asTyped({ name: group.name, partKind: group.partKind, touch: group.touch });
  return c.html(await groupForm(c, freshState(values, group.version), group.id));
});

catalogRoutes.post('/stock/groups/:id/edit', allow('catalog.edit'), (c) =>
  submit(c, {
    schema: GroupEdit,
    run: (ctx, form) => editGroup(ctx, c.req.param('id'), form),
    done: () => '/stock/groups?done=saved',
    again: (state) => groupForm(c, state, c.req.param('id')),
    taken: GROUP_TAKEN,
  }),
);

catalogRoutes.get('/stock/fits', allow('stock.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const { state = 'proposed', model = '', group = '', cursor } = c.req.query();
  const filter = {
    state: state === 'confirmed' || state === 'refused' ? state : 'proposed',
    model,
    group,
    cursor,
  };
  const [page, options] = await Promise.all([listFits(db, filter), fitOptions(db)]);
  return c.html(
    <FitList
      frame={frameOf(c, 'stock')}
      filter={filter}
      page={page}
      options={options}
      mayDecide={can(actor, 'catalog.edit')}
      mayPropose={can(actor, 'catalog.propose')}
    />,
  );
});

catalogRoutes.get('/stock/fits/new', allow('catalog.propose'), async (c) => {
  const { model = '', group = '', part = '' } = c.req.query();
  return c.html(await fitForm(c, freshState({ model, group, part })));
});

catalogRoutes.post('/stock/fits/new', allow('catalog.propose'), (c) =>
  submit(c, {
    schema: NewFit,
    run: recordFit,
    done: ({ state }) => `/stock/fits?state=${state}&done=saved`,
    again: (state) => fitForm(c, state),
    taken: { fits_one: ['group', 'This fit is recorded already'] },
  }),
);

catalogRoutes.post('/stock/fits/:id/decide', allow('catalog.edit'), (c) =>
  submit(c, {
    schema: FitDecision,
    run: (ctx, form) => decideFit(ctx, c.req.param('id'), form),
    done: () => '/stock/fits?done=saved',
    back: '/stock/fits',
  }),
);

async function partForm(c: AppContext, state: FormState, id?: string) {
  const { db } = c.var.ctx;
  const [kinds, groups] = await Promise.all([partKinds(db), groupOptions(db)]);
  const part = id ? await findPart(db, id) : undefined;
  const current = part ? { ...state, version: state.version ?? part.version } : state;
  return (
    <PartForm
      frame={frameOf(c, 'stock')}
      state={current}
      kinds={kinds}
      groups={groups}
      proposes={!can(c.var.ctx.actor, 'catalog.edit')}
      {...(part ? { part } : {})}
    />
  );
}

async function groupForm(c: AppContext, state: FormState, id?: string) {
  const kinds = await partKinds(c.var.ctx.db);
  return <GroupForm frame={frameOf(c, 'stock')} state={state} kinds={kinds} id={id} />;
}

async function fitForm(c: AppContext, state: FormState) {
  const { db, actor } = c.var.ctx;
  const part =
    typeof state.values.part === 'string' && state.values.part ? await findPart(db, state.values.part) : null;
  return (
    <FitForm
      frame={frameOf(c, 'stock')}
      state={state}
      options={await fitOptions(db)}
      part={part}
      confirms={can(actor, 'catalog.edit')}
    />
  );
}
