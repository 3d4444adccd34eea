import type { FleetPlan } from '../../src/fleet-plan/plan-queries.ts';
import type { Scenario } from '../../src/fleet-plan/queries.ts';
import type { Excess } from '../../src/fleet-plan/rules.ts';
import type { Run } from '../../src/forecast/run-queries.ts';
import { addMonths, monthText } from '../../src/months.ts';
import type { Frame } from '../../src/web/frame.ts';
import { ForecastTabs } from '../forecast/tabs.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { countText } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { when } from '../ui/when.tsx';
import { FleetChart } from './fleet-chart.tsx';
import { PlanRows } from './rows.tsx';

interface Props {
  frame: Frame;
  plan: FleetPlan;
  month: string;
  scenarios: readonly Scenario[];
  run: Run | null;
  /** every row, not only those of the months that are drawn */
  all: boolean;
  mayEdit: boolean;
}

/** What will leave and come: the forecast goes by it. */
export function FleetPlanPage({ frame, plan, month, scenarios, run, all, mayEdit }: Props) {
  const { ahead, models, excess, followed, settings } = plan;
  const until = addMonths(month, ahead[0]?.devices.length ?? 24);
  const rows = all ? plan.rows : plan.rows.filter((row) => row.month < until);
  const later = plan.rows.length - rows.length;
  return (
    <Page
      frame={frame}
      title="Fleet plan"
      wide
      lede={
        run ? (
          <>The forecast of {when(run.at, frame)} went by it; what you change counts from the next run on</>
        ) : undefined
      }
      primary={
        mayEdit ? (
          <LinkButton href="/fleet-plan/rows/new?direction=come" look="primary" icon="plus">
            Add
          </LinkButton>
        ) : null
      }
    >
      <ForecastTabs on="fleet" />
      <ExcessNotices excess={excess} />
      <Card title="Devices in service">
        <FleetChart ahead={ahead} models={models} month={month} />
      </Card>
      <Card
        title="What comes and leaves"
        count={rows.length}
        actions={mayEdit ? <a href="/fleet-plan/settings">How it is proposed</a> : null}
        flush
      >
        <PlanRows rows={rows} models={models} scenario={null} mayEdit={mayEdit} />
      </Card>
      {later > 0 ? (
        <p>
          <a href="/fleet-plan?all=1">
            {later === 1 ? 'One more' : `${countText(later)} more`} after {monthText(until)}
          </a>
        </p>
      ) : null}
      <p class="quiet small">
        Proposed: devices leave at the collection before their updates end, or after {settings.lifeMonths}{' '}
        months.{' '}
        {followed < 1
          ? `Of those that should have left at the last collections, ${Math.round(followed * 100)} of 100 did: so many are reckoned with.`
          : ''}
      </p>
      <Card
        title="What if"
        count={scenarios.length}
        actions={mayEdit ? <a href="/fleet-plan/scenarios/new">New scenario</a> : null}
      >
        {scenarios.length === 0 ? (
          <Empty text="Keep a model another year, buy a thousand in July, collect in June: a scenario shows what that would take in parts, beside the plan." />
        ) : (
          <ul class="links">
            {scenarios.map(({ id, name, note }) => (
              <li>
                <a href={`/fleet-plan/scenarios/${id}`}>{name}</a> <span class="quiet">{note}</span>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </Page>
  );
}

/** A plan that lets more leave than there are. */
export function ExcessNotices({ excess }: { excess: readonly Excess[] }) {
  return (
    <>
      {excess.slice(0, 5).map(({ name, month, asked, there }) => (
        <Notice tone="bad">
          The plan takes {countText(asked)} {name} out in {monthText(month)}, but only {countText(there)} will
          be there then. The forecast counts none from then on: correct the rows of {name}.
        </Notice>
      ))}
    </>
  );
}
