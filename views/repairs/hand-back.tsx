import type { Entry, OpenSession, SessionRow } from '../../src/custody/session-queries.ts';
import type { ReadyRow } from '../../src/repairs/hand-back-queries.ts';
import type { Option } from '../../src/repairs/list-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { StationPage } from '../custody/station.tsx';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { html } from '../ui/html.ts';
import { Page } from '../ui/page.tsx';
import { type Column, List } from '../ui/table.tsx';
import { When } from '../ui/when.tsx';
import { deviceText, numberText, OUTCOMES } from './words.ts';

interface StartProps {
  frame: Frame;
  state: FormState;
  places: readonly Option[];
  open: readonly OpenSession[];
  ready: readonly ReadyRow[];
}

const COLUMNS: readonly Column<ReadyRow>[] = [
  {
    key: 'repair',
    head: 'Repair',
    phone: 'title',
    cell: (row) => html`<span class="mono">${numberText(row.number)}</span> ${row.headline}`,
  },
  { key: 'device', head: 'Device', cell: (row) => deviceText(row), mono: true, narrow: true },
  { key: 'site', head: 'For', cell: (row) => row.siteName },
  { key: 'place', head: 'Now at', cell: (row) => row.placeName ?? '' },
  {
    key: 'outcome',
    head: 'Outcome',
    cell: (row) => (row.outcome ? OUTCOMES[row.outcome] : ''),
    narrow: true,
  },
];

/** Where the ready devices go, before they are scanned one after the other. */
export function HandBackStart({ frame, state, places, open, ready }: StartProps) {
  return (
    <Page
      frame={frame}
      title="Hand back many"
      back={{ href: '/repairs', label: 'Repairs' }}
      lede="Scan ready devices in a row: each is handed back to one place and its repair closed."
    >
      {open.length > 0 ? (
        <Card title="Go on">
          <ul class="links">
            {open.map((session) => (
              <li>
                <a href={`/repairs/hand-back/${session.id}`}>{session.locationName ?? 'Hand back'}</a>{' '}
                <span class="quiet">
                  {session.done} done, since <When at={session.startedAt} frame={frame} />
                </span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      <Form state={state} action="/repairs/hand-back" submit="Start scanning">
        <Field state={state} name="place" label="To which place" type="select" required options={places} />
      </Form>
      <Card title="Ready" count={ready.length} flush>
        <List
          label="Ready repairs"
          columns={COLUMNS}
          rows={ready}
          href={(row) => `/repairs/${numberText(row.number)}`}
          empty={<Empty text="Nothing waits to be handed back." />}
        />
      </Card>
    </Page>
  );
}

const MESSAGES: Readonly<Record<string, string>> = {
  handed_back: 'handed back, repair closed',
  to_confirm: 'was handed back before, and waits to be confirmed',
  unknown: 'is no tag or serial of a device',
  no_repair: 'has no open repair',
  not_ready: 'has a repair that is not ready',
};

interface StationProps {
  frame: Frame;
  state: FormState;
  session: SessionRow;
  recent: readonly Entry[];
  errors: readonly Entry[];
}

/** Scanning ready devices in a row. */
export function HandBackStation({ frame, state, session, recent, errors }: StationProps) {
  const here = `/repairs/hand-back/${session.id}`;
  const [latest] = recent;
  return (
    <StationPage
      frame={frame}
      title="Hand back"
      back={{ href: '/repairs/hand-back', label: 'Hand back' }}
      lede={session.locationName}
      action={here}
      state={state}
      label="Device"
      hint="Scan the next one, or type its tag"
      done={session.done}
      latest={
        latest && !latest.undoneAt
          ? {
              key: latest.id,
              outcome: latest.outcome === 'done' ? 'good' : latest.outcome === 'already' ? 'warn' : 'bad',
              words: words(latest),
              actions: latest.last && latest.outcome === 'done' ? <Undo here={here} entry={latest} /> : null,
            }
          : null
      }
      errors={errors.map((entry) => (
        <li>
          {words(entry)} {entry.device ? <a href={`/devices/${entry.device}`}>See the device</a> : null}
          <ActionForm
            action={`${here}/${entry.id}/settle`}
            formKey={newKey()}
            submit="Dealt with"
            look="quiet"
            label={`${entry.scanned}: dealt with`}
          />
        </li>
      ))}
      recent={recent.map((entry) => (
        <li>
          {entry.undoneAt ? <s>{words(entry)}</s> : words(entry)}{' '}
          <span class="quiet">
            <When at={entry.at} frame={frame} />
          </span>
          {entry !== latest && entry.last && !entry.undoneAt && entry.outcome === 'done' ? (
            <Undo here={here} entry={entry} />
          ) : null}
        </li>
      ))}
      {...(session.endedAt === null ? { end: `${here}/end` } : {})}
    />
  );
}

function Undo({ here, entry }: { here: string; entry: Entry }) {
  return (
    <ActionForm
      action={`${here}/${entry.id}/undo`}
      formKey={newKey()}
      submit="Undo"
      look="quiet"
      label={`Undo ${entry.tag || entry.scanned}`}
    />
  );
}

const words = (entry: Entry) =>
  `${entry.tag || entry.serial || entry.scanned.slice(0, 60)} ${MESSAGES[entry.message] ?? entry.message}`;
