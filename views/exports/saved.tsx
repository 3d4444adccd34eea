import type { SavedExport } from '../../src/exports/saved-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { DateOnly, When } from '../ui/when.tsx';
import { SCHEDULE_WORDS } from './words.ts';

interface Row extends SavedExport {
  listLabel: string;
  /** the list with its filters */
  href: string;
  /** the secret address while it is open */
  address: string | null;
}

/** One's own exports, their files and links. */
export function SavedList({ frame, rows }: { frame: Frame; rows: readonly Row[] }) {
  return (
    <Page
      frame={frame}
      title="Saved exports"
      lede="Each shows what you may see on the day it is made. A link opens the last file without signing in."
    >
      {rows.length === 0 ? (
        <Empty text="A list that is saved under Export, Choose columns stands here.">
          <LinkButton href="/exports/choose/repairs">Export repairs</LinkButton>
        </Empty>
      ) : (
        rows.map((row) => <One frame={frame} row={row} />)
      )}
    </Page>
  );
}

function One({ frame, row }: { frame: Frame; row: Row }) {
  const at = `/exports/${row.id}`;
  const waits = row.askedAt !== null || row.makingAt !== null;
  return (
    <Card
      title={row.name}
      actions={
        row.file && row.madeAt ? (
          <LinkButton href={`${at}/file`} download look="primary" label={`Download ${row.name}`}>
            Download
          </LinkButton>
        ) : null
      }
    >
      {row.failure ? <Notice tone="bad">{row.failure}</Notice> : null}
      <Facts
        facts={[
          { label: 'List', value: <a href={row.href}>{row.listLabel}</a> },
          { label: 'File', value: row.format === 'csv' ? 'CSV' : 'Excel (XLSX)' },
          { label: 'Made', value: SCHEDULE_WORDS[row.schedule] ?? row.schedule },
          row.nextOn ? { label: 'Next', value: <DateOnly date={row.nextOn} today={frame.today} /> } : null,
          {
            label: 'Last file',
            value: row.madeAt ? <When at={row.madeAt} frame={frame} /> : waits ? 'Being made' : 'None yet',
          },
          row.address ? { label: 'Link', value: <span class="mono">{row.address}</span>, wide: true } : null,
        ]}
      />
      <div class="cluster gap-above">
        {waits ? (
          <LinkButton href="/exports">Look again</LinkButton>
        ) : (
          <ActionForm
            action={`${at}/make`}
            formKey={newKey()}
            submit="Make it now"
            label={`Make it now: ${row.name}`}
          />
        )}
        <ActionForm
          action={`${at}/link`}
          formKey={newKey()}
          submit={row.address ? 'New link' : 'Make a link'}
          label={`${row.address ? 'New link' : 'Make a link'} for ${row.name}`}
          {...(row.address ? { confirm: 'The link that is out opens nothing any more. Go on?' } : {})}
        />
        {row.address ? (
          <ActionForm
            action={`${at}/unlink`}
            formKey={newKey()}
            submit="End the link"
            look="quiet"
            label={`End the link of ${row.name}`}
          />
        ) : null}
        <ActionForm
          action={`${at}/end`}
          formKey={newKey()}
          submit="End"
          look="danger"
          label={`End ${row.name}`}
          confirm={`End ${row.name}? Its file and its link go.`}
        />
      </div>
    </Card>
  );
}
