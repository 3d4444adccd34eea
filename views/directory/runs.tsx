import type { InboxFile } from '../../src/directory/inbox-queries.ts';
import type { Run } from '../../src/directory/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { countText } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, List } from '../ui/table.tsx';
import { When, when } from '../ui/when.tsx';
import { fileStatus, runStatus } from './words.ts';

const columns = (frame: Frame): readonly Column<Run>[] => [
  { key: 'begun', head: 'Begun', cell: (run) => when(run.begunAt, frame), phone: 'title' },
  { key: 'state', head: 'State', cell: runStatus, narrow: true },
  { key: 'named', head: 'Devices', cell: (run) => countText(run.named), numeric: true },
  { key: 'fresh', head: 'New', cell: (run) => countText(run.fresh), numeric: true },
  { key: 'changed', head: 'Changed', cell: (run) => countText(run.changed), numeric: true },
  { key: 'gone', head: 'Gone', cell: (run) => countText(run.gone), numeric: true },
  { key: 'problems', head: 'To look at', cell: (run) => countText(run.problems), numeric: true },
];

const fileColumns = (frame: Frame): readonly Column<InboxFile>[] => [
  { key: 'name', head: 'File', cell: (file) => file.fileName, phone: 'title' },
  { key: 'at', head: 'Taken', cell: (file) => when(file.at, frame), narrow: true },
  { key: 'state', head: 'State', cell: fileStatus, narrow: true },
  { key: 'why', head: 'Why', cell: (file) => file.reason || file.failure },
  {
    key: 'rows',
    head: 'New, changed, wrong',
    cell: ({ creates, changes, rejects }) => [creates, changes, rejects].map(countText).join(', '),
    numeric: true,
  },
];

interface Props {
  frame: Frame;
  runs: readonly Run[];
  files: readonly InboxFile[];
  /** the environment names a service account */
  ready: boolean;
  nightly: boolean;
  /** may change the settings */
  admin: boolean;
}

/** What was read from Google's directory, night by night. */
export function RunsPage({ frame, runs, files, ready, nightly, admin }: Props) {
  const open = runs.some((run) => run.endedAt === null);
  return (
    <Page
      frame={frame}
      title="Google directory"
      lede="Last sync, end of updates and status of Chrome devices, as Google has them. Who has a device never changes by it."
      back={{ href: '/settings', label: 'Settings' }}
      actions={
        <>
          <LinkButton href="/directory/look">To look at</LinkButton>
          <LinkButton href="/directory/write-back">Writing back</LinkButton>
          {admin ? <LinkButton href="/settings/directory">Settings</LinkButton> : null}
        </>
      }
    >
      {ready ? null : (
        <Notice tone="wait">
          No service account is set up: whoever runs this server names it in the environment. The README lists
          the variables.
        </Notice>
      )}
      {ready && !open ? (
        <ActionForm action="/directory/runs" formKey={newKey()} submit="Read it now" busy="Beginning" />
      ) : null}
      {ready && !nightly ? (
        <p class="quiet">It is not read each night: the settings switch that on.</p>
      ) : null}
      <List
        label="Runs"
        columns={columns(frame)}
        rows={runs}
        href={(run) => `/directory/runs/${run.id}`}
        empty={<Empty text="Nothing was read yet." />}
      />
      <Card title="Files of the inbox" flush>
        <List
          label="Files of the inbox"
          columns={fileColumns(frame)}
          rows={files}
          href={(file) => `/imports/${file.import}`}
          empty={
            <Empty text="Rosters and device exports that another program leaves in the inbox are taken in each night, once somebody has chosen the columns of such a file." />
          }
        />
      </Card>
    </Page>
  );
}

/** One run: what it would change, or has. */
export function RunPage({ frame, run, percent }: { frame: Frame; run: Run; percent: number }) {
  const base = `/directory/runs/${run.id}`;
  return (
    <Page
      frame={frame}
      title="A reading of the directory"
      lede={runStatus(run)}
      back={{ href: '/directory', label: 'Google directory' }}
      actions={<LinkButton href={`/history/${run.id}`}>History</LinkButton>}
    >
      {run.state === 'asking' ? (
        <Card title="More would change than usual" tone="wait">
          <p>
            {countText(run.changed)} of the known devices are otherwise than before, and {countText(run.gone)}{' '}
            are not named any more: more than {percent} %. Nothing of it is in yet.
          </p>
          <div class="button-row">
            <ActionForm action={`${base}/approve`} formKey={newKey()} submit="Let it in" look="primary" />
            <ActionForm action={`${base}/refuse`} formKey={newKey()} submit="Leave all as it was" />
          </div>
        </Card>
      ) : null}
      {run.failure ? <Notice tone={run.state === 'failed' ? 'bad' : 'wait'}>{run.failure}</Notice> : null}
      <Card title="What it brought">
        <Facts
          facts={[
            { label: 'Begun', value: <When at={run.begunAt} frame={frame} /> },
            { label: 'By', value: run.askedName ?? 'the nightly run' },
            { label: 'Ended', value: run.endedAt ? <When at={run.endedAt} frame={frame} /> : null },
            { label: 'Decided by', value: run.decidedName },
            { label: 'Pages read', value: countText(run.pages) },
            { label: 'Devices', value: countText(run.named) },
            { label: 'New', value: countText(run.fresh) },
            { label: 'Changed', value: countText(run.changed) },
            { label: 'Not named any more', value: countText(run.gone) },
            {
              label: 'To look at',
              value: run.problems ? <a href="/directory/look">{countText(run.problems)}</a> : '0',
            },
            { label: 'Update ends of models', value: countText(run.models) },
            { label: 'Tags filled in', value: countText(run.tags) },
          ]}
        />
      </Card>
    </Page>
  );
}
