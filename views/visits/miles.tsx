import { addMonths, monthText } from '../../src/months.ts';
import type { Month } from '../../src/visits/hours.ts';
import type { OvertimeRow } from '../../src/visits/hours-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card, Cards } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Filters } from '../ui/filters.tsx';
import { Form } from '../ui/form.tsx';
import { moneyText } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { dateText } from '../ui/when.tsx';
import { VisitTabs } from './tabs.tsx';
import { milesText, minutesText } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  read: Month;
  /** overtime that waits for this manager */
  waiting: readonly OvertimeRow[];
  people: readonly { value: string; label: string }[];
  places: readonly { value: string; label: string }[];
  may: { own: boolean; decides: boolean; seesAll: boolean; asks: boolean };
}

export const HOW_WORDS: Readonly<Record<string, string>> = {
  odometer: 'odometer',
  measured: 'measured',
  computed: 'computed',
  typed: 'typed',
};

/** A month's drives, hours and overtime. */
export function MilesPage(props: Props) {
  const { frame, read, people, may } = props;
  const query = `?${new URLSearchParams({ month: read.month, person: read.person.id })}`;
  const monthHref = (more: number) =>
    `/visits/miles?${new URLSearchParams({ month: addMonths(read.month, more), person: read.person.id })}`;
  const sum = (key: 'visit' | 'travel' | 'bench') => read.hours.reduce((n, day) => n + day[key], 0);
  return (
    <Page
      frame={frame}
      title="Miles and hours"
      lede={`${read.person.name}, ${monthText(read.month)}`}
      actions={<LinkButton href={`/visits/claim${query}`}>Claim</LinkButton>}
    >
      <VisitTabs on="miles" works={may.own} sees={may.seesAll} />
      <div class="buttons week-moves">
        <LinkButton href={monthHref(-1)} icon="back">
          Month before
        </LinkButton>
        <LinkButton href={monthHref(1)}>Month after</LinkButton>
      </div>
      <Filters
        action="/visits/miles"
        whole
        filters={[
          { name: 'month', label: 'Month', value: read.month, type: 'month', always: true },
          ...(may.seesAll
            ? [{ name: 'person', label: 'Technician', value: read.person.id, options: people, any: 'Me' }]
            : []),
        ]}
      />
      {props.waiting.length > 0 ? <Decide waiting={props.waiting} frame={frame} /> : null}
      <Card>
        <Facts
          facts={[
            { label: 'Driven', value: milesText(read.tenths) },
            { label: 'To claim', value: `${milesText(read.claim.tenths)}, ${moneyText(read.claim.cents)}` },
            { label: 'At sites', value: minutesText(sum('visit')) },
            { label: 'Travel', value: minutesText(sum('travel')) },
            { label: 'Bench', value: minutesText(sum('bench')) },
          ]}
        />
      </Card>
      <Cards columns={2}>
        <Drives {...props} />
        <Hours {...props} />
      </Cards>
    </Page>
  );
}

