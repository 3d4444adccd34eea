import type { Run } from '../../src/forecast/run-queries.ts';
import type { RunInputs, Summary } from '../../src/forecast/run-rules.ts';
import { monthText } from '../../src/months.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { countText, money } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { when } from '../ui/when.tsx';
import { RUN_STATES } from './runs.tsx';

interface Props {
  frame: Frame;
  run: Run;
  found: Summary | null;
  inputs: Partial<RunInputs>;
  /** what it does now, in words */
  doing: string;
}

/** One run: how far it is, and afterwards what it was made from. */
export function RunPage(props: Props) {
  const { frame, run } = props;
  const open = run.endedAt === null;
  const title = run.scenarioName ? `Run ${run.n}, ${run.scenarioName}` : `Run ${run.n} of the forecast`;
  return (
    <Page frame={frame} title={title} back={{ href: '/forecast/runs', label: 'Runs' }}>
      {open ? <Progress {...props} /> : <Found {...props} />}
    </Page>
  );
}

/** Looks again by itself with scripts; without them there is a link. */
function Progress({ run, doing }: Props) {
  const at = `/forecast/runs/${run.id}`;
  return (
    <div
      id="progress"
      hx-get={at}
      hx-trigger="every 2s"
      hx-target="#main"
      hx-select="#main"
      hx-swap="outerHTML"
    >
      <Card>
        <p>
          <Status tone={RUN_STATES[run.state][0]} word={RUN_STATES[run.state][1]} /> Step {run.done + 1} of{' '}
          {run.total}: {doing.charAt(0).toLowerCase() + doing.slice(1)}.
        </p>
        <progress value={run.done} max={run.total} aria-label="How far it is"></progress>
        <p class="quiet">
          Pages go on as usual meanwhile. You may leave: it stands in the list of runs when it is done.
        </p>
        <p>
          <LinkButton href={at}>Look again</LinkButton>
        </p>
      </Card>
    </div>
  );
}

function Found({ frame, run, found, inputs }: Props) {
  const first = inputs.first ? monthText(inputs.first) : '';
  const models = inputs.models ?? [];
  const now = models.reduce((sum, { devices }) => sum + (devices[(inputs.months ?? 0) - 1] ?? 0), 0);
  const plan = run.scenario ? `/plan?scenario=${run.scenario}` : '/plan';
  return (
    <>
      {run.state === 'failed' ? (
        <Notice tone="bad">
          It failed: {run.failure}. The one before it still holds; run it again, or tell whoever runs the
          server.
        </Notice>
      ) : null}
      {(inputs.excess ?? []).map(({ name, month, asked, there }) => (
        <Notice tone="wait" action={<a href="/fleet-plan">Fleet plan</a>}>
          The plan takes {countText(asked)} {name} out in {monthText(month)}, but only {countText(there)} are
          there then. The forecast counts none from then on.
        </Notice>
      ))}
      <Card title="What it found">
        <Facts
          facts={[
            {
              label: 'State',
              value: <Status tone={RUN_STATES[run.state][0]} word={RUN_STATES[run.state][1]} />,
            },
            { label: 'Done', value: when(run.endedAt, frame) },
            found && { label: 'Groups planned', value: countText(found.groups) },
            found && {
              label: 'Units wanted',
              value: `${countText(found.ahead[0] ?? 0)} in 3 months, ${countText(found.ahead[1] ?? 0)} in 6, ${countText(found.ahead[2] ?? 0)} in 12`,
              wide: true,
            },
            found && { label: '95 of 100 met', value: <>for {money(found.goalCents)}</> },
          ]}
        />
        {run.state === 'done' && !run.thinnedAt ? (
          <p>
            <LinkButton href={plan}>What to order</LinkButton>
          </p>
        ) : null}
        {run.thinnedAt ? (
          <p class="quiet">
            Nothing was ordered by it, so its lines were let go; these sums and the fingerprint stay.
          </p>
        ) : null}
      </Card>
      <Card title="What it was made from">
        <Facts
          facts={[
            { label: 'As of', value: run.today },
            { label: 'History', value: first ? `${inputs.months} months, from ${first}` : null },
            { label: 'Devices', value: now > 0 ? `${countText(now)} of ${models.length} models` : null },
            { label: 'School days', value: inputs.schoolDays ? 'known' : 'by month of the year' },
            {
              label: 'Fingerprint',
              value: run.fingerprint ? <span class="mono break">{run.fingerprint}</span> : null,
              wide: true,
            },
          ]}
        />
        <p class="quiet">
          The fingerprint is the SHA-256 of everything above and of all use by month and model: two runs with
          the same one have seen the same.
        </p>
      </Card>
    </>
  );
}
