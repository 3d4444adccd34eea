import type { Coverage as CoverageNow } from '../../src/devices/coverage-rules.ts';
import { dateOnly } from '../ui/when.tsx';

/** What pays for a repair, in one line: plan with the incidents that are left, warranty, or that nothing does. */
export function Coverage({ coverage, today }: { coverage: CoverageNow; today: string }) {
  const { plan, warrantyUntil, warrantyEnded, planEnded } = coverage;
  if (!plan && !warrantyUntil) {
    const ended = planEnded ?? warrantyEnded;
    return <span class="quiet">None{ended ? <>, ended {dateOnly(ended, today)}</> : null}</span>;
  }
  return (
    <>
      {plan ? (
        <>
          {plan.name} until {dateOnly(plan.until, today)}
          {plan.incidentsLeft === null ? '' : `, ${incidents(plan.incidentsLeft)} left`}
          {plan.pool ? `, pool ${plan.pool.left} of ${plan.pool.size} left` : ''}
        </>
      ) : null}
      {plan && warrantyUntil ? '; ' : null}
      {warrantyUntil ? <>warranty until {dateOnly(warrantyUntil, today)}</> : null}
    </>
  );
}

const incidents = (n: number) => (n === 1 ? '1 incident' : `${n === 0 ? 'no' : n} incidents`);
