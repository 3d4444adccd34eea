import type { FleetPlan } from '../../src/fleet-plan/plan-queries.ts';
import type { Scenario } from '../../src/fleet-plan/queries.ts';
import type { Run } from '../../src/forecast/run-queries.ts';
import type { Summary } from '../../src/forecast/run-rules.ts';
import { monthText } from '../../src/months.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card, Cards } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { countText, moneyText } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { List } from '../ui/table.tsx';
import { when } from '../ui/when.tsx';
import { FleetChart } from './fleet-chart.tsx';
import { ExcessNotices } from './page.tsx';
import { REASON_WORDS } from './words.ts';

interface Found {
  run: Run;
  found: Summary | null;
}

interface Props {
  frame: Frame;
  scenario: Scenario;
  plan: FleetPlan;
  basePlan: FleetPlan;
  month: string;
  /** the next June */
  june: string;
  base: Found | null;
  own: Found | null;
  /** its run that is on its way */
  open: Run | null;
  state: FormState;
  form: '' | 'keep' | 'collection';
  mayEdit: boolean;
  mayRestore: boolean;
  mayRun: boolean;
}

/** A what-if beside the plan: what it changes, and what that takes in parts. */
export function ScenarioPage(props: Props) {
  const { frame, scenario, plan, basePlan, month, mayEdit, mayRun, open } = props;
  const at = `/fleet-plan/scenarios/${scenario.id}`;
  return (
    <Page
      frame={frame}
      title={scenario.name}
      back={{ href: '/fleet-plan', label: 'Fleet plan' }}
      wide
      lede={scenario.note || undefined}
      actions={mayEdit ? <LinkButton href={`${at}/edit`}>Edit</LinkButton> : null}
      primary={
        mayRun && !open && !scenario.retiredAt ? (
          <ActionForm
            action="/forecast/runs"
            formKey={newKey()}
            submit="Work it out"
            look="primary"
            values={{ scenario: scenario.id }}
          />
        ) : null
      }
    >
      {open ? (
        <Notice tone="note" action={<a href={`/forecast/runs/${open.id}`}>See how far</a>}>
          It is being worked out.
        </Notice>
      ) : null}
      <ExcessNotices excess={plan.excess} />
      <Compared {...props} />
      <Cards columns={2}>
        <Card title="Devices in service">
          <FleetChart ahead={plan.ahead} base={basePlan.ahead} models={plan.models} month={month} />
        </Card>
        <Changes {...props} />
        {mayEdit ? <Add {...props} /> : null}
      </Cards>
      {props.mayRestore ? (
        <ActionForm
          action={`${at}/retire`}
          formKey={newKey()}
          version={scenario.version}
          submit={scenario.retiredAt ? 'Take it up again' : 'Put it away'}
          look="quiet"
        />
      ) : null}
    </Page>
  );
}

/** The plan and the scenario side by side. */
function Compared({ base, own, frame }: Props) {
  if (!own?.found || !base?.found)
    return (
      <Card title="What it takes">
        <p class="quiet">
          {own
            ? 'Run the plan itself as well to compare them.'
            : 'Put in what changes, then work it out: what it takes in parts stands here beside the plan.'}
        </p>
      </Card>
    );
  const [a, b] = [base.found, own.found];
  const rows = [
    { what: 'Devices in half a year', plan: a.devices[6] ?? 0, own: b.devices[6] ?? 0, text: countText },
    { what: 'Devices in a year', plan: a.devices[12] ?? 0, own: b.devices[12] ?? 0, text: countText },
    ...['3 months', '6 months', '12 months'].map((time, i) => ({
      what: `Units wanted in ${time}`,
      plan: a.ahead[i] ?? 0,
      own: b.ahead[i] ?? 0,
      text: countText,
    })),
    { what: 'To meet 95 of 100 now', plan: a.goalCents, own: b.goalCents, text: (n: number) => moneyText(n) },
  ];
  return (
    <Card
      title="What it takes"
      flush
      actions={<a href={`/plan?scenario=${own.run.scenario}`}>Its order plan</a>}
    >
      <List
        label="The plan and the scenario"
        rows={rows}
        compact
        columns={[
          { key: 'what', head: 'What', cell: ({ what }) => what },
          { key: 'plan', head: 'The plan', cell: ({ plan, text }) => text(plan), numeric: true },
          { key: 'own', head: 'This scenario', cell: ({ own: n, text }) => text(n), numeric: true },
          {
            key: 'more',
            head: 'More',
            cell: ({ plan, own: n, text }) => (n < plan ? `-${text(plan - n)}` : text(n - plan)),
            numeric: true,
          },
        ]}
      />
      <p class="quiet small pad">
        Worked out {when(own.run.at, frame)}; the plan {when(base.run.at, frame)}.
      </p>
    </Card>
  );
}

