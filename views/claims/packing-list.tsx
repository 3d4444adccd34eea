import type { Batch, Claim } from '../../src/claims/queries.ts';
import { dayIn } from '../../src/web/day.ts';
import type { Frame } from '../../src/web/frame.ts';
import { numberText } from '../repairs/words.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, List } from '../ui/table.tsx';
import { dateOnly } from '../ui/when.tsx';
import { batchText, COVERS } from './words.ts';

interface Props {
  frame: Frame;
  batch: Batch;
  claims: readonly Claim[];
  /** what pays for each, by its id */
  covers: Readonly<Record<string, 'warranty' | 'plan' | 'none'>>;
  /** where the batch is found again: for whoever opens the box when it comes back */
  link: string;
}

/** What lies in the box: to print and put into it. No names of people stand on it. */
export function PackingList({ frame, batch, claims, covers, link }: Props) {
  const here = `/vendor-batches/${batchText(batch.number)}`;
  const columns: Column<Claim & { line: number }>[] = [
    { key: 'line', head: 'No.', cell: (claim) => String(claim.line), numeric: true },
    { key: 'serial', head: 'Serial', cell: (claim) => claim.serial, mono: true, phone: 'title' },
    { key: 'tag', head: 'Tag', cell: (claim) => claim.tag, mono: true },
    { key: 'model', head: 'Model', cell: (claim) => claim.modelName },
    { key: 'fault', head: 'Fault', cell: (claim) => claim.headline },
    { key: 'repair', head: 'Our repair', cell: (claim) => numberText(claim.number), mono: true },
    { key: 'cover', head: 'Paid by', cell: (claim) => COVERS[covers[claim.id] ?? 'none'] },
  ];
  return (
    <Page
      frame={frame}
      title={`Packing list ${batchText(batch.number)}`}
      wide
      back={{ href: here, label: batchText(batch.number) }}
      lede={`${claims.length} ${claims.length === 1 ? 'device' : 'devices'} of ${frame.district}`}
      actions={
        <LinkButton href={`${here}/packing-list.csv`} download>
          CSV
        </LinkButton>
      }
    >
      <Facts
        facts={[
          {
            label: 'To',
            value: [batch.vendorName, batch.vendorAddress].filter(Boolean).join(', '),
            wide: true,
          },
          { label: 'RMA number', value: batch.rma ? <span class="mono">{batch.rma}</span> : null },
          { label: 'Carrier', value: batch.carrier },
          {
            label: 'Tracking number',
            value: batch.tracking ? <span class="mono">{batch.tracking}</span> : null,
          },
          { label: 'Date', value: dateOnly(batch.sentAt ? dayIn(frame.zone, batch.sentAt) : frame.today) },
          { label: 'Batch', value: <span class="mono">{link}</span> },
        ]}
      />
      <div class="gap-above">
        <List
          label="Packing list"
          columns={columns}
          rows={claims.map((claim, i) => ({ ...claim, line: i + 1 }))}
          empty={<Empty text="Nothing is in it yet." />}
        />
      </div>
      <p class="quiet no-print">Print it with the browser: the page comes without bars and buttons.</p>
    </Page>
  );
}
