import type { DayTrip } from '../../src/visits/drive.ts';
import type { Visit } from '../../src/visits/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { dateText } from '../ui/when.tsx';
import { VisitTabs } from './tabs.tsx';
import { milesText, VISIT_WORDS, waitsText, weekdayText, windowText } from './words.ts';

interface Props {
  frame: Frame;
  day: string;
  previous: string;
  next: string;
  person: { id: string; name: string };
  own: boolean;
  trip: DayTrip;
  calledOff: readonly Visit[];
  mayWork: boolean;
  /** the person is there: else a manager looks on */
  seesAll: boolean;
}

/** A day's stops in the order in which they are driven, with the miles between them. */
export function DayPage(props: Props) {
  const { frame, day, person, own, trip, calledOff, mayWork } = props;
  const whose: Record<string, string> = own ? {} : { person: person.id };
  const link = (path: string, on = day) => `${path}?${new URLSearchParams({ day: on, ...whose })}`;
  const order = { day, person: person.id };
  return (
    <Page
      frame={frame}
      title={`${weekdayText(day)}, ${dateText(day, frame.today)}`}
      back={{ href: `/visits?day=${day}`, label: 'Week' }}
      lede={`${own ? '' : `${person.name}: `}${trip.stops.length === 1 ? '1 stop' : `${trip.stops.length} stops`}, ${milesText(trip.tenths)}`}
      primary={
        mayWork ? (
          <LinkButton href={link('/visits/load')} look="primary">
            Load list
          </LinkButton>
        ) : null
      }
    >
      <VisitTabs on="day" works={mayWork} sees={props.seesAll} />
      <div class="buttons week-moves">
        <LinkButton href={link('/visits/day', props.previous)} icon="back">
          Day before
        </LinkButton>
        <LinkButton href={link('/visits/day', props.next)}>Day after</LinkButton>
        {mayWork ? (
          <LinkButton href={`/visits/new?day=${day}`} look="quiet" icon="plus">
            Add a stop
          </LinkButton>
        ) : null}
      </div>
      {trip.stops.length === 0 ? (
        <Empty text="No stop on this day.">
          {mayWork ? <LinkButton href={`/visits/suggestion?day=${day}`}>Where to drive</LinkButton> : null}
        </Empty>
      ) : (
        <Card
          title="Stops"
          count={trip.stops.length}
          actions={
            trip.byHand && mayWork ? (
              <ActionForm
                action="/visits/order"
                formKey={newKey()}
                submit="Order by distance"
                look="quiet"
                values={{ ...order, to: 'distance' }}
              />
            ) : (
              <span class="quiet small">
                {trip.stops.some((stop) => stop.fromTime)
                  ? 'shortest that keeps the times'
                  : 'shortest round trip'}
              </span>
            )
          }
        >
          <ol class="rows stops">
            {trip.stops.map((stop, i) => (
              <li>
                <span>
                  <a href={`/visits/${stop.visit}`}>{stop.siteName}</a>
                  <span class="rows-more">
                    {[windowText(stop), waitsText(stop), legText(trip.legs[i]?.drive)]
                      .filter(Boolean)
                      .join(', ')}
                  </span>
                </span>
                <span class="rows-end">
                  {stop.state === 'planned' ? null : (
                    <Status tone={VISIT_WORDS[stop.state][0]} word={VISIT_WORDS[stop.state][1]} />
                  )}
                  {mayWork && trip.stops.length > 1 ? (
                    <>
                      {i > 0 ? (
                        <ActionForm
                          action="/visits/order"
                          formKey={newKey()}
                          submit="Earlier"
                          look="quiet"
                          icon="up"
                          label={`${stop.siteName} earlier`}
                          values={{ ...order, visit: stop.visit, to: 'up' }}
                        />
                      ) : null}
                      {i < trip.stops.length - 1 ? (
                        <ActionForm
                          action="/visits/order"
                          formKey={newKey()}
                          submit="Later"
                          look="quiet"
                          icon="down"
                          label={`${stop.siteName} later`}
                          values={{ ...order, visit: stop.visit, to: 'down' }}
                        />
                      ) : null}
                    </>
                  ) : null}
                </span>
              </li>
            ))}
            {trip.base ? (
              <li>
                <span>
                  Back to {trip.base.name}
                  <span class="rows-more">{legText(trip.legs.at(-1)?.drive)}</span>
                </span>
              </li>
            ) : null}
          </ol>
        </Card>
      )}
      {calledOff.length > 0 ? (
        <Card title="Called off" count={calledOff.length}>
          <ul class="links">
            {calledOff.map((visit) => (
              <li>
                <a href={`/visits/${visit.id}`}>{visit.siteName}</a>
                <span class="rows-more">{visit.reason}</span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </Page>
  );
}

function legText(drive: { tenths: number; how: string } | null | undefined): string {
  if (!drive) return 'distance not known';
  return `${milesText(drive.tenths)}${drive.how === 'measured' ? ' measured' : ''}`;
}
