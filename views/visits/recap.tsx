import type { MailState } from '../../src/visits/happened-queries.ts';
import type { Visit } from '../../src/visits/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { dateText, When } from '../ui/when.tsx';
import { PURPOSE_WORDS } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  visit: Visit;
  text: string;
  contacts: readonly { email: string; name: string }[];
  mail: MailState | null;
  /** this installation sends mail */
  mailed: boolean;
  mayWork: boolean;
}

/** What happened: written by itself, to be edited on leaving; afterwards to read, print and send on. */
export function RecapPage(props: Props) {
  const { frame, visit, text } = props;
  const here = `/visits/${visit.id}`;
  return (
    <Page
      frame={frame}
      title={visit.state === 'arrived' ? `Leave ${visit.siteName}` : `Recap of ${visit.siteName}`}
      back={{ href: here, label: visit.siteName }}
    >
      {visit.state === 'arrived' && props.mayWork ? <LeaveForm {...props} /> : <Kept {...props} />}
      {visit.state !== 'arrived' && !text ? <p class="quiet">There is no recap yet.</p> : null}
    </Page>
  );
}

function LeaveForm({ state, visit, text, contacts, mailed }: Props) {
  return (
    <Card title="Recap">
      <Form
        state={state}
        action={`/visits/${visit.id}/leave`}
        submit="Leave"
        cancel={`/visits/${visit.id}`}
        sticky
      >
        <Field
          state={state}
          name="recap"
          label="What the school is told"
          type="textarea"
          rows={16}
          maxlength={6000}
          initial={text}
          hint="Written from what was recorded since you arrived. Change what you like."
        />
        <div class="fields">
          <Field state={state} name="nextOn" label="Next visit" type="date" optional />
          <Field
            state={state}
            name="at"
            label="Left at"
            type="time"
            optional
            size="short"
            hint="Empty: now"
          />
        </div>
        {contacts.length > 0 ? (
          <Field
            state={state}
            name="mail"
            label={`Mail it to ${contacts.map(({ name }) => name).join(', ')}`}
            type="checkbox"
            hint={mailed ? undefined : 'This installation sends no mail: it is kept as not sent.'}
          />
        ) : (
          <p class="quiet">No contact of this school has a login. Print the recap, or send its page.</p>
        )}
      </Form>
    </Card>
  );
}

function Kept({ frame, visit, text, mail, mailed, mayWork }: Props) {
  return (
    <>
      {mail && !mail.sentAt ? (
        <Notice tone="wait">
          {mailed
            ? `Not sent yet to ${mail.recipient}${mail.failure ? `: ${mail.failure}` : ''}.`
            : `Not sent to ${mail.recipient}: this installation sends no mail. Print it, or send the page.`}
        </Notice>
      ) : null}
      <Facts
        facts={[
          { label: 'Site', value: visit.siteName },
          { label: 'By', value: visit.people },
          { label: 'Purpose', value: PURPOSE_WORDS[visit.purpose] },
          { label: 'Arrived', value: visit.arrivedAt ? <When at={visit.arrivedAt} frame={frame} /> : null },
          { label: 'Left', value: visit.leftAt ? <When at={visit.leftAt} frame={frame} /> : null },
          { label: 'Next visit', value: visit.nextOn && dateText(visit.nextOn, frame.today) },
          { label: 'Mailed', value: mail?.sentAt ? <When at={mail.sentAt} frame={frame} /> : null },
        ]}
      />
      {text ? <p class="recap prose gap-above">{text}</p> : null}
      {visit.nextOn && visit.nextOn >= frame.today && mayWork ? (
        <div class="buttons no-print">
          <LinkButton href={`/visits/new?site=${visit.site}&day=${visit.nextOn}`} icon="plus">
            Plan the next visit
          </LinkButton>
        </div>
      ) : null}
      <p class="quiet no-print">Print it with the browser: the page comes without bars and buttons.</p>
    </>
  );
}
