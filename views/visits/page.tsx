import type {
  AuditThere,
  Check,
  Checklist,
  FollowUpRow,
  VisitPhoto,
} from '../../src/visits/checklist-queries.ts';
import type { NoteRow, Visit, WaitingRepair } from '../../src/visits/queries.ts';
import type { Counts, RecapInput } from '../../src/visits/recap-rules.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card, Cards } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { dateText, When } from '../ui/when.tsx';
import { AtSite } from './at-site.tsx';
import { PURPOSE_WORDS, VISIT_WORDS, weekdayBeside, weekdayText, windowText } from './words.ts';
import { PlannedWork } from './work.tsx';

export interface VisitPageProps {
  frame: Frame;
  state: FormState;
  visit: Visit;
  happened: { input: RecapInput; counts: Counts } | null;
  waiting: readonly WaitingRepair[];
  notes: readonly NoteRow[];
  checklists: readonly Checklist[];
  checks: readonly Check[];
  followUps: readonly FollowUpRow[];
  photos: readonly VisitPhoto[];
  audits: readonly AuditThere[];
  spares: readonly { use: string; n: number }[];
  may: { work: boolean };
}

/** A visit from its plan to its recap. */
export function VisitPage(props: VisitPageProps) {
  const { frame, visit, may } = props;
  const here = `/visits/${visit.id}`;
  const before = visit.state === 'planned' || visit.state === 'on_the_way';
  const late = before && visit.day < frame.today;
  return (
    <Page
      frame={frame}
      title={visit.siteName}
      back={
        may.work
          ? { href: `/visits/day?day=${visit.day}`, label: 'Day' }
          : { href: `/visits?day=${visit.day}`, label: 'Week' }
      }
      lede={
        <>
          <Status tone={VISIT_WORDS[visit.state][0]} word={VISIT_WORDS[visit.state][1]} />{' '}
          {[weekdayText(visit.day), dateText(visit.day, frame.today), windowText(visit)]
            .filter(Boolean)
            .join(', ')}
        </>
      }
      actions={
        <>
          {before && may.work ? <LinkButton href={`${here}/edit`}>Change</LinkButton> : null}
          {visit.state === 'left' ? <LinkButton href={`${here}/recap`}>Recap</LinkButton> : null}
        </>
      }
      primary={
        may.work && before ? (
          <ActionForm
            action={`${here}/arrive`}
            formKey={newKey()}
            submit="Arrived"
            look="primary"
            icon="check"
          />
        ) : may.work && visit.state === 'arrived' ? (
          <LinkButton href={`${here}/leave`} look="primary">
            Leave
          </LinkButton>
        ) : null
      }
    >
      {visit.state === 'called_off' ? <Notice tone="wait">Called off: {visit.reason}</Notice> : null}
      {late ? (
        <Notice tone="wait">
          The day of this visit is over. Move it, call it off, or say when you were there.
        </Notice>
      ) : null}
      {may.work && before ? <Before {...props} /> : null}
      {props.happened ? <AtSite {...props} happened={props.happened} /> : null}
      <Cards columns={2}>
        <PlannedWork {...props} />
        <Card title="About this visit">
          <Facts
            facts={[
              { label: 'Technicians', value: visit.people },
              { label: 'Purpose', value: PURPOSE_WORDS[visit.purpose] },
              { label: 'Address', value: visit.address, wide: true },
              { label: 'Set out', value: visit.setOutAt ? <When at={visit.setOutAt} frame={frame} /> : null },
              {
                label: 'Arrived',
                value: visit.arrivedAt ? <When at={visit.arrivedAt} frame={frame} /> : null,
              },
              { label: 'Left', value: visit.leftAt ? <When at={visit.leftAt} frame={frame} /> : null },
              { label: 'Next visit', value: visit.nextOn && dateText(visit.nextOn, frame.today) },
              visit.rule !== null && { label: 'Planned', value: 'by a rule' },
              { label: 'Note', value: visit.note, wide: true },
            ]}
          />
          {may.work && before ? <CallOff {...props} /> : null}
        </Card>
      </Cards>
    </Page>
  );
}

/** One tap on the way; the time, the odometer and the own car behind "more". */
function Before({ state, visit, frame }: VisitPageProps) {
  const here = `/visits/${visit.id}`;
  const open = Object.keys(state.errors).some((name) => ['at', 'odometer', ''].includes(name));
  return (
    <Card>
      {visit.state === 'planned' ? (
        <div class="buttons">
          <ActionForm action={`${here}/set-out`} formKey={newKey()} submit="On the way" />
          {([-1, 1] as const).map((step) => {
            const day = weekdayBeside(visit.day, step);
            return day < frame.today ? null : (
              <ActionForm
                action="/visits/move"
                formKey={newKey()}
                submit={`Move to ${weekdayText(day)}`}
                look="quiet"
                label={`Move to ${weekdayText(day)}, ${dateText(day, frame.today)}`}
                values={{ visit: visit.id, day }}
              />
            );
          })}
        </div>
      ) : null}
      <p
        class="quiet small"
        hidden
        data-near={visit.latitude === null ? undefined : `${visit.latitude} ${visit.longitude}`}
      >
        By your position you are there: tap Arrived.
      </p>
      <details class="more" open={open || undefined}>
        <summary>Arrived earlier, odometer, own car</summary>
        <Form state={state} action={`${here}/arrive`} submit="Arrived" scope="arrive" look="plain">
          <div class="fields">
            <Field
              state={state}
              name="at"
              label="Arrived at"
              type="time"
              optional
              size="short"
              hint="Empty: now"
              scope="arrive"
            />
            <Field
              state={state}
              name="odometer"
              label="Odometer"
              optional
              size="medium"
              inputmode="decimal"
              unit="mi"
              scope="arrive"
            />
          </div>
          <Field
            state={state}
            name="private"
            label="With my own car: the miles are claimed"
            type="checkbox"
            scope="arrive"
          />
        </Form>
      </details>
    </Card>
  );
}

function CallOff({ state, visit }: VisitPageProps) {
  return (
    <details class="more" open={state.errors.reason !== undefined || undefined}>
      <summary>Call it off</summary>
      <Form state={state} action={`/visits/${visit.id}/call-off`} submit="Call off" look="plain" scope="off">
        <Field state={state} name="reason" label="Reason" maxlength={300} required scope="off" />
      </Form>
    </details>
  );
}
