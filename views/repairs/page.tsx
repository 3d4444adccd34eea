import type { RepairClaim } from '../../src/claims/queries.ts';
import type { Coverage as CoverageNow } from '../../src/devices/coverage-rules.ts';
import type { Photo } from '../../src/photos/queries.ts';
import type { HistoryLine, Hold, Line, Note, Repair, UsedPart } from '../../src/repairs/queries.ts';
import type { Move } from '../../src/repairs/rules.ts';
import type { Reservation } from '../../src/stock/reservation-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { CLAIM_STATES } from '../claims/words.ts';
import { Coverage } from '../devices/coverage.tsx';
import { Gallery } from '../photos/gallery.tsx';
import { ActionForm } from '../ui/action-form.tsx';
import { Card, Cards } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { moneyText } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { Timeline } from '../ui/timeline.tsx';
import { Age, DateOnly, When } from '../ui/when.tsx';
import { historyItems } from './history-words.tsx';
import { HoldList } from './holds.tsx';
import { LineList } from './lines.tsx';
import { MainMove, MoreMoves, OtherMoves } from './moves.tsx';
import { NoteList } from './notes.tsx';
import { Kept, TakenNotices } from './reserve.tsx';
import { LEVELS, numberText, OUTCOMES, PRIORITIES, stateWords } from './words.ts';

export interface RepairPageProps {
  frame: Frame;
  repair: Repair;
  device: {
    id: string;
    tag: string;
    serial: string;
    modelName: string;
    variantName: string | null;
    variantTouch: number | null;
    homeName: string;
    /** false where only the repair may be seen */
    seen: boolean;
    whoHasIt: string;
    issuedTo: string;
  };
  hadDevice: string;
  coverage: CoverageNow;
  late: boolean;
  lines: readonly Line[];
  parts: readonly UsedPart[];
  holds: readonly Hold[];
  /** what is or was reserved for it, and what of others it took */
  kept: readonly Reservation[];
  taken: readonly Reservation[];
  notes: readonly Note[];
  photos: readonly Photo[];
  history: readonly HistoryLine[];
  /** the moves that are legal now and that the person may make */
  moves: readonly Move[];
  mayWork: boolean;
  maySeeStock: boolean;
  mayWrite: boolean;
  /** the quick repair can still be undone by the person */
  mayUndo: boolean;
  /** where "I take it" takes the device */
  myPlace: { id: string; name: string } | null;
  /** the vendor batches that it is or was in, the newest first */
  claims: readonly RepairClaim[];
}

/** A repair: what is broken, what was done, what it waits for, and only what can be done next. */
export function RepairPage(props: RepairPageProps) {
  const { frame, repair, device } = props;
  const [tone, word] = stateWords(repair);
  const name = device.tag || device.serial || 'Unidentified device';
  return (
    <Page
      frame={frame}
      title={`${numberText(repair.number)} ${repair.headline}`}
      heading={
        <>
          <span class="mono">{numberText(repair.number)}</span> {repair.headline}
        </>
      }
      back={{ href: '/repairs', label: 'Repairs' }}
      lede={
        <>
          <Status tone={tone} word={word} /> {props.late ? <Status tone="bad" word="Overdue" /> : null}{' '}
          {device.seen ? <a href={`/devices/${device.id}`}>{name}</a> : name} {device.modelName}
          {device.variantName ? `, ${device.variantName}` : ''}
        </>
      }
      actions={
        <>
          <OtherMoves {...props} />
          <MoreMoves {...props} />
        </>
      }
      primary={<MainMove {...props} />}
    >
      <Warnings {...props} />
      <Cards columns={2}>
        <LineList {...props} />
        <About {...props} />
        <HoldList {...props} />
        <Kept {...props} kept={props.kept.filter((one) => one.endedAt === null)} />
        <NoteList {...props} />
        <Gallery
          frame={frame}
          photos={props.photos}
          add={props.mayWrite ? `/repairs/${repair.id}/photos` : null}
        />
        <Card title="History" id="history">
          <Timeline
            frame={frame}
            label={`History of ${numberText(repair.number)}`}
            items={historyItems(props.history)}
          />
        </Card>
      </Cards>
    </Page>
  );
}

