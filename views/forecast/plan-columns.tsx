import type { PlanRow } from '../../src/forecast/plan-read.ts';
import type { Frame } from '../../src/web/frame.ts';
import { html, type Piece } from '../ui/html.ts';
import { countText, money } from '../ui/money.tsx';
import { status } from '../ui/status.tsx';
import type { Column } from '../ui/table.tsx';
import { dateOnly } from '../ui/when.tsx';
import { rangeText } from './words.ts';

/** The columns of the plan. @param today the day of the run */
export function planColumns(frame: Frame, today: string): readonly Column<PlanRow>[] {
  return [
    { key: 'name', head: 'Part group', cell: nameOf, phone: 'title' },
    { key: 'by', head: 'Order by', cell: (row) => orderBy(row, today, frame), narrow: true },
    { key: 'have', head: 'Have', cell: ({ line }) => countText(line.onHand), numeric: true, narrow: true },
    { key: 'coming', head: 'Coming', cell: comingOf, numeric: true, narrow: true },
    {
      key: 'sixty',
      head: 'Next 60 days',
      cell: ({ line }) => rangeText(...line.sixty),
      numeric: true,
      narrow: true,
    },
    {
      key: 'order',
      head: 'Order',
      cell: ({ take }) =>
        take ? html`<strong>${countText(take.units)}</strong>` : html`<span class="none">-</span>`,
      numeric: true,
      narrow: true,
    },
    { key: 'cost', head: 'Cost', cell: ({ take }) => money(take?.cents), numeric: true, narrow: true },
    { key: 'why', head: 'Why', cell: whyOf },
  ];
}

const WORDS: Readonly<Record<string, readonly ['bad' | 'wait' | 'note', string]>> = {
  out: ['bad', 'Runs out first'],
  late: ['wait', 'Delivery late'],
  last: ['wait', 'Last buy'],
  leaving: ['note', 'Leaving'],
  price: ['wait', 'Price jump'],
};

function nameOf(row: PlanRow): Piece {
  return row.name;
}

function orderBy({ needBy, placeBy, take, line }: PlanRow, today: string, frame: Frame): Piece {
  if (!needBy || !placeBy) return line.wants > 0 ? html`<span class="quiet">not this year</span>` : '';
  if (placeBy <= today && (take || line.marks.includes('out'))) return html`${status('bad', 'today')}`;
  return dateOnly(placeBy, frame.today);
}

function comingOf({ line }: PlanRow): Piece {
  const drafted = line.drafted > 0 ? html` <span class="quiet">+ ${line.drafted} drafted</span>` : '';
  return html`${countText(line.coming)}${drafted}`;
}

function whyOf(row: PlanRow): Piece {
  const marks = row.line.marks.flatMap((mark) => {
    const words = WORDS[mark];
    return words ? [html`${status(...words)} `] : [];
  });
  const left = !row.take && row.line.marks.includes('out') && row.line.offer;
  const without = left && !row.ordered ? html` <span class="quiet">Not within this amount.</span>` : '';
  const from = row.take && row.supplier ? html` <span class="quiet">From ${row.supplier}.</span>` : '';
  const vehicles = row.vehicles ? html` <span class="quiet">${row.vehicles}.</span>` : '';
  const ordered = row.ordered
    ? html` <a href="/purchasing/orders/${row.ordered.order}">In ${row.ordered.number} since</a>`
    : '';
  return html`<span class="whole plan-why">${marks}${row.why ? `${row.why}.` : ''}${from}${without}${vehicles}${ordered}</span>`;
}
