import type { ClassSum } from '../../src/forecast/class-rules.ts';
import type { PlanPage, PlanRow } from '../../src/forecast/plan-read.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Results } from '../ui/filters.tsx';
import { LiveForm } from '../ui/live-form.tsx';
import { countText, moneyText } from '../ui/money.tsx';
import { MoneySlider } from '../ui/money-slider.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { List } from '../ui/table.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { TickBar } from '../ui/tick-bar.tsx';
import { when } from '../ui/when.tsx';
import { planColumns } from './plan-columns.tsx';
import { ForecastTabs } from './tabs.tsx';
import { monthName, percentText } from './words.ts';

export interface PlanProps {
  frame: Frame;
  page: PlanPage;
  /** as it was typed: budget in whole units, goals in percent, of all or of each class */
  typed: Record<'budget' | 'goal' | 'a' | 'b' | 'c', string>;
  errors: Record<string, string>;
  mayPropose: boolean;
  /** how an exception is called, by its mark */
  marks: readonly { mark: string; text: string; tone: 'bad' | 'wait' | 'note' }[];
}

const TICKS = 'plan-ticks';

/** What to order now: one line a group, the worst first, cut by money or by a goal. */
export function OrderPlan(props: PlanProps) {
  const { frame, page } = props;
  const { run } = page;
  const title = run.scenarioName
    ? `Order plan, ${run.scenarioName}`
    : `Order plan, ${monthName(run.today.slice(0, 7))}`;
  return (
    <Page
      frame={frame}
      title={title}
      wide
      lede={
        <>
          From the forecast of {when(run.at, frame)}.{' '}
          <a href={`/forecast/runs/${run.id}`}>
            {page.open.length > 0 ? 'Another one is on its way' : 'About it'}
          </a>
        </>
      }
    >
      <ForecastTabs on="plan" />
      <Asked {...props} />
      <Results>
        <Head {...props} />
        <Lines {...props} />
      </Results>
    </Page>
  );
}

function Asked({ page, typed, errors }: PlanProps) {
  const { choice, funds, fund, run } = page;
  const keep = { by: choice.by, ...(run.scenario ? { scenario: run.scenario } : {}) };
  const at = (by: string) => `/plan?${new URLSearchParams({ ...keep, by })}`;
  const state = { values: { ...typed, fund: fund?.id ?? '' }, errors, key: '' };
  return (
    <div class="plan-asked">
      <Tabs
        label="How much"
        tabs={[
          { href: at('budget'), label: 'By budget', on: choice.by === 'budget' },
          { href: at('goal'), label: 'By goal', on: choice.by === 'goal' },
          { href: at('classes'), label: 'By class', on: choice.by === 'classes' },
        ]}
      />
      <LiveForm action="/plan" label="How much to order" submit="Show" keep={keep}>
        {choice.by === 'budget' ? (
          <MoneySlider
            name="budget"
            label="Budget"
            value={typed.budget}
            most={page.most}
            error={errors.budget}
            {...(fund ? { hint: `${moneyText(fund.leftCents)} left of ${fund.name}` } : {})}
          />
        ) : (
          (choice.by === 'goal' ? GOAL : GOALS).map(([name, label]) => (
            <Field
              state={state}
              scope="plan"
              name={name}
              label={label}
              type="number"
              size="short"
              min={1}
              max={99}
              unit="%"
            />
          ))
        )}
        {funds.length > 1 ? (
          <Field
            state={state}
            scope="plan"
            name="fund"
            label="Paid from"
            type="select"
            required
            options={funds.map(({ id, name, leftCents }) => ({
              value: id,
              label: `${name}, ${moneyText(leftCents)} left`,
            }))}
          />
        ) : null}
      </LiveForm>
    </div>
  );
}

const GOAL = [['goal', 'Of 100 wants, met from the shelf']] as const;
const GOALS = [
  ['a', 'Class A'],
  ['b', 'Class B'],
  ['c', 'Class C'],
] as const;

/** 'A: 50 lines, 90 % met, 507', and why it is not more. */
function classText({ abc, lines, wants, short, cents }: ClassSum, goal: number): string {
  const met = wants > 0 ? 1 - Math.max(0, short) / wants : 1;
  const text = `${abc}: ${countText(lines)} ${lines === 1 ? 'line' : 'lines'}, ${percentText(met)} met, ${moneyText(cents)}`;
  return met < goal - 0.005 ? `${text} (what else there is would hardly be used)` : text;
}

/** What was asked for, for a form that acts on it. */
function askedFor({ run, choice, fund }: PlanPage, typed: PlanProps['typed']): Record<string, string> {
  const { budget, goal, a, b, c } = typed;
  return { run: run.id, by: choice.by, budget, goal, a, b, c, fund: fund?.id ?? '' };
}