/** What must be heeded, and the undo of what was just saved. */
function Warnings({ repair, parts, kept, taken, device, mayUndo }: RepairPageProps) {
  const inIt = parts.filter((part) => !part.returnedAt);
  const short = inIt.filter((part) => part.short > 0);
  const touch = inIt.filter(
    (part) => part.touch !== null && device.variantTouch !== null && part.touch !== device.variantTouch,
  );
  return (
    <>
      {mayUndo ? (
        <Notice
          tone="note"
          action={
            <ActionForm
              action={`/repairs/${repair.id}/undo`}
              formKey={newKey()}
              submit="Undo"
              busy="Undoing"
              look="plain"
            />
          }
        >
          Saved today by you. Until midnight it can be undone: the parts go back, the repair is withdrawn.
        </Notice>
      ) : null}
      {short.map((part) => (
        <Notice tone="bad">
          Short: the books had {part.quantity - part.short} of {part.quantity} {part.name} in{' '}
          {part.binName ?? 'the bin'}. The next count settles it.
        </Notice>
      ))}
      <TakenNotices kept={repair.closedAt ? [] : kept} taken={taken} />
      {touch.map((part) => (
        <Notice tone="wait">
          {part.name} is {part.touch ? 'a touch' : 'no touch'} panel, and this device is{' '}
          {device.variantTouch ? 'a touch' : 'no touch'} one ({device.variantName}).
        </Notice>
      ))}
      {repair.aboveLevel ? (
        <Notice tone="note">Work above the level of who did it: a manager sees it.</Notice>
      ) : null}
      {repair.toConfirm ? (
        <Notice tone="wait">An intern's work: handed back, a specialist confirms it.</Notice>
      ) : null}
    </>
  );
}

/** A repair that a vendor ended otherwise than by repairing. */
function vendorOutcome({ repair, claims }: RepairPageProps): string | null {
  const [last] = claims;
  if (!repair.closedAt || (last?.state !== 'exchanged' && last?.state !== 'lost')) return null;
  return last.state === 'lost' ? 'Lost by the carrier' : 'Exchanged for another unit';
}

function InBatch({ claim }: { claim: RepairClaim }) {
  const number = `V-${String(claim.number).padStart(5, '0')}`;
  return (
    <>
      <a href={`/vendor-batches/${number}`} class="mono">
        {number}
      </a>{' '}
      {claim.vendorName}, {CLAIM_STATES[claim.state][1].toLowerCase()}
      {claim.replacement ? (
        <>
          , <a href={`/devices/${claim.replacement}`}>{claim.replacementName || 'the other unit'}</a> in its
          place
        </>
      ) : null}
    </>
  );
}

function About(props: RepairPageProps) {
  const { frame, repair, device, coverage } = props;
  const confirmed = repair.confirmedByName ? `, confirmed by ${repair.confirmedByName}` : '';
  return (
    <Card title="About">
      <Facts
        facts={[
          device.seen && { label: 'Who has it', value: device.whoHasIt },
          device.seen && { label: 'Issued to', value: device.issuedTo },
          { label: 'Home school', value: device.homeName },
          { label: 'Repair for', value: repair.siteName },
          {
            label: 'Technician',
            value: repair.technicianName ? `${repair.technicianName}${confirmed}` : 'Nobody yet',
          },
          repair.inUse && !repair.closedAt ? { label: 'Device', value: 'Stays in use' } : null,
          { label: 'Level', value: LEVELS[String(repair.level)] },
          { label: 'Priority', value: PRIORITIES[repair.priority] },
          {
            label: 'Reported',
            value: (
              <>
                <When at={repair.reportedAt} frame={frame} />
                {repair.reportedByName ? ` by ${repair.reportedByName}` : ''}
              </>
            ),
          },
          !repair.closedAt && { label: 'Age', value: <Age at={repair.reportedAt} frame={frame} /> },
          !repair.closedAt && repair.dueAt
            ? { label: 'Due', value: <When at={repair.dueAt} frame={frame} /> }
            : null,
          !repair.closedAt && repair.expectedOn
            ? { label: 'Expected', value: <DateOnly date={repair.expectedOn} today={frame.today} /> }
            : null,
          repair.closedAt ? { label: 'Closed', value: <When at={repair.closedAt} frame={frame} /> } : null,
          repair.outcome && repair.outcome !== 'withdrawn'
            ? { label: 'Outcome', value: vendorOutcome(props) ?? OUTCOMES[repair.outcome] }
            : null,
          ...props.claims.map((claim) => ({ label: 'Vendor batch', value: <InBatch claim={claim} /> })),
          props.hadDevice ? { label: 'Who had it', value: props.hadDevice } : null,
          repair.cameBack > 0 ? { label: 'Came back', value: `${repair.cameBack} times` } : null,
          { label: 'Labour', value: `${repair.minutes} min` },
          {
            label: 'Parts',
            value: (
              <>
                {moneyText(repair.partsCents)}{' '}
                {props.maySeeStock ? (
                  <a href={`/stock/movements?repair=${repair.number}`}>Movements</a>
                ) : null}
              </>
            ),
          },
          {
            label: 'Coverage',
            value: (
              <>
                <Coverage coverage={coverage} today={frame.today} />
                {repair.covered ? '; this one counts as covered' : ''}
              </>
            ),
            wide: true,
          },
        ]}
      />
    </Card>
  );
}
