import type { Claim } from '../../src/claims/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { numberText } from '../repairs/words.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { html, type Piece } from '../ui/html.ts';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { TickBar } from '../ui/tick-bar.tsx';
import { whenText } from '../ui/when.tsx';
import type { BatchPageProps } from './batch.tsx';
import { batchText, CLAIM_STATES, COVERS, coverPiece, coverWords } from './words.ts';

const FORM = 'claims';
/** States of a repair in which its device can leave. */
const SENDABLE: readonly string[] = ['reported', 'accepted', 'in_work', 'on_hold'];

/** The devices of a batch: ticked before they leave, each with how it came back after. */
export function ClaimList(props: BatchPageProps) {
  const { frame, batch, claims, mayWork } = props;
  const here = `/vendor-batches/${batchText(batch.number)}`;
  const ticks = mayWork && batch.state === 'draft' && claims.length > 0;
  return (
    <Card title="Devices" count={claims.length} flush>
      <List
        label="Devices of the batch"
        columns={batch.sentAt ? sentColumns(frame) : openColumns(props)}
        rows={claims}
        href={(claim) =>
          mayWork && batch.sentAt ? `${here}/claims/${claim.id}` : `/repairs/${numberText(claim.number)}`
        }
        tone={(claim) => (batch.sentAt && claim.state !== 'sent' ? 'done' : '')}
        {...(ticks
          ? {
              select: {
                name: 'claims',
                value: (claim: Claim) => claim.id,
                label: (claim: Claim) => `Tick ${nameOf(claim)}`,
                form: FORM,
              },
            }
          : {})}
        empty={
          <Empty text="Nothing is in it yet: scan devices one after another, or tick covered repairs.">
            {mayWork && batch.state === 'draft' ? (
              <LinkButton href="/vendor-batches/covered">Covered repairs</LinkButton>
            ) : null}
          </Empty>
        }
      />
      {ticks ? (
        <TickBar id={FORM} action={`${here}/deprovisioned`} formKey={newKey()}>
          <Button name="how" value="done" look="primary">
            Deprovisioned
          </Button>
          <Button name="how" value="not_enrolled">
            Not enrolled
          </Button>
          <Button name="how" value="undo">
            Undo the tick
          </Button>
          <Button formaction={`${here}/take-out`} look="quiet">
            Take out
          </Button>
        </TickBar>
      ) : null}
    </Card>
  );
}

const nameOf = (claim: Claim) => claim.tag || claim.serial || 'no tag';

function firstColumns(): Column<Claim>[] {
  return [
    {
      key: 'device',
      head: 'Device',
      phone: 'title',
      cell: (claim) => html`<span class="mono">${nameOf(claim)}</span> ${claim.modelName}`,
    },
    {
      key: 'repair',
      head: 'Repair',
      cell: (claim) => html`<span class="mono no-wrap">${numberText(claim.number)}</span> ${claim.headline}`,
    },
    { key: 'home', head: 'Home', cell: (claim) => claim.homeName, phone: 'hide' },
  ];
}

function openColumns({ frame, uncovered }: BatchPageProps): Column<Claim>[] {
  return [
    ...firstColumns(),
    {
      key: 'cover',
      head: 'What pays',
      cell: (claim) => {
        if (!SENDABLE.includes(claim.repairState))
          return status('bad', 'Its repair has moved on: take it out');
        const shared = uncovered.has(claim.id) && claim.code === 'plan';
        const words = shared
          ? 'Not covered: the others of this batch use what is left of the pool'
          : coverWords(claim, frame.today);
        return coverPiece(words, !uncovered.has(claim.id));
      },
    },
    {
      key: 'deprovision',
      head: 'Before it leaves',
      cell: (claim) => deprovisionPiece(claim, frame),
    },
  ];
}

function deprovisionPiece(claim: Claim, frame: Frame): Piece {
  if (claim.deprovision === null)
    return claim.kind === 'chromebook' ? status('bad', 'Deprovision it') : status('plain', 'Nothing to do');
  const word = claim.deprovision === 'done' ? 'Deprovisioned' : 'Not enrolled';
  const at = claim.deprovisionAt ? whenText(claim.deprovisionAt, frame) : '';
  return html`${status('good', word)} <span class="quiet">${claim.deprovisionByName ?? ''} ${at}</span>`;
}

function sentColumns(frame: Frame): Column<Claim>[] {
  return [
    ...firstColumns(),
    {
      key: 'cover',
      head: 'Paid by',
      cell: (claim) => (claim.cover ? COVERS[claim.cover] : ''),
      narrow: true,
    },
    { key: 'state', head: 'State', cell: (claim) => status(...CLAIM_STATES[claim.state]), narrow: true },
    {
      key: 'back',
      head: 'Came back',
      cell: (claim) => {
        if (!claim.endedAt) return '';
        const other = claim.replacement
          ? `, ${claim.replacementTag || claim.replacementSerial || 'another unit'} in its place`
          : '';
        const words = [claim.reason, claim.caseNumber].filter(Boolean).join(', ');
        return `${whenText(claim.endedAt, frame)}${claim.endedByName ? ` by ${claim.endedByName}` : ''}${other}${words ? `: ${words}` : ''}`;
      },
    },
  ];
}
