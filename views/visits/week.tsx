import type { VisitsFilter } from '../../src/visits/forms.ts';
import type { Visit } from '../../src/visits/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { Page } from '../ui/page.tsx';
import { Status, status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { dateOnly, dateText } from '../ui/when.tsx';
import { VisitTabs } from './tabs.tsx';
import { PURPOSE_WORDS, VISIT_WORDS, waitsText, weekdayText, windowText } from './words.ts';

export interface WeekProps {
  frame: Frame;
  /** the days shown, Monday first */
  days: readonly string[];
  visits: readonly Visit[];
  /** what closes a day, by day */
  closed: Readonly<Record<string, string>>;
  filter: VisitsFilter;
  previous: string;
  next: string;
  people: readonly { value: string; label: string }[];
  may: { work: boolean; seeAll: boolean };
}

/** A week of visits: a calendar to drag in, or a list. */
export function WeekPage(props: WeekProps) {
  const { frame, days, filter, people, may } = props;
  const other = filter.view === 'list' ? 'calendar' : 'list';
  const query = (more: Record<string, string>) => {
    const all = { view: filter.view, ...(filter.person ? { person: filter.person } : {}), ...more };
    return `/visits?${new URLSearchParams(all)}`;
  };
  return (
    <Page
      frame={frame}
      title="Visits"
      wide
      lede={`${dateText(days[0] ?? '')} to ${dateText(days.at(-1) ?? '')}`}
      primary={
        may.work ? (
          <LinkButton href="/visits/new" look="primary" icon="plus">
            Plan a visit
          </LinkButton>
        ) : null
      }
    >
      <VisitTabs on="week" works={may.work} sees={may.seeAll} />
      <div class="buttons week-moves">
        <LinkButton href={query({ day: props.previous })} icon="back">
          Week before
        </LinkButton>
        <LinkButton href={query({ day: props.next })}>Week after</LinkButton>
        <LinkButton href={query({ day: days[0] ?? '', view: other })} look="quiet">
          {other === 'list' ? 'As a list' : 'As a calendar'}
        </LinkButton>
      </div>
      {may.seeAll ? (
        <Filters
          action="/visits"
          filters={[
            {
              name: 'person',
              label: 'Technician',
              value: filter.person ?? '',
              options: people,
              any: 'Everybody',
            },
          ]}
          keep={{ view: filter.view, day: days[0] ?? '' }}
        />
      ) : null}
      <Results>{filter.view === 'list' ? <WeekList {...props} /> : <Calendar {...props} />}</Results>
    </Page>
  );
}

function Calendar({ frame, days, visits, closed, may, filter }: WeekProps) {
  return (
    <div class="week" data-visit-days={may.work ? '' : undefined}>
      {days.map((day) => {
        const here = visits.filter((visit) => visit.day === day);
        return (
          <section class={day === frame.today ? 'week-day now' : 'week-day'} data-day={day}>
            <h2>
              {may.work || may.seeAll ? (
                <a href={`/visits/day?day=${day}${filter.person ? `&person=${filter.person}` : ''}`}>
                  {weekdayText(day)} <span class="quiet">{dateOnly(day, frame.today)}</span>
                </a>
              ) : (
                <>
                  {weekdayText(day)} <span class="quiet">{dateOnly(day, frame.today)}</span>
                </>
              )}
            </h2>
            {closed[day] ? <p class="quiet small">{closed[day]}</p> : null}
            {here.map((visit) => (
              <article
                class="week-visit"
                data-visit={visit.state === 'planned' && may.work ? visit.id : undefined}
              >
                <a href={`/visits/${visit.id}`}>{visit.siteName}</a>
                <span class="rows-more">
                  {[windowText(visit), PURPOSE_WORDS[visit.purpose], waitsText(visit)]
                    .filter(Boolean)
                    .join(', ')}
                </span>
                {may.seeAll ? <span class="rows-more">{visit.people}</span> : null}
                {visit.state === 'planned' ? null : (
                  <Status tone={VISIT_WORDS[visit.state][0]} word={VISIT_WORDS[visit.state][1]} />
                )}
              </article>
            ))}
            {here.length === 0 ? <p class="quiet small">No visit</p> : null}
          </section>
        );
      })}
      {may.work ? (
        <div hidden data-move-form>
          <ActionForm
            action="/visits/move"
            formKey={newKey()}
            submit="Move"
            values={{ visit: '', day: '' }}
          />
        </div>
      ) : null}
    </div>
  );
}

function WeekList({ frame, visits, may }: WeekProps) {
  return (
    <List
      label="Visits"
      rows={visits}
      href={(visit) => `/visits/${visit.id}`}
      columns={[
        { key: 'site', head: 'Site', cell: (visit) => visit.siteName, phone: 'title' },
        { key: 'day', head: 'Day', cell: (visit) => dateOnly(visit.day, frame.today), narrow: true },
        { key: 'window', head: 'When', cell: (visit) => windowText(visit), narrow: true },
        { key: 'people', head: 'Who', cell: (visit) => visit.people },
        { key: 'purpose', head: 'Purpose', cell: (visit) => PURPOSE_WORDS[visit.purpose] },
        { key: 'waits', head: 'Waits there', cell: (visit) => waitsText(visit) },
        { key: 'state', head: 'State', cell: (visit) => status(...VISIT_WORDS[visit.state]), narrow: true },
      ]}
      empty={
        <Empty text="No visit in this week.">
          {may.work ? <LinkButton href="/visits/suggestion">Where to drive next</LinkButton> : null}
        </Empty>
      }
    />
  );
}
