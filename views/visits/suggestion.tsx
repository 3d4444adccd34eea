import type { Suggested } from '../../src/visits/suggestion-rules.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Filters } from '../ui/filters.tsx';
import { Page } from '../ui/page.tsx';
import { dateText } from '../ui/when.tsx';
import { VisitTabs } from './tabs.tsx';
import { milesText, weekdayText } from './words.ts';

interface Props {
  frame: Frame;
  day: string;
  rows: readonly Suggested[];
  from: string | null;
  seesAll: boolean;
}

/** Which schools to drive to next, each with its reason. */
export function SuggestionPage({ frame, day, rows, from, seesAll }: Props) {
  return (
    <Page
      frame={frame}
      title="Where to drive next"
      back={{ href: `/visits?day=${day}`, label: 'Visits' }}
      lede={`What waits at each site against the drive${from ? ` from ${from}` : ''}. `}
    >
      <VisitTabs on="suggestion" works sees={seesAll} />
      <Filters
        action="/visits/suggestion"
        whole
        filters={[{ name: 'day', label: 'Plan for', value: day, type: 'date', always: true }]}
      />
      <Card
        title={`Sites to plan for ${weekdayText(day)}, ${dateText(day, frame.today)}`}
        count={rows.length}
      >
        {rows.length === 0 ? <Empty text="Nothing waits at any site." icon="check" /> : null}
        <ol class="rows">
          {rows.map((row) => (
            <li>
              <span>
                <a href={`/locations/${row.site}`}>{row.name}</a>
                <span class="rows-more">
                  {row.reasons.join(', ')}
                  {row.tenths === null ? '' : `, ${milesText(row.tenths)}`}
                  {row.mine ? `, ${row.mine === 'main' ? 'my site' : 'my backup site'}` : ''}
                </span>
              </span>
              <span class="rows-end">
                <ActionForm
                  action="/visits/new"
                  formKey={newKey()}
                  submit="Plan"
                  label={`Plan a visit to ${row.name}`}
                  values={{ site: row.site, day }}
                />
              </span>
            </li>
          ))}
        </ol>
      </Card>
    </Page>
  );
}
