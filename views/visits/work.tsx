import type { Check, Checklist } from '../../src/visits/checklist-queries.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Status } from '../ui/status.tsx';
import { dateText } from '../ui/when.tsx';
import type { VisitPageProps } from './page.tsx';

const SHOWN = 12;

/** How far a checklist is at this visit. */
function answeredText(list: Checklist, checks: readonly Check[]): string {
  const mine = checks.filter((check) => check.checklist === list.id);
  const failed = mine.filter((check) => check.failed === 1).length;
  if (mine.length === 0) return 'not begun';
  return `${mine.length} of ${(JSON.parse(list.items) as unknown[]).length} answered${failed > 0 ? `, ${failed} not in order` : ''}`;
}

/** What there is to do at the site. */
export function PlannedWork({
  frame,
  visit,
  waiting,
  audits,
  spares,
  checklists,
  checks,
  may,
}: VisitPageProps) {
  const spareText = spares.map(({ use, n }) => `${n} ${use}${n === 1 ? '' : 's'}`).join(', ');
  return (
    <Card
      title="Work there"
      count={waiting.length}
      actions={<a href={`/repairs?site=${visit.site}`}>All repairs</a>}
    >
      {waiting.length === 0 ? <p class="quiet">No repair is open there.</p> : null}
      <ul class="rows">
        {waiting.slice(0, SHOWN).map((repair) => (
          <li>
            <span>
              <a href={`/repairs/${repair.number}`}>{repair.tag || repair.serial || 'no tag'}</a>{' '}
              {repair.headline}
              <span class="rows-more">
                {repair.holdReason ? `on hold: ${repair.holdReason}` : repair.state.replace('_', ' ')}
              </span>
            </span>
            {repair.dueAt && repair.dueAt < frame.now && !repair.holdReason ? (
              <Status tone="bad" word="Overdue" />
            ) : null}
          </li>
        ))}
      </ul>
      {waiting.length > SHOWN ? <p class="quiet">and {waiting.length - SHOWN} more</p> : null}
      {audits.length > 0 ? (
        <ul class="links">
          {audits.map((audit) => (
            <li>
              <a href={`/audits/${audit.id}`}>{audit.title}</a>
              <span class="rows-more">
                {audit.state === 'counting' ? 'being counted' : 'planned'}
                {audit.dueOn ? `, due ${dateText(audit.dueOn, frame.today)}` : ''}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {checklists.length > 0 ? (
        <ul class="links">
          {checklists.map((list) => (
            <li>
              <a href={`/visits/${visit.id}/checks/${list.id}`}>{list.name}</a>
              <span class="rows-more">checklist, {answeredText(list, checks)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <p class="quiet small">
        {spareText ? `Lying there to hand out: ${spareText}.` : 'No spare or loaner lies there.'}
      </p>
      {may.work ? (
        <div class="buttons">
          <LinkButton href={`/check?site=${visit.site}`}>Check in and out</LinkButton>
          <LinkButton href="/scan" icon="scan">
            Scan
          </LinkButton>
        </div>
      ) : null}
    </Card>
  );
}
