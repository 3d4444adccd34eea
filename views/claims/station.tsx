import type { Batch } from '../../src/claims/queries.ts';
import type { ReceivingOptions } from '../../src/claims/station-queries.ts';
import type { Entry, OpenSession, SessionRow } from '../../src/custody/session-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { type Latest, StationPage } from '../custody/station.tsx';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import type { Option } from '../ui/field-props.ts';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { When } from '../ui/when.tsx';
import { ClaimTabs } from './tabs.tsx';
import { batchText, HOWS } from './words.ts';

const MESSAGES: Readonly<Record<string, string>> = {
  in_warranty: 'is in, the warranty pays',
  in_plan: 'is in, its plan pays',
  in_uncovered: 'is in, but nothing pays for it',
  already_in: 'is in this batch already',
  unknown: 'is no tag or serial of a device',
  other_batch: 'is in another batch: take it out there first',
  not_in_service: 'is not in service',
  no_repair: 'has no open repair',
  not_sendable: 'has a repair that cannot go to a vendor now',
  not_sent: 'was not sent in a batch: bring it back in its repair',
  back_ready: 'is back, its repair is ready',
  back_work: 'is back, its repair is in work',
  back_unrepaired: 'is back, not repaired',
  back_refused: 'is back, refused: its repair goes on with our own parts',
  was_repaired: 'came back before, repaired',
  was_unrepaired: 'came back before, not repaired',
  was_refused: 'came back before, refused',
  was_lost: 'was recorded as lost by the carrier',
  was_exchanged: 'was exchanged: another unit came in its place',
};

/** What came of a scan, in one line. */
export function entryText(entry: Pick<Entry, 'tag' | 'serial' | 'scanned' | 'message'>): string {
  const name = entry.tag || entry.serial || entry.scanned.slice(0, 60);
  const enroll = entry.message.endsWith('_enroll');
  const words = MESSAGES[entry.message.replace(/_enroll$/, '')] ?? entry.message;
  return `${name} ${words}${enroll ? '. Enroll it again' : ''}`;
}

function soundOf(entry: Entry): Latest['outcome'] {
  if (entry.outcome === 'error') return 'bad';
  return entry.outcome === 'already' || entry.message === 'in_uncovered' ? 'warn' : 'good';
}

interface StationProps {
  frame: Frame;
  state: FormState;
  session: SessionRow;
  recent: readonly Entry[];
  errors: readonly Entry[];
}

/** Putting devices into a batch by scanning them one after another. */
export function PackingStation(props: StationProps & { batch: Batch; packed: readonly string[] }) {
  const { frame, state, session, recent, batch, packed } = props;
  const back = `/vendor-batches/${batchText(batch.number)}`;
  const here = `${back}/scan/${session.id}`;
  const undo = (entry: Entry) =>
    entry.outcome === 'done' && !entry.undoneAt && packed.includes(entry.id) ? (
      <ActionForm
        action={`${here}/${entry.id}/undo`}
        formKey={newKey()}
        submit="Undo"
        look="quiet"
        label={`Undo ${entry.tag || entry.scanned}`}
      />
    ) : null;
  const [latest] = recent;
  return (
    <StationPage
      frame={frame}
      title={`Into ${batchText(batch.number)}`}
      back={{ href: back, label: batchText(batch.number) }}
      lede={`${batch.vendorName}, ${batch.devices} in it`}
      action={here}
      state={state}
      label="Device"
      hint="Scan the next one, or type its tag"
      done={session.done}
      latest={latestOf(latest, undo)}
      errors={errorsOf(props, here)}
      recent={recent.map((entry) => (
        <RecentEntry frame={frame} entry={entry} action={entry === latest ? null : undo(entry)} />
      ))}
      {...(session.endedAt === null && batch.state === 'draft' ? { end: `${here}/end` } : {})}
    />
  );
}

