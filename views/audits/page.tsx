import type { Correction, Signature } from '../../src/audits/finding-queries.ts';
import type { FindingKind } from '../../src/audits/forms.ts';
import type { Audit, Phone, Room } from '../../src/audits/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Status, status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { dateText, When } from '../ui/when.tsx';
import { CallOff, Closing, Corrections, Planned, Signing } from './steps.tsx';
import { FINDING_WORDS, KIND_WORDS, percent, placeOf, STATE_WORDS } from './words.ts';

export interface FindingCount {
  kind: FindingKind;
  apart: number;
  n: number;
  resolved: number;
}

export interface AuditPageProps {
  frame: Frame;
  audit: Audit;
  state: FormState;
  rooms: readonly Room[];
  phones: readonly Phone[];
  counts: readonly FindingCount[];
  signatures: readonly Signature[];
  corrections: readonly Correction[];
  models: readonly { id: string; name: string }[];
  late: number;
  /** phones not heard of for so many minutes are named when it is closed */
  silent: number;
  /** percent by which the share of a sample may be off */
  off: number | null;
  may: { run: boolean; settle: boolean /** why not, in words */; sign: string | null };
}

/** An audit from its plan to its signatures. */
export function AuditPage(props: AuditPageProps) {
  const { frame, audit, may } = props;
  const here = `/audits/${audit.id}`;
  const counting = audit.state === 'counting';
  const done = audit.state === 'closed' || audit.state === 'signed';
  return (
    <Page
      frame={frame}
      title={audit.title}
      back={{ href: '/audits', label: 'Audits' }}
      lede={
        <>
          <Status tone={STATE_WORDS[audit.state][0]} word={STATE_WORDS[audit.state][1]} />{' '}
          {audit.title === placeOf(audit) ? null : placeOf(audit)}
        </>
      }
      actions={
        done ? (
          <LinkButton href={`${here}/report`} look="plain">
            Report
          </LinkButton>
        ) : null
      }
      primary={
        counting && may.run ? (
          <LinkButton href={`${here}/count`} look="primary" icon="scan">
            Count
          </LinkButton>
        ) : null
      }
    >
      {props.late > 0 ? (
        <Notice tone="wait">
          {props.late === 1 ? 'One scan' : `${props.late} scans`} came after the counting had ended:
          {audit.state === 'closed'
            ? ' open it again to have it counted.'
            : ' kept here, outside the results.'}
        </Notice>
      ) : null}
      {counting ? <Progress audit={audit} rooms={props.rooms} /> : null}
      {done ? <Results {...props} /> : null}
      {audit.state === 'planned' ? <Planned {...props} /> : null}
      {counting ? <Closing {...props} /> : null}
      {audit.state === 'closed' ? <Signing {...props} /> : null}
      {audit.state === 'signed' ? <Corrections {...props} /> : null}
      <Card title="About this audit">
        <AboutAudit {...props} />
      </Card>
      {audit.state === 'planned' || counting ? <CallOff {...props} /> : null}
    </Page>
  );
}

export function AboutAudit({
  frame,
  audit,
  models,
  off,
}: Pick<AuditPageProps, 'frame' | 'audit' | 'models' | 'off'>) {
  const sample =
    audit.kind === 'sample'
      ? `${audit.expected || '?'} of ${audit.population ?? '?'}, for ${audit.confidence} % confidence within ${audit.margin} % (Cochran), drawn by ${audit.seed ?? '?'}`
      : null;
  const signer = { any: 'anyone who may', manager: 'a manager', auditor: 'an auditor' }[audit.signer];
  return (
    <Facts
      facts={[
        { label: 'Place', value: placeOf(audit) },
        { label: 'What', value: KIND_WORDS[audit.kind] },
        models.length > 0 && {
          label: 'Models',
          value: models.map(({ name }) => name).join(', '),
          wide: true,
        },
        sample !== null && { label: 'Sample', value: sample, wide: true },
        off !== null && off > 0 && { label: 'The share may be off by', value: `${off.toFixed(1)} %` },
        audit.everyone === 1 && { label: 'With people', value: 'Everyone brings theirs' },
        audit.blind === 1 && { label: 'Blind', value: 'Who counts is not told what is expected' },
        { label: 'Signed by', value: signer },
        { label: 'Due on', value: audit.dueOn ? dateText(audit.dueOn) : null },
        { label: 'Planned', value: <Who name={audit.plannedName} at={audit.plannedAt} frame={frame} /> },
        audit.startedAt !== null && {
          label: 'List frozen',
          value: <Who name={audit.startedName} at={audit.startedAt} frame={frame} />,
        },
        audit.closedAt !== null && {
          label: 'Closed',
          value: <Who name={audit.closedName} at={audit.closedAt} frame={frame} />,
        },
        audit.overrideReason !== '' && {
          label: 'Closed with unsent scans',
          value: overrideText(audit),
          wide: true,
        },
        { label: 'Note', value: audit.note, wide: true },
      ]}
    />
  );
}