function Head({ page, marks, mayPropose, typed }: PlanProps) {
  const { cut, choice, suppliers } = page;
  const fill = cut.wants > 0 ? 1 - cut.short / cut.wants : 1;
  const lines = cut.takes.size;
  return (
    <>
      <div class="plan-sums">
        <p>
          <strong>{moneyText(cut.cents)}</strong> for {countText(lines)} {lines === 1 ? 'line' : 'lines'}
          {cut.shippingCents > 0 ? `, and ${moneyText(cut.shippingCents)} to ship` : ''}
        </p>
        <p>
          <strong>{percentText(fill)}</strong> of what is wanted until the next order is met from the shelf
        </p>
        {mayPropose && lines > 0 ? (
          <ActionForm
            action="/plan/propose"
            formKey={newKey()}
            submit={lines === 1 ? 'Draft this order' : `Draft all ${countText(lines)} lines`}
            busy="Drafting"
            look="primary"
            values={{ ...askedFor(page, typed), all: '1' }}
          />
        ) : null}
      </div>
      {marks.length > 0 ? (
        <Notice
          tone={marks[0]?.tone ?? 'note'}
          action={
            page.show === 'attention' ? (
              <a href={hrefOf(page, typed, { show: 'order' })}>What to order</a>
            ) : (
              <a href={hrefOf(page, typed, { show: 'attention' })}>Show them</a>
            )
          }
        >
          <ul class="plan-marks">
            {marks.map(({ text }) => (
              <li>{text}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {choice.by === 'classes' ? (
        <Notice tone="note">
          <ul class="plan-marks">
            {cut.classes.map((sum) => (
              <li>{classText(sum, choice.goals[sum.abc])}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {cut.below.map(({ supplier, cents, minimumCents }) => (
        <Notice tone="wait">
          {suppliers.get(supplier) ?? 'A supplier'} sends no less than {moneyText(minimumCents)}: this comes
          to {moneyText(cents)}. It is there because something would run out.
        </Notice>
      ))}
    </>
  );
}

function Lines({ page, frame, typed, mayPropose }: PlanProps) {
  const { rows, count, from, show, run } = page;
  const next = from + rows.length;
  const none =
    show === 'order'
      ? 'Nothing is to be ordered: what is there and on its way will do.'
      : 'Nothing wants your attention.';
  return (
    <>
      <List
        label="What to order"
        columns={planColumns(frame, run.today)}
        rows={rows}
        href={(row) => `/forecast/groups/${row.thing}${groupQuery(row, run)}`}
        tone={(row) => (row.line.marks.includes('out') ? 'late' : row.take ? '' : 'done')}
        select={
          mayPropose
            ? { name: 'ids', value: (row) => row.thing, label: (row) => row.name, form: TICKS }
            : undefined
        }
        empty={<Empty text={none} />}
      />
      {mayPropose && rows.length > 0 ? (
        <TickBar id={TICKS} action="/plan/propose" formKey={newKey()}>
          {Object.entries(askedFor(page, typed)).map(([name, value]) => (
            <Field
              state={{ values: { [name]: value }, errors: {}, key: '' }}
              name={name}
              label={name}
              type="hidden"
            />
          ))}
          <Button look="primary" busy="Drafting">
            Draft orders
          </Button>
        </TickBar>
      ) : null}
      <Pager
        shown={rows.length}
        total={count}
        noun={['lines', 'line']}
        {...(from > 0 ? { first: hrefOf(page, typed, { from: '0' }) } : {})}
        {...(next < count ? { next: hrefOf(page, typed, { from: String(next) }) } : {})}
      />
      <p class="no-print">
        {show === 'all' ? (
          <a href={hrefOf(page, typed, { show: 'order' })}>Only what to order</a>
        ) : (
          <a href={hrefOf(page, typed, { show: 'all' })}>Every group, also those of which there is enough</a>
        )}
      </p>
    </>
  );
}

/** The group as this plan sees it: of its run, with what is to be ordered. */
function groupQuery({ take }: PlanRow, run: PlanPage['run']): string {
  const query = new URLSearchParams({
    ...(run.scenario ? { run: run.id } : {}),
    ...(take ? { units: String(take.units) } : {}),
  });
  return query.size > 0 ? `?${query}` : '';
}

function hrefOf(page: PlanPage, typed: PlanProps['typed'], more: Record<string, string>): string {
  const { choice, run, fund, show } = page;
  const query = new URLSearchParams({
    by: choice.by,
    ...(choice.by === 'budget' ? { budget: typed.budget } : {}),
    ...(choice.by === 'goal' ? { goal: typed.goal } : {}),
    ...(choice.by === 'classes' ? { a: typed.a, b: typed.b, c: typed.c } : {}),
    ...(fund ? { fund: fund.id } : {}),
    ...(run.scenario ? { scenario: run.scenario } : {}),
    show,
    ...more,
  });
  return `/plan?${query}`;
}