/** Bringing devices back by scanning them: how is said once, for all that follow. */
export function ReceivingStation(
  props: StationProps & {
    options: ReceivingOptions;
    changing: FormState;
    claims: ReadonlyMap<string, string>;
  },
) {
  const { frame, state, session, recent, options } = props;
  const here = `/vendor-batches/receive/${session.id}`;
  const [latest] = recent;
  const fix = (entry: Entry) => {
    const href = props.claims.get(entry.id);
    return href ? <a href={href}>See it in its batch</a> : null;
  };
  return (
    <StationPage
      frame={frame}
      title="Receive from vendors"
      back={{ href: '/vendor-batches/receive', label: 'Receive' }}
      lede={
        <>
          {session.locationName}, <strong>{HOWS[options.how]}</strong>
        </>
      }
      action={here}
      state={state}
      label="Device"
      hint={`Each scan is saved as: ${HOWS[options.how].toLowerCase()}`}
      done={session.done}
      latest={latestOf(latest, fix)}
      errors={errorsOf(props, here)}
      recent={recent.map((entry) => (
        <RecentEntry frame={frame} entry={entry} action={entry === latest ? null : fix(entry)} />
      ))}
      more={<ReceivingHow state={props.changing} session={session.id} options={options} />}
      {...(session.endedAt === null ? { end: `${here}/end` } : {})}
    />
  );
}

function latestOf(entry: Entry | undefined, action: (entry: Entry) => Latest['actions']): Latest | null {
  if (!entry || entry.undoneAt) return null;
  return { key: entry.id, outcome: soundOf(entry), words: entryText(entry), actions: action(entry) };
}

function errorsOf({ errors }: StationProps, here: string) {
  const receives = here.startsWith('/vendor-batches/receive');
  return errors.map((entry) => (
    <li>
      {entryText(entry)} {entry.device ? <a href={`/devices/${entry.device}`}>See the device</a> : null}
      {receives && entry.message === 'unknown' ? (
        <a href={`/vendor-batches/away?serial=${encodeURIComponent(entry.scanned.slice(0, 80))}`}>
          It came in place of another
        </a>
      ) : null}
      <ActionForm
        action={`${here}/${entry.id}/settle`}
        formKey={newKey()}
        submit="Dealt with"
        look="quiet"
        label={`${entry.scanned}: dealt with`}
      />
    </li>
  ));
}

function RecentEntry({ frame, entry, action }: { frame: Frame; entry: Entry; action: Latest['actions'] }) {
  return (
    <li>
      {entry.undoneAt ? <s>{entryText(entry)}</s> : entryText(entry)}{' '}
      <span class="quiet">
        <When at={entry.at} frame={frame} />
      </span>{' '}
      {action}
    </li>
  );
}

interface StartProps {
  frame: Frame;
  state: FormState;
  places: readonly Option[];
  open: readonly OpenSession[];
}

/** Where a parcel is opened, before what lies in it is scanned. */
export function ReceivingStart({ frame, state, places, open }: StartProps) {
  return (
    <Page
      frame={frame}
      title="Receive from vendors"
      back={{ href: '/repairs', label: 'Repairs' }}
      lede="Scan what came back, one after another: each is at this place from then on, and its repair goes on."
    >
      <ClaimTabs on="receive" mayWork />
      {open.length > 0 ? (
        <Card title="Go on">
          <ul class="links">
            {open.map((session) => (
              <li>
                <a href={`/vendor-batches/receive/${session.id}`}>{session.locationName ?? 'Receive'}</a>{' '}
                <span class="quiet">
                  {session.done} back, since <When at={session.startedAt} frame={frame} />
                </span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      <Form state={state} action="/vendor-batches/receive" submit="Start scanning">
        <Field state={state} name="place" label="Where you open it" type="select" required options={places} />
      </Form>
    </Page>
  );
}

/** How the next ones come back, said once. */
function ReceivingHow({
  state,
  session,
  options,
}: {
  state: FormState;
  session: string;
  options: ReceivingOptions;
}) {
  return (
    <Card title="How the next ones come back">
      <Form
        state={state}
        action={`/vendor-batches/receive/${session}/how`}
        submit="From now on"
        look="plain"
        label="How the next ones come back"
        scope="how"
      >
        <Field
          state={state}
          scope="how"
          name="how"
          label="They are"
          type="choice"
          required
          initial={options.how}
          options={(['ready', 'work', 'unrepaired', 'refused'] as const).map((value) => ({
            value,
            label: HOWS[value],
          }))}
        />
        <Field
          state={state}
          scope="how"
          name="reason"
          label="What the vendor wrote"
          optional
          maxlength={2000}
          initial={options.reason}
          hint="Needed where they are not repaired, or refused"
        />
      </Form>
      <p class="quiet">
        One that another unit came for, or that is lost, is recorded in its batch: open the batch and choose
        the device.
      </p>
    </Card>
  );
}