function Drives({ frame, state, read, places, may }: Props) {
  return (
    <Card title="Drives" count={read.legs.length}>
      {read.legs.length === 0 ? <Empty text="No drive in this month." /> : null}
      <ul class="rows">
        {read.legs.map((leg) => (
          <li>
            <span>
              {leg.fromName ?? '?'} to {leg.toName ?? '?'}
              <span class="rows-more">
                {dateText(leg.day, frame.today)}, {milesText(leg.tenths)} {HOW_WORDS[leg.how]}
                {leg.odometer === null ? '' : `, odometer ${(leg.odometer / 10).toFixed(1)}`}
                {leg.private ? ', own car' : ''}
              </span>
            </span>
            {may.own ? (
              <ActionForm
                action={`/visits/drives/${leg.id}/withdraw`}
                formKey={newKey()}
                submit="Take off"
                look="quiet"
                label={`Take off the drive to ${leg.toName ?? ''}`}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {may.own ? (
        <details
          class="more"
          open={
            Object.keys(state.errors).some((name) => ['to', 'miles', 'odometer'].includes(name)) || undefined
          }
        >
          <summary>Add a drive</summary>
          <Form state={state} action="/visits/drives" submit="Save drive" look="plain" scope="drive">
            <Field
              state={state}
              name="day"
              label="Day"
              type="date"
              initial={frame.today}
              required
              scope="drive"
            />
            <Field state={state} name="to" label="To" type="select" options={places} required scope="drive" />
            <div class="fields">
              <Field
                state={state}
                name="miles"
                label="Miles"
                inputmode="decimal"
                size="short"
                optional
                hint="Empty: computed"
                scope="drive"
              />
              <Field
                state={state}
                name="odometer"
                label="Odometer"
                inputmode="decimal"
                size="medium"
                optional
                scope="drive"
              />
            </div>
            <Field state={state} name="private" label="With my own car" type="checkbox" scope="drive" />
          </Form>
        </details>
      ) : null}
    </Card>
  );
}

function Hours({ frame, state, read, may }: Props) {
  return (
    <Card title="Hours">
      {read.hours.length === 0 ? <Empty text="No hours in this month." /> : null}
      <ul class="rows">
        {read.hours.map((day) => (
          <li>
            <span>
              {dateText(day.day, frame.today)}
              <span class="rows-more">
                {[
                  day.visit > 0 ? `${minutesText(day.visit)} at sites` : '',
                  day.travel > 0 ? `${minutesText(day.travel)} travel` : '',
                  day.bench > 0 ? `${minutesText(day.bench)} bench` : '',
                ]
                  .filter(Boolean)
                  .join(', ')}
              </span>
            </span>
          </li>
        ))}
        {read.overtime.map((row) => (
          <li>
            <span>
              Overtime {minutesText(row.minutes)}, {dateText(row.day, frame.today)}
              <span class="rows-more">{row.reason}</span>
            </span>
            <Status
              tone={row.decision === 'approved' ? 'good' : row.decision === 'refused' ? 'bad' : 'wait'}
              word={row.decision === null ? 'Waits' : row.decision === 'approved' ? 'Approved' : 'Refused'}
            />
          </li>
        ))}
      </ul>
      {may.own ? (
        <details class="more">
          <summary>Add bench hours</summary>
          <Form state={state} action="/visits/bench" submit="Save hours" look="plain" scope="bench">
            <Field
              state={state}
              name="day"
              label="Day"
              type="date"
              initial={frame.today}
              required
              scope="bench"
            />
            <Field
              state={state}
              name="minutes"
              label="Minutes"
              type="number"
              min={1}
              max={1440}
              required
              scope="bench"
            />
            <Field state={state} name="note" label="Note" maxlength={200} optional scope="bench" />
          </Form>
        </details>
      ) : null}
      {may.asks ? (
        <details class="more" open={state.errors.reason !== undefined || undefined}>
          <summary>Ask for overtime</summary>
          <Form state={state} action="/visits/overtime" submit="Ask" look="plain" scope="over">
            <Field
              state={state}
              name="day"
              label="Day"
              type="date"
              initial={frame.today}
              required
              scope="over"
            />
            <Field
              state={state}
              name="minutes"
              label="Minutes"
              type="number"
              min={1}
              max={960}
              required
              scope="over"
            />
            <Field state={state} name="reason" label="Reason" maxlength={300} required scope="over" />
          </Form>
        </details>
      ) : null}
    </Card>
  );
}

function Decide({ waiting, frame }: { waiting: readonly OvertimeRow[]; frame: Frame }) {
  return (
    <Card title="Overtime to decide" count={waiting.length} tone="wait">
      <ul class="rows">
        {waiting.map((row) => (
          <li>
            <span>
              {row.personName}: {minutesText(row.minutes)} on {dateText(row.day, frame.today)}
              <span class="rows-more">{row.reason}</span>
            </span>
            <span class="rows-end">
              <ActionForm
                action={`/visits/overtime/${row.id}`}
                formKey={newKey()}
                submit="Approve"
                label={`Approve overtime of ${row.personName}`}
                values={{ decision: 'approved' }}
              />
              <ActionForm
                action={`/visits/overtime/${row.id}`}
                formKey={newKey()}
                submit="Refuse"
                look="quiet"
                label={`Refuse overtime of ${row.personName}`}
                values={{ decision: 'refused' }}
              />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
