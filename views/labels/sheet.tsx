import type { LabelOrder } from '../../src/labels/forms.ts';
import type { Labelled } from '../../src/labels/items.ts';
import type { Paper } from '../../src/labels/sheet-rules.ts';
import { Card } from '../ui/card.tsx';

interface Props {
  paper: Paper;
  order: LabelOrder;
  labelled: Labelled;
  query: string;
  nextStart: number;
}

/** The first sheet: pressing a label makes it the first one that is printed on. */
export function SheetPicture({ paper, order, labelled, query, nextStart }: Props) {
  const start = Math.min(order.start, paper.across * paper.down);
  const titles = labelled.items.flatMap(({ title }) => Array.from({ length: order.copies }, () => title));
  const rows = Array.from({ length: paper.down }, (_, row) =>
    Array.from({ length: paper.across }, (_, column) => row * paper.across + column + 1),
  );
  return (
    <Card title="The sheet">
      <p class="quiet">
        Press the first free label of a sheet that is in use already. The next one that stays free is{' '}
        {nextStart}.
      </p>
      <table class="sheet">
        <caption class="hidden">Labels of the first sheet</caption>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((slot) => (
                <td class={slot < start ? 'gone' : titles[slot - start] ? 'taken' : ''}>
                  <a href={startAt(query, slot)} aria-current={slot === start ? 'true' : undefined}>
                    <span class="hidden">{slot}: </span>
                    {slot < start ? 'used' : (titles[slot - start] ?? 'free')}
                  </a>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function startAt(query: string, slot: number): string {
  const values = new URLSearchParams(query);
  values.set('start', String(slot));
  return `/labels?${values}`;
}
