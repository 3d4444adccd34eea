import { Hono } from 'hono';
import { PaperForm, PaperList } from '../../views/labels/papers.tsx';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { asTyped, freshState, submit } from '../web/submit.tsx';
import { NewPaper, PaperEdit, Versioned } from './forms.ts';
import { createPaper, editPaper, retireOrRestorePaper } from './papers.ts';
import { findPaper, listPapers } from './queries.ts';
import type { Paper } from './sheet-rules.ts';

export const paperRoutes = new Hono<AppEnv>();
const manage = allow('label.manage');

const TAKEN = { 'label_papers.name': ['name', 'Another paper has this name'] } as const;

paperRoutes.get('/labels/papers', manage, async (c) =>
  c.html(<PaperList frame={frameOf(c, 'labels')} papers={await listPapers(c.var.ctx.db, true)} />),
);

paperRoutes.get('/labels/papers/new', manage, (c) =>
  c.html(paperForm(c, freshState({ kind: 'sheet', unit: 'in' }))),
);

paperRoutes.post('/labels/papers/new', manage, (c) =>
  submit(c, {
    schema: NewPaper,
    run: createPaper,
    done: () => '/labels/papers?done=created',
    again: (state) => paperForm(c, state),
    taken: TAKEN,
  }),
);

paperRoutes.get('/labels/papers/:paper', manage, async (c) => {
  const paper = await findPaper(c.var.ctx.db, c.req.param('paper'));
  return c.html(paperForm(c, freshState(asTyped(typedOf(paper)), paper.version), paper));
});

paperRoutes.post('/labels/papers/:paper', manage, async (c) => {
  const paper = await findPaper(c.var.ctx.db, c.req.param('paper'));
  return submit(c, {
    schema: PaperEdit,
    run: (ctx, form) => editPaper(ctx, paper.id, form),
    done: () => '/labels/papers?done=saved',
    again: (state) => paperForm(c, state, paper),
    taken: TAKEN,
  });
});

paperRoutes.post('/labels/papers/:paper/retire', manage, (c) =>
  submit(c, {
    schema: Versioned,
    run: (ctx, form) => retireOrRestorePaper(ctx, c.req.param('paper'), form),
    done: () => '/labels/papers?done=saved',
    back: '/labels/papers',
  }),
);

function paperForm(c: AppContext, state: FormState, paper?: Paper) {
  return <PaperForm frame={frameOf(c, 'labels')} state={state} {...(paper ? { paper } : {})} />;
}

/** What the form shows of paper that is there: millimetres, which hold every size exactly. */
function typedOf(paper: Paper) {
  const mm = (um: number) => um / 1_000;
  return {
    name: paper.name,
    kind: paper.kind,
    unit: 'mm',
    labelWidth: mm(paper.labelWidth),
    labelHeight: mm(paper.labelHeight),
    pageWidth: mm(paper.pageWidth),
    pageHeight: mm(paper.pageHeight),
    across: paper.across,
    down: paper.down,
    fromLeft: mm(paper.fromLeft),
    fromTop: mm(paper.fromTop),
    gapAcross: mm(paper.stepAcross - paper.labelWidth),
    gapDown: mm(paper.stepDown - paper.labelHeight),
  };
}
