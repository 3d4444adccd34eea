import type { Child } from 'hono/jsx';
import type { Verdict } from '../../src/custody/session-forms.ts';
import type { Entry } from '../../src/custody/session-queries.ts';
import type { Session, Station } from '../../src/custody/session-read.ts';
import type { DeviceFound } from '../../src/search/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { aboutDevice, nameOf } from '../search/words.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { when } from '../ui/when.tsx';
import { entryWords, MODE_WORDS, soundOf, VERDICT_WORDS } from './session-words.ts';
import { StationPage } from './station.tsx';

export interface SessionProps extends Station {
  frame: Frame;
  state: FormState;
  /** devices whose tag or serial is near what the newest error has */
  near: readonly DeviceFound[];
}

/** A scanning mode of custody: what was scanned last, the box, errors to put right, the last scans. */
export function SessionPage({ frame, session, recent, errors, state, near }: SessionProps) {
  const here = `/check/${session.id}`;
  const words = MODE_WORDS[session.mode];
  const [latest] = recent;
  const shown = latest && !latest.undoneAt && !latest.settledAt ? latest : null;
  return (
    <StationPage
      frame={frame}
      title={words.title}
      back={{ href: '/check', label: 'Check in and out' }}
      lede={session.locationName}
      action={here}
      state={state}
      label={asksFor(session)}
      done={session.done}
      latest={
        shown
          ? {
              key: shown.id,
              outcome: soundOf(shown),
              words: entryWords(session.mode, shown),
              actions: shown.last ? <LatestActions here={here} session={session} entry={shown} /> : null,
            }
          : null
      }
      errors={errors.map((entry, index) => (
        <ErrorLine here={here} session={session} entry={entry} near={index === 0 ? near : []} />
      ))}
      recent={recent.map((entry) => (
        <RecentLine frame={frame} here={here} session={session} entry={entry} first={entry === shown} />
      ))}
      {...(session.endedAt === null ? { end: `${here}/end` } : {})}
    />
  );
}

function asksFor(session: Session): string {
  if (session.mode !== 'person' && session.mode !== 'day_loan') return 'Device';
  if (session.holder === null) return 'Badge';
  const name = [session.holderGiven, session.holderFamily].filter(Boolean).join(' ');
  return `Device for ${name}`;
}

const VERDICT_ORDER: readonly Verdict[] = ['fine', 'damaged', 'charger', 'case', 'not_theirs'];

function LatestActions({ here, session, entry }: { here: string; session: Session; entry: Entry }) {
  return (
    <>
      {session.mode === 'collection' ? <Verdicts here={here} entry={entry} /> : null}
      <Undo here={here} entry={entry} />
    </>
  );
}

function Verdicts({ here, entry }: { here: string; entry: Entry }) {
  const given = entry.verdict.split(' ').filter(Boolean);
  const left = VERDICT_ORDER.filter((verdict) => !given.includes(verdict));
  return (
    <>
      {left
        .filter((verdict) => verdict !== 'fine' || given.length === 0)
        .map((verdict) => (
          <ActionForm
            action={`${here}/entries/${entry.id}/verdict`}
            formKey={newKey()}
            values={{ verdict }}
            submit={VERDICT_WORDS[verdict] ?? verdict}
            look="plain"
          />
        ))}
    </>
  );
}

function Undo({ here, entry }: { here: string; entry: Entry }) {
  return (
    <ActionForm
      action={`${here}/entries/${entry.id}/undo`}
      formKey={newKey()}
      submit="Undo"
      look="quiet"
      label={`Undo ${entry.tag || entry.scanned}`}
    />
  );
}

interface LineProps {
  here: string;
  session: Session;
  entry: Entry;
}

function RecentLine({ frame, here, session, entry, first }: LineProps & { frame: Frame; first: boolean }) {
  const words = entryWords(session.mode, entry);
  const verdicts = entry.verdict
    .split(' ')
    .filter(Boolean)
    .map((verdict) => VERDICT_WORDS[verdict] ?? verdict);
  const repair = repairOf(entry);
  return (
    <li>
      {entry.device ? <a href={`/devices/${entry.device}`}>{words}</a> : words}{' '}
      {verdicts.length > 0 ? <span class="quiet">{verdicts.join(', ')} </span> : null}
      {repair ? <a href={`/repairs/${repair}`}>Say what is broken</a> : null}{' '}
      {entry.undoneAt ? <span class="quiet">taken back</span> : when(entry.at, frame)}
      {entry.last && !entry.undoneAt && !first && !repair ? <Undo here={here} entry={entry} /> : null}
    </li>
  );
}

/** The repair that "damaged" has reported. */
function repairOf(entry: Entry): string | null {
  if (!entry.verdict.includes('damaged')) return null;
  const undo = JSON.parse(entry.undo) as { repair?: string | null };
  return undo.repair ?? null;
}

function ErrorLine({ here, session, entry, near }: LineProps & { near: readonly DeviceFound[] }) {
  const device = entry.device;
  const fix = (submit: string, values: Record<string, string>) => (
    <ActionForm
      action={`${here}/entries/${entry.id}/fix`}
      formKey={newKey()}
      values={values}
      submit={submit}
      look="plain"
    />
  );
  const fixes: Child[] = [];
  if (device && entry.message === 'issued_to_other')
    fixes.push(fix('Do it all the same', { device, anyway: '1' }));
  if (device && entry.message === 'meanwhile') fixes.push(fix('Do it all the same', { device, anyway: '1' }));
  if (device && entry.message === 'missing') fixes.push(fix('It is here: found', { device, found: '1' }));
  if (device && entry.message === 'no_badge' && session.holder) fixes.push(fix('For this badge', { device }));
  if (device && entry.message === 'no_slot') fixes.push(fix('Try again', { device }));
  if (entry.message === 'elsewhere')
    fixes.push(<a href={`/scan?q=${encodeURIComponent(entry.scanned)}`}>What can be done</a>);
  if (entry.message === 'unknown') {
    for (const one of near)
      fixes.push(
        <>
          {fix(`It is ${nameOf(one)}`, { device: one.id })} <span class="quiet">{aboutDevice(one)}</span>
        </>,
      );
    fixes.push(<a href={`/scan?q=${encodeURIComponent(entry.scanned)}`}>Look for it</a>);
  }
  return (
    <li>
      {entryWords(session.mode, entry)}
      {fixes.map((line) => (
        <div class="fixes">{line}</div>
      ))}
      <div class="fixes">
        <ActionForm
          action={`${here}/entries/${entry.id}/dismiss`}
          formKey={newKey()}
          submit="Leave it"
          look="quiet"
          label={`Leave it: ${entry.scanned}`}
        />
      </div>
    </li>
  );
}