function overrideText(audit: Audit): string {
  const phones = JSON.parse(audit.override) as [string, number][];
  const n = phones.reduce((sum, [, waiting]) => sum + waiting, 0);
  return `${n} on ${phones.length === 1 ? 'one phone' : `${phones.length} phones`}: ${audit.overrideReason}`;
}

function Who({ name, at, frame }: { name: string | null; at: string; frame: Frame }) {
  return (
    <>
      {name ? `${name}, ` : ''}
      <When at={at} frame={frame} />
    </>
  );
}

/** How far each room is; a blind audit tells no numbers. */
export function Progress({ audit, rooms }: { audit: Audit; rooms: readonly Room[] }) {
  if (audit.blind === 1) return null;
  const seen = rooms.reduce((sum, room) => sum + room.seen, 0);
  return (
    <Card title="Progress" count={`${seen} of ${audit.expected}`} flush>
      <List
        label="Progress by room"
        compact
        rows={rooms}
        tone={(row) => (row.expected > 0 && row.seen === row.expected ? 'done' : '')}
        {...(audit.location ? { href: (row: Room) => `/audits/${audit.id}/count?place=${row.place}` } : {})}
        columns={[
          { key: 'name', head: 'Room', cell: (row) => roomName(audit, row), phone: 'title' },
          { key: 'seen', head: 'Found', cell: (row) => String(row.seen), numeric: true, narrow: true },
          { key: 'of', head: 'Expected', cell: (row) => String(row.expected), numeric: true, narrow: true },
        ]}
      />
    </Card>
  );
}

/** What lies in a site and in no room of it. */
function roomName(audit: Audit, room: Room): string {
  return room.place === audit.location && room.kind !== 'room' && room.kind !== 'cart'
    ? `${room.name}, no room`
    : room.name;
}

const ORDER: readonly FindingKind[] = [
  'missing',
  'misplaced',
  'unknown',
  'no_tag',
  'duplicate',
  'excused',
  'extra',
  'found',
];

function Results({ audit, counts }: AuditPageProps) {
  const asked = audit.expected - audit.excused;
  const rows = ORDER.map((kind) => {
    const of = counts.filter((row) => row.kind === kind);
    const n = of.reduce((sum, row) => sum + row.n, 0);
    return { kind, n, resolved: of.reduce((sum, row) => sum + row.resolved, 0) };
  }).filter(({ n }) => n > 0);
  const apart = counts.find((row) => row.kind === 'found' && row.apart === 1)?.n ?? 0;
  return (
    <>
      <Card>
        <Facts
          facts={[
            { label: 'Expected', value: String(audit.expected) },
            { label: 'Found', value: String(audit.found) },
            { label: 'Rate', value: percent(asked > 0 ? (100 * audit.found) / asked : null) },
            { label: 'Missing', value: String(audit.missing) },
            audit.excused > 0 && { label: 'Moved during the count', value: String(audit.excused) },
            audit.held > 0 && {
              label: 'With people, apart',
              value: apart > 0 ? `${audit.held}, ${apart} of them scanned` : String(audit.held),
            },
          ]}
        />
      </Card>
      <Card title="What was found" flush>
        <List
          label="Findings"
          rows={rows}
          href={(row) => `/audits/${audit.id}/findings?kind=${row.kind}`}
          columns={[
            {
              key: 'kind',
              head: 'What',
              cell: (row) => status(FINDING_WORDS[row.kind][0], FINDING_WORDS[row.kind][1]),
              phone: 'title',
            },
            { key: 'n', head: 'How many', cell: (row) => String(row.n), numeric: true, narrow: true },
            {
              key: 'resolved',
              head: 'Settled',
              cell: (row) => (row.kind === 'found' ? '' : String(row.resolved)),
              numeric: true,
              narrow: true,
            },
          ]}
        />
      </Card>
    </>
  );
}
