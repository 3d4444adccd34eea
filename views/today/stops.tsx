import type { StopLine } from '../../src/today/queries.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Notice } from '../ui/notice.tsx';
import { Status } from '../ui/status.tsx';

/** Today's visits: one tap when one is there. */
export function Stops({ stops }: { stops: readonly StopLine[] }) {
  const busy = stops.some((stop) => stop.state === 'arrived');
  return (
    <Card
      title="My visits today"
      count={stops.length}
      actions={
        <>
          <a href="/visits/day">Day</a>
          <a href="/visits/load">Load list</a>
        </>
      }
    >
      <ol class="rows stops">
        {stops.map((stop, i) => (
          <li>
            <span>
              <a href={`/visits/${stop.id}`}>{stop.siteName}</a>
              <span class="rows-more">
                {stop.open === 0
                  ? 'no open repairs'
                  : `${stop.open} ${stop.open === 1 ? 'repair' : 'repairs'}`}
                {stop.fromTime
                  ? `, ${stop.toTime ? `${stop.fromTime} to ${stop.toTime}` : `after ${stop.fromTime}`}`
                  : ''}
              </span>
            </span>
            <span class="rows-end">
              {stop.late > 0 ? <Status tone="bad" word={`${stop.late} overdue`} /> : null}
              {stop.state === 'arrived' ? (
                <LinkButton href={`/visits/${stop.id}/leave`}>Leave</LinkButton>
              ) : null}
              {stop.state !== 'arrived' && i === 0 && !busy ? (
                <ActionForm
                  action={`/visits/${stop.id}/arrive`}
                  formKey={newKey()}
                  submit="Arrived"
                  label={`Arrived at ${stop.siteName}`}
                />
              ) : null}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** Devices in vehicles at the end of the day. */
export function Road({ road }: { road: { mine: number; vehicles: number } | null }) {
  if (!road) return null;
  const mine = road.mine === 1 ? 'One device is' : `${road.mine} devices are`;
  return (
    <Notice
      tone="wait"
      action={<LinkButton href="/visits/vehicle">{road.mine > 0 ? 'Say where' : 'Look'}</LinkButton>}
    >
      {road.mine > 0
        ? `${mine} in your vehicle. Where do they stay overnight?`
        : `${road.vehicles} ${road.vehicles === 1 ? 'vehicle holds' : 'vehicles hold'} devices whose place overnight is not said.`}
    </Notice>
  );
}
