import type { Ctx } from '../context.ts';
import { countSettingsOf } from '../counts/settings-rules.ts';
import { addDays, monthOf } from '../months.ts';
import { type BudgetRow, listBudgets } from '../purchasing/budget-queries.ts';
import { USUAL_GOALS } from './class-rules.ts';
import type { Choice, Cut, Take } from './cut-rules.ts';
import type { PlanQuery } from './forms.ts';
import { cutOf, knownOf, namesOf, type PlanRead, readPlanned } from './plan-page-queries.ts';
import type { PlanLine } from './plan-rules.ts';
import { latestRun, OPEN_RUNS, type Run } from './run-queries.ts';
import { inVehicles } from './vehicle-queries.ts';
import { vehiclesText } from './vehicle-words-rules.ts';
import { needBy, oneLessText, placeBy, reasonText, stopText, UNKNOWN_TEXT } from './words-rules.ts';

/** Lines of one page. */
const PAGE = 100;
const USUAL_GOAL = 95;

export interface PlanRow {
  thing: string;
  name: string;
  line: PlanLine;
  take: Take | null;
  supplier: string | null;
  needBy: string | null;
  placeBy: string | null;
  why: string;
  /** what one less would cost; '' where nothing is ordered */
  oneLess: string;
  /** what of it lies in vehicles, and what bringing some of it back spares; '' where nothing does */
  vehicles: string;
  /** a draft or order of it since the run */
  ordered: { number: string; order: string } | null;
}

export interface PlanPage {
  run: Run;
  choice: Choice;
  cut: Cut;
  rows: PlanRow[];
  /** how many rows there are in all, and where the shown ones begin */
  count: number;
  from: number;
  show: 'order' | 'attention' | 'all';
  marks: { mark: string; lines: number }[];
  funds: BudgetRow[];
  fund: BudgetRow | null;
  /** the far end of the slider, cents */
  most: number;
  suppliers: Map<string, string>;
  open: Run[];
}

/** The plan as it is asked for; null where no run is there yet. */
export async function readPlanPage(ctx: Ctx, asked: PlanQuery): Promise<PlanPage | { open: Run[] }> {
  const [[run], open, funds] = await ctx.db.read(
    latestRun(asked.scenario),
    OPEN_RUNS,
    listBudgets({ show: null }, ctx.today),
  );
  if (!run) return { open };
  const read = await readPlanned(ctx.db, run);
  const fund = funds.find(({ id }) => id === asked.fund) ?? currentFund(funds, ctx.today);
  const shares = sharesOf(ctx);
  const choice = asked.by || asked.budget !== null ? choiceOf(asked, fund, shares) : usualChoice(read, fund);
  const cut = cutOf(read, choice);
  const show = asked.show ?? 'order';
  const shown = sorted(read, cut).filter(
    ({ line, take, ordered }) =>
      show === 'all' || line.marks.some(URGENT) || (show === 'order' && (take !== null || ordered)),
  );
  const page = shown.slice(asked.from, asked.from + PAGE);
  const shownThings = page.map(({ line }) => line.thing);
  const known = await knownOf(ctx.db, run.id, shownThings);
  const [named, carried] = await ctx.db.read(namesOf(shownThings), inVehicles(shownThings));
  const names = new Map(named.map(({ id, name }) => [id, name]));
  const carries = new Map(carried.map((row) => [row.thing, row]));
  const suppliers = new Map(read.suppliers.map(({ id, name }) => [id, name]));
  const month = monthOf(run.today);
  return {
    run,
    choice,
    cut,
    count: shown.length,
    from: asked.from,
    show,
    funds,
    fund,
    open,
    suppliers,
    most: mostOf(read, fund),
    marks: marksOf(read),
    rows: page.map(({ line, take, ordered }) => {
      const facts = known.get(line.thing);
      const reason = facts ? reasonText(facts, month) : '';
      const stop = stopText(line, run);
      const devices = facts?.factors.some((factor) => factor.devices > 0);
      const unknown = facts?.lastYear === 0 && !devices && line.marks.includes('no price');
      return {
        thing: line.thing,
        name: names.get(line.thing) ?? 'No longer there',
        line,
        take,
        supplier: line.offer?.supplier ? (suppliers.get(line.offer.supplier) ?? null) : null,
        needBy: needBy(line, run.today),
        placeBy: placeBy(line, run.today),
        why: unknown ? UNKNOWN_TEXT : sentence([stop, reason, waitingText(line)]),
        vehicles: vehiclesText(carries.get(line.thing), line),
        oneLess: take?.last ? oneLessText(take.last, line.delay) : '',
        ordered,
      };
    }),
  };
}

