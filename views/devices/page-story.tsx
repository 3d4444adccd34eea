import type { CustodyRow, DeviceRepair } from '../../src/devices/page-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { WHY_WORDS } from '../custody/words.ts';
import { personWords, type SeesNames } from '../people/words.ts';
import { Card } from '../ui/card.tsx';
import { html } from '../ui/html.ts';
import { money, moneyText } from '../ui/money.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { dateOnly, when } from '../ui/when.tsx';
import type { DevicePageProps } from './page.tsx';
import { causeWords, REPAIR_STATE_TONES, REPAIR_STATE_WORDS, repairNumber } from './words.ts';

const SHOWN = 10;

/** Its repairs with cost and cause, newest first. */
export function RepairsCard({ frame, repairs, advice }: DevicePageProps) {
  const columns: readonly Column<DeviceRepair>[] = [
    {
      key: 'what',
      head: 'Repair',
      cell: (row) => html`<span class="mono">${repairNumber(row.number)}</span> ${row.headline}`,
      phone: 'title',
    },
    {
      key: 'state',
      head: 'State',
      cell: (row) =>
        status(REPAIR_STATE_TONES[row.state] ?? 'plain', REPAIR_STATE_WORDS[row.state] ?? row.state),
      narrow: true,
    },
    { key: 'cause', head: 'Cause', cell: (row) => causeText(row) },
    { key: 'when', head: 'When', cell: (row) => when(row.reportedAt, frame), narrow: true },
    {
      key: 'cost',
      head: 'Cost',
      cell: (row) => money(advice.costs.get(row.id) ?? 0),
      numeric: true,
      narrow: true,
    },
  ];
  return (
    <Card
      title="Repairs"
      count={repairs.length === 0 ? undefined : `${repairs.length}, ${moneyText(advice.costCents)}`}
      flush={repairs.length > 0}
    >
      {repairs.length === 0 ? (
        <p class="quiet">None yet</p>
      ) : (
        <List
          label="Repairs of this device"
          columns={columns}
          rows={repairs}
          href={(row) => `/repairs/${row.id}`}
          tone={(row) => (row.closedAt ? 'done' : '')}
        />
      )}
    </Card>
  );
}

const causeText = (row: DeviceRepair) =>
  [causeWords(row.causes), row.covered ? 'covered' : ''].filter(Boolean).join(', ');

/** Who or what had it, the last ten. */
export function CustodyCard({ frame, device, custody, sees }: DevicePageProps) {
  const items = custody.slice(0, SHOWN).map((row) => custodyItem(row, frame, sees));
  return (
    <Card title="Custody" actions={<a href={`/devices/${device.id}/custody`}>Whole chain</a>}>
      {items.length > 0 ? (
        <ol class="timeline" aria-label="Who had it">
          {items}
        </ol>
      ) : (
        <p class="quiet">Nobody has had it yet</p>
      )}
    </Card>
  );
}

/** One line of the chain, as Timeline writes it, without a component for each. */
function custodyItem(row: CustodyRow, frame: Frame, sees: SeesNames) {
  const person = personWords(sees, {
    name: row.personName,
    kind: row.personKind,
    grade: row.personGrade,
    site: row.personSite,
  });
  const place = row.siteName === row.locationName ? row.siteName : `${row.siteName}, ${row.locationName}`;
  const where = person ? `${person}, ${place}` : place;
  const due = row.dueOn ? html`, due ${dateOnly(row.dueOn, frame.today)}` : '';
  return html`<li><span class="timeline-mark"><span class="status ${row.toAt ? 'plain' : 'good'}"></span></span>
<div class="timeline-what">${WHY_WORDS[row.why] ?? row.why}: ${where}${due}</div>
<div class="timeline-when">${when(row.fromAt, frame)}${row.doneByName ? html`<span>${row.doneByName}</span>` : ''}</div></li>`;
}

/** Its photos, newest first. */
export function PhotosCard({ device, photos }: DevicePageProps) {
  if (photos.length === 0 && device.unidentified === 0) return null;
  const count = photos.length > 24 ? '24+' : photos.length;
  return (
    <Card title="Photos" count={count}>
      <ul class="photos">
        {photos
          .slice(0, 24)
          .map(
            (photo) =>
              html`<li><a href="/photos/${photo.name}"><img src="/photos/${photo.thumb}" alt="${
                photo.step || 'Photo of this device'
              }" loading="lazy" width="120" height="120"></a></li>`,
          )}
      </ul>
    </Card>
  );
}
