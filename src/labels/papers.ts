import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { sameVersion } from '../db/version.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { insertPaper, type PaperColumns, retirePaper, updatePaper } from './changes.ts';
import { micrometres, type NewPaper, type PaperEdit } from './forms.ts';
import { findPaper } from './queries.ts';

/** @throws Invalid the labels do not fit the page */
export async function createPaper(ctx: Ctx, form: NewPaper): Promise<{ id: string }> {
  const id = newId();
  const paper = columnsOf(form);
  return commit(
    ctx,
    { id },
    insertPaper(id, paper),
    record({ thing: id, kind: 'label paper', verb: 'created', data: { ...paper }, first: true }),
  );
}

/** @throws NotFound, Invalid, Conflict of kind 'version' */
export async function editPaper(ctx: Ctx, id: string, form: PaperEdit): Promise<{ id: string }> {
  const before = await findPaper(ctx.db, id);
  if (before.version !== form.version) throw new Conflict('version', 'somebody changed it meanwhile');
  const paper = columnsOf(form);
  return commit(
    ctx,
    { id },
    sameVersion('label_papers', id, form.version),
    updatePaper(id, paper),
    record({ thing: id, kind: 'label paper', verb: 'edited', data: { ...paper } }),
  );
}

/** @throws NotFound, Conflict of kind 'version' */
export async function retireOrRestorePaper(
  ctx: Ctx,
  id: string,
  form: { version: number },
): Promise<{ id: string }> {
  const before = await findPaper(ctx.db, id);
  if (before.version !== form.version) throw new Conflict('version', 'somebody changed it meanwhile');
  const retire = before.retiredAt === null;
  return commit(
    ctx,
    { id },
    sameVersion('label_papers', id, form.version),
    retirePaper(id, retire ? ctx.now : null),
    record({ thing: id, kind: 'label paper', verb: retire ? 'retired' : 'restored' }),
  );
}

/** Micrometres from what was typed; a roll's page is its label. @throws Invalid */
function columnsOf(form: NewPaper): PaperColumns {
  const um = (value: number) => micrometres(value, form.unit);
  const label = { labelWidth: um(form.labelWidth), labelHeight: um(form.labelHeight) };
  if (label.labelWidth < 5_000) throw new Invalid({ labelWidth: 'At least 5 mm (0.2 in)' });
  if (label.labelHeight < 5_000) throw new Invalid({ labelHeight: 'At least 5 mm (0.2 in)' });
  if (label.labelWidth > 1_000_000 || label.labelHeight > 1_000_000)
    throw new Invalid({ labelWidth: 'At most one metre' });
  if (form.kind === 'roll') {
    const page = { pageWidth: label.labelWidth, pageHeight: label.labelHeight, across: 1, down: 1 };
    const steps = { fromLeft: 0, fromTop: 0, stepAcross: label.labelWidth, stepDown: label.labelHeight };
    return { name: form.name, kind: form.kind, ...label, ...page, ...steps };
  }
  const paper = {
    name: form.name,
    kind: form.kind,
    ...label,
    pageWidth: um(form.pageWidth),
    pageHeight: um(form.pageHeight),
    across: form.across,
    down: form.down,
    fromLeft: um(form.fromLeft),
    fromTop: um(form.fromTop),
    stepAcross: label.labelWidth + um(form.gapAcross),
    stepDown: label.labelHeight + um(form.gapDown),
  };
  const right = paper.fromLeft + (paper.across - 1) * paper.stepAcross + paper.labelWidth;
  const bottom = paper.fromTop + (paper.down - 1) * paper.stepDown + paper.labelHeight;
  const most = Math.max(paper.pageWidth, paper.pageHeight);
  if (most > 1_000_000) throw new Invalid({ pageWidth: 'At most one metre' });
  if (right > paper.pageWidth + 500)
    throw new Invalid({ pageWidth: 'The labels reach beyond its right edge' });
  if (bottom > paper.pageHeight + 500)
    throw new Invalid({ pageHeight: 'The labels reach beyond its lower edge' });
  return paper;
}