/** Marks that want somebody's eyes though nothing is ordered. */
const URGENT = (mark: string) =>
  mark === 'out' || mark === 'late' || mark === 'price' || mark === 'last' || mark === 'leaving';

function waitingText({ waiting, harvest }: PlanLine): string {
  const words = [];
  if (waiting > 0) words.push(`${waiting} ${waiting === 1 ? 'is' : 'are'} waited for`);
  if (harvest > 0) words.push(`${harvest} will be harvested`);
  return words.join(', ');
}

function sentence(parts: readonly string[]): string {
  const text = parts.filter(Boolean).join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Of the fiscal year that it is, the one with most left. */
function currentFund(funds: readonly BudgetRow[], today: string): BudgetRow | null {
  const now = funds.filter(({ fiscalYearFrom }) => fiscalYearFrom <= today);
  return [...now].sort((a, b) => b.leftCents - a.leftCents)[0] ?? null;
}

/** Up to which share of the value the classes go, as counts take them. */
export function sharesOf(ctx: Ctx): { a: number; b: number } {
  const { shareA, shareB } = countSettingsOf(ctx.district.settings);
  return { a: shareA, b: shareB };
}

/** What is asked for; where nothing is, what the budget has left, else the usual goal. */
export function choiceOf(
  asked: Pick<Partial<PlanQuery>, 'by' | 'budget' | 'goal' | 'a' | 'b' | 'c'>,
  fund: Pick<BudgetRow, 'leftCents'> | null,
  shares: { a: number; b: number },
): Choice {
  const by =
    asked.by ?? (asked.budget !== null && asked.budget !== undefined ? 'budget' : fund ? 'budget' : 'goal');
  if (by === 'goal') return { by, share: (asked.goal ?? USUAL_GOAL) / 100 };
  if (by === 'classes') {
    const share = (own: number | null | undefined, usual: number) => (own ? own / 100 : usual);
    const { a, b, c } = asked;
    const goals = {
      A: share(a, USUAL_GOALS.A),
      B: share(b, USUAL_GOALS.B),
      C: share(c, USUAL_GOALS.C),
    };
    return { by, goals, shares };
  }
  return { by, cents: asked.budget ?? Math.max(0, fund?.leftCents ?? 0) };
}

/** Nothing is asked for yet: what meets the usual goal, as far as the budget holds it. */
function usualChoice(read: PlanRead, fund: BudgetRow | null): Choice {
  const goal: Choice = { by: 'goal', share: USUAL_GOAL / 100 };
  if (!fund) return goal;
  const { cents } = cutOf(read, goal);
  return { by: 'budget', cents: Math.max(0, Math.min(fund.leftCents, Math.ceil(cents / 10_000) * 10_000)) };
}

interface Shown {
  line: PlanLine;
  take: Take | null;
  ordered: { number: string; order: string } | null;
}

/** What runs out before it can arrive comes first, then what is needed soonest. */
function sorted({ planned, ordered }: PlanRead, cut: Cut): Shown[] {
  const rows = planned.map(({ line }) => ({
    line,
    take: cut.takes.get(line.thing) ?? null,
    ordered: ordered.get(line.thing) ?? null,
  }));
  const rank = ({ line }: Shown) => (line.marks.includes('out') ? 0 : 1);
  const soon = ({ line }: Shown) => line.needBy ?? 9_999;
  const money = ({ take }: Shown) => take?.cents ?? 0;
  return rows.sort(
    (a, b) =>
      rank(a) - rank(b) || soon(a) - soon(b) || money(b) - money(a) || (a.line.thing < b.line.thing ? -1 : 1),
  );
}

/** As much as all steps of all lines cost, or what the fund has left: as far as a slider has to reach. */
function mostOf({ planned }: PlanRead, fund: BudgetRow | null): number {
  const all = planned.reduce(
    (sum, { steps }) => sum + steps.reduce((cents, step) => cents + step.cents, 0),
    0,
  );
  return Math.max(10_000, all, Math.min(fund?.leftCents ?? 0, all * 2));
}

const MARKS = ['out', 'late', 'last', 'leaving', 'price', 'no supplier', 'no price'];

function marksOf({ planned }: PlanRead): { mark: string; lines: number }[] {
  return MARKS.flatMap((mark) => {
    const lines = planned.filter(({ line }) => line.marks.some((one) => one === mark)).length;
    return lines > 0 ? [{ mark, lines }] : [];
  });
}

/** The day on which an order of today is expected. */
export function expectedOn(line: PlanLine, today: string): string {
  return addDays(today, line.lead[0]);
}
