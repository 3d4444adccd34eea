import type { WriteBack, WriteFilter, WriteRow } from '../../src/directory/write-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import type { Page as PageOfRows } from '../../src/web/paging.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { html } from '../ui/html.ts';
import { countText } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { when } from '../ui/when.tsx';
import { changeText, FIELD_WORDS, ROW_WORDS, writeStatus } from './words.ts';
import { WriteFacts } from './write-facts.tsx';

const COLUMNS: readonly Column<WriteRow>[] = [
  { key: 'device', head: 'Device', cell: (row) => row.tag || row.serial, mono: true, phone: 'title' },
  { key: 'site', head: 'Home', cell: (row) => row.homeName },
  {
    key: 'what',
    head: 'At Google: as it is → as it shall be',
    cell: (row) => html`<span class="whole">${changeText(row.content)}</span>`,
  },
  {
    key: 'state',
    head: 'State',
    cell: (row) => status(...ROW_WORDS[row.state]),
    phone: 'meta',
    narrow: true,
  },
  {
    key: 'answer',
    head: 'Answer',
    cell: (row) => (row.answer ? html`<span class="whole">${row.answer}</span>` : ''),
  },
];

const earlier = (frame: Frame): readonly Column<WriteBack>[] => [
  { key: 'begun', head: 'Begun', cell: (run) => when(run.begunAt, frame), phone: 'title' },
  { key: 'state', head: 'State', cell: writeStatus, narrow: true },
  { key: 'by', head: 'By', cell: (run) => run.askedName ?? 'the nightly one' },
  { key: 'named', head: 'Devices', cell: (run) => countText(run.named), numeric: true },
  { key: 'written', head: 'Written', cell: (run) => countText(run.written), numeric: true },
  { key: 'moved', head: 'Changed since', cell: (run) => countText(run.moved), numeric: true },
  { key: 'failed', head: 'Refused', cell: (run) => countText(run.failed), numeric: true },
];

interface Props {
  frame: Frame;
  /** the one that is shown */
  run: WriteBack | null;
  page: PageOfRows<WriteRow>;
  filter: WriteFilter;
  runs: readonly WriteBack[];
  /** a service account is set up */
  ready: boolean;
  on: boolean;
  admin: boolean;
}

/** What of ours would be written to Google's directory, and what was. */
export function WriteBackPage({ frame, run, page, filter, runs, ready, on, admin }: Props) {
  const open = runs.some(({ endedAt }) => endedAt === null);
  const here = (next: string | null) => {
    const query = new URLSearchParams();
    if (run) query.set('run', run.id);
    if (filter.state) query.set('state', filter.state);
    if (filter.field) query.set('field', filter.field);
    if (next) query.set('cursor', next);
    return `/directory/write-back?${query}`;
  };
  return (
    <Page
      frame={frame}
      title="Writing back to Google"
      lede="What the rules of the settings would change at Google, compared with the last reading. Nothing is written before an admin has said yes."
      back={{ href: '/directory', label: 'Google directory' }}
      actions={admin ? <LinkButton href="/settings/directory/write">Rules</LinkButton> : null}
      wide
    >
      {ready ? null : <Notice tone="wait">No service account is set up.</Notice>}
      {on ? null : (
        <Notice tone="note">
          Writing back is switched off. {admin ? 'The rules switch it on.' : 'An admin switches it on.'}
        </Notice>
      )}
      {ready && on && !open ? (
        <ActionForm action="/directory/write-back" formKey={newKey()} submit="Compare now" busy="Beginning" />
      ) : null}
      {run ? <WriteFacts frame={frame} run={run} admin={admin} /> : null}
      {run ? (
        <>
          <Filters
            action="/directory/write-back"
            keep={{ run: run.id }}
            filters={[
              {
                name: 'state',
                label: 'State',
                value: filter.state ?? '',
                options: Object.entries(ROW_WORDS).map(([value, [, label]]) => ({ value, label })),
              },
              {
                name: 'field',
                label: 'What',
                value: filter.field ?? '',
                options: Object.entries(FIELD_WORDS).map(([value, label]) => ({ value, label })),
              },
            ]}
          />
          <Results>
            <List
              label="Devices"
              columns={COLUMNS}
              rows={page.items}
              href={(row) => `/devices/${row.device}`}
              empty={<Empty text="No device of that kind." />}
            />
            <Pager
              {...(filter.cursor ? { first: here(null) } : {})}
              {...(page.next ? { next: here(page.next) } : {})}
              shown={page.items.length}
              {...(filter.state || filter.field ? {} : { total: run.named })}
              noun={['devices', 'device']}
            />
          </Results>
        </>
      ) : null}
      {runs.length > 0 ? (
        <Card title="All of them" flush>
          <List
            label="All of them"
            columns={earlier(frame)}
            rows={runs}
            href={(one) => `/directory/write-back?run=${one.id}`}
          />
        </Card>
      ) : null}
    </Page>
  );
}