function Changes({ plan, mayEdit }: Props) {
  const names = new Map(plan.models.map(({ id, name }) => [id, name]));
  const text = (row: (typeof plan.own)[number]) => {
    const model = names.get(row.model ?? '') ?? 'a model';
    if (row.kind === 'keep') return `${model} stay ${row.months} months longer`;
    if (row.kind === 'collection')
      return `Collection in ${monthText(row.month ?? '')}, and school until then`;
    const many = countText(Math.abs(row.devices));
    if (row.devices === 0) return `${model}: what was proposed does not happen`;
    return `${many} ${model} ${row.devices > 0 ? 'come' : 'leave'} in ${monthText(row.month ?? '')}, ${(REASON_WORDS[row.why] ?? row.why).toLowerCase()}`;
  };
  return (
    <Card title="What changes" count={plan.own.length}>
      {plan.own.length === 0 ? <Empty text="Nothing yet: it is the plan itself." /> : null}
      <ul class="links">
        {plan.own.map((row) => (
          <li>
            {text(row)}{' '}
            {mayEdit ? (
              <ActionForm
                action={`/fleet-plan/rows/${row.id}/withdraw`}
                formKey={newKey()}
                submit="Take out"
                label={`Take out: ${text(row)}`}
                look="quiet"
              />
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Add({ scenario, plan, state, form, june }: Props) {
  const at = `/fleet-plan/scenarios/${scenario.id}`;
  const empty: FormState = { values: {}, errors: {}, key: newKey() };
  const leaving = new Set(plan.rows.filter(({ devices }) => devices < 0).map(({ model }) => model));
  const models = plan.models
    .filter(({ id }) => leaving.has(id))
    .map(({ id, name }) => ({ value: id, label: name }));
  const keep = form === 'keep' ? state : empty;
  const collection = form === 'collection' ? state : empty;
  return (
    <Card title="Change more">
      <p>
        <LinkButton href={`/fleet-plan/rows/new?scenario=${scenario.id}&direction=come`}>Buy some</LinkButton>{' '}
        <LinkButton href={`/fleet-plan/rows/new?scenario=${scenario.id}&direction=leave`}>
          Let some go
        </LinkButton>
      </p>
      <Form
        state={keep}
        action={`${at}/keep`}
        submit="Keep them longer"
        look="plain"
        scope="keep"
        label="Keep a model longer"
      >
        <Field state={keep} scope="keep" name="model" label="Keep" type="select" required options={models} />
        <Field
          state={keep}
          scope="keep"
          name="months"
          label="Longer by"
          type="number"
          unit="months"
          size="short"
          required
          initial="12"
          min={1}
          max={60}
        />
      </Form>
      <Form
        state={collection}
        action={`${at}/collection`}
        submit="Move collection"
        look="plain"
        scope="collection"
        label="Collection in another month"
      >
        <Field
          state={collection}
          scope="collection"
          name="month"
          label="Collection in"
          required
          size="short"
          maxlength={7}
          initial={june}
          hint="Year and month, as 2027-06: school ends with it"
        />
      </Form>
    </Card>
  );
}
