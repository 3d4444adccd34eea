import { Hono } from 'hono';
import { LabelsPage } from '../../views/labels/page.tsx';
import { LabelPrint } from '../../views/labels/print.tsx';
import { can } from '../accounts/permissions.ts';
import { Invalid } from '../errors.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { frameOf } from '../web/frame-of.ts';
import { errorsOf, freshState } from '../web/submit.tsx';
import { LabelOrder } from './forms.ts';
import { chosenLines, MOST_PRINTED, readItems } from './items.ts';
import { drawLabels } from './make.ts';
import { pageCss } from './page-css-rules.ts';
import { paperRoutes } from './paper-routes.tsx';
import { labelPdf } from './pdf.ts';
import { findPaper, listPapers } from './queries.ts';
import { rangeRoutes } from './range-routes.tsx';
import { nextFree, type Paper, pagesOf, placeOf } from './sheet-rules.ts';

export const labelRoutes = new Hono<AppEnv>();
labelRoutes.route('/', rangeRoutes);
labelRoutes.route('/', paperRoutes);

/** Names of the order itself; everything else in the query is a list's filter. */
const OWN = new Set(Object.keys(LabelOrder.shape));
const see = allow('device.see', 'stock.see', 'location.see');

labelRoutes.get('/labels', see, async (c) => {
  const { ctx } = c.var;
  const asked = askedOf(c);
  const parsed = LabelOrder.safeParse(asked);
  const order = parsed.success ? parsed.data : LabelOrder.parse({});
  const papers = await listPapers(ctx.db);
  const paper = await paperOf(c, order, papers);
  const filters = filtersOf(c);
  const labelled = await readItems(ctx, order, filters, baseOf(c));
  const sample = labelled.items.slice(0, 1);
  const state = freshState({
    ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
    paper: paper.id,
    line: [...chosenLines(order)],
    code: order.code,
  });
  state.errors = parsed.success ? {} : errorsOf(parsed.error);
  return c.html(
    <LabelsPage
      frame={frameOf(c, 'labels')}
      state={state}
      order={order}
      filters={filters}
      query={queryOf(c)}
      paper={paper}
      papers={papers}
      labelled={labelled}
      sample={(await drawLabels(sample, paper, order.code))[0] ?? null}
      pages={pagesOf(paper, labelled.items.length * order.copies, order.start)}
      nextStart={nextFree(paper, labelled.items.length * order.copies, order.start)}
      mayManage={can(ctx.actor, 'label.manage')}
      seesStock={can(ctx.actor, 'stock.see')}
    />,
    parsed.success ? 200 : 422,
  );
});

labelRoutes.get('/labels/print', see, async (c) => {
  const { paper, drawings, order } = await made(c);
  return c.html(
    <LabelPrint
      frame={frameOf(c, 'labels')}
      paper={paper}
      labels={drawings.map((drawing, n) => ({ drawing, place: placeOf(paper, n, order.start) }))}
      query={queryOf(c)}
    />,
  );
});

labelRoutes.get('/labels/labels.pdf', see, async (c) => {
  const { paper, drawings, order } = await made(c);
  const bytes = await labelPdf(paper, drawings, order.start, `Labels, ${paper.name}`);
  return c.body(bytes as Uint8Array<ArrayBuffer>, 200, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': 'inline; filename="labels.pdf"',
  });
});

/** The size of the print page: a style sheet of our own, for the policy takes no inline style. */
labelRoutes.get('/labels/papers/:paper/page.css', see, async (c) => {
  const paper = await findPaper(c.var.ctx.db, c.req.param('paper'));
  return c.body(pageCss(paper), 200, { 'Content-Type': 'text/css; charset=utf-8' });
});

/** Everything drawn that is to be printed, as often as it was asked for. @throws Invalid */
async function made(c: AppContext) {
  const { ctx } = c.var;
  const parsed = LabelOrder.safeParse(askedOf(c));
  if (!parsed.success) throw new Invalid(errorsOf(parsed.error));
  const order = parsed.data;
  const paper = await paperOf(c, order, await listPapers(ctx.db));
  const { items } = await readItems(ctx, order, filtersOf(c), baseOf(c));
  if (items.length * order.copies > MOST_PRINTED)
    throw new Invalid({ copies: `At most ${MOST_PRINTED} labels at once: print a part, or fewer copies` });
  const single = await drawLabels(items, paper, order.code);
  const drawings = single.flatMap((drawing) => Array.from({ length: order.copies }, () => drawing));
  return { order, paper, drawings };
}

function askedOf(c: AppContext) {
  return { ...c.req.query(), line: c.req.queries('line') ?? [] };
}

function filtersOf(c: AppContext): Record<string, string> {
  return Object.fromEntries(
    Object.entries(c.req.query()).filter(([name, value]) => !OWN.has(name) && value !== ''),
  );
}

/** The query as it came, to go on with. */
function queryOf(c: AppContext): string {
  return new URL(c.req.url).search;
}

const baseOf = (c: AppContext) => c.var.services.config.baseUrl;

async function paperOf(c: AppContext, order: LabelOrder, papers: readonly Paper[]): Promise<Paper> {
  if (order.paper) return findPaper(c.var.ctx.db, order.paper);
  const first = papers[0];
  if (!first) throw new Invalid({ paper: 'There is no paper: add one in the settings' });
  return first;
}
