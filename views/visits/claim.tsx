import { monthText } from '../../src/months.ts';
import type { Month } from '../../src/visits/hours.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { moneyText } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { List } from '../ui/table.tsx';
import { dateOnly } from '../ui/when.tsx';
import { HOW_WORDS } from './miles.tsx';

/** A month's claim for the own car: to print and sign. */
export function ClaimPage({ frame, month, person, claim }: { frame: Frame } & Month) {
  const query = `?${new URLSearchParams({ month, person: person.id })}`;
  return (
    <Page
      frame={frame}
      title={`Mileage claim, ${monthText(month)}`}
      back={{ href: `/visits/miles${query}`, label: 'Miles and hours' }}
      lede={`${person.name}, ${frame.district}`}
      actions={
        <LinkButton href={`/visits/claim.csv${query}`} download>
          CSV
        </LinkButton>
      }
    >
      <List
        label="Drives with the own car"
        rows={claim.lines}
        columns={[
          { key: 'day', head: 'Day', cell: (line) => dateOnly(line.day, frame.today), phone: 'title' },
          { key: 'from', head: 'From', cell: (line) => line.fromName ?? '' },
          { key: 'to', head: 'To', cell: (line) => line.toName ?? '' },
          { key: 'by', head: 'By', cell: (line) => HOW_WORDS[line.how] ?? '', narrow: true },
          { key: 'miles', head: 'Miles', cell: (line) => (line.tenths / 10).toFixed(1), numeric: true },
          { key: 'rate', head: 'Rate', cell: (line) => (line.milliDollars / 1000).toFixed(3), numeric: true },
          { key: 'amount', head: 'Amount', cell: (line) => moneyText(line.cents), numeric: true },
        ]}
        foot={{ day: 'Sum', miles: (claim.tenths / 10).toFixed(1), amount: moneyText(claim.cents) }}
        empty={
          <Empty text="Nothing to claim in this month. A drive with the own car is ticked so when you arrive." />
        }
      />
      <p class="signature">Signature and date</p>
      <p class="quiet no-print">Print it with the browser: the page comes without bars and buttons.</p>
    </Page>
  );
}
