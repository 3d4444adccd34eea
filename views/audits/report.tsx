import type { FindingRow } from '../../src/audits/finding-queries.ts';
import type { Room } from '../../src/audits/queries.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { List } from '../ui/table.tsx';
import { when } from '../ui/when.tsx';
import { AboutAudit, type AuditPageProps } from './page.tsx';
import { CorrectionList, SignatureList } from './steps.tsx';
import { bookText, FINDING_WORDS, nameOf, percent, placeOf, RESOLUTION_WORDS } from './words.ts';

interface Props extends AuditPageProps {
  exceptions: readonly FindingRow[];
  counters: readonly { name: string; n: number; phones: number }[];
  /** stored findings are those that the events say */
  asStored: boolean;
}

/** The evidence of an audit, to be printed. */
export function ReportPage(props: Props) {
  const { frame, audit, rooms, exceptions, counters, signatures, corrections } = props;
  const asked = audit.expected - audit.excused;
  return (
    <Page
      frame={frame}
      title={`Audit ${audit.n}: ${audit.title}`}
      wide
      back={{ href: `/audits/${audit.id}`, label: audit.title }}
      lede={placeOf(audit)}
      actions={
        <LinkButton href={`/audits/${audit.id}/findings.csv`} look="plain" download>
          CSV
        </LinkButton>
      }
    >
      {audit.state === 'signed' ? null : (
        <Notice tone="wait">Not signed: what stands here may still change.</Notice>
      )}
      {props.asStored ? null : (
        <Notice tone="bad">What is stored is not what the scans say. Tell whoever runs this system.</Notice>
      )}
      <Card title="Result">
        <Facts
          facts={[
            { label: 'Expected', value: String(audit.expected) },
            { label: 'Found', value: String(audit.found) },
            { label: 'Rate', value: percent(asked > 0 ? (100 * audit.found) / asked : null) },
            { label: 'Missing', value: String(audit.missing) },
            { label: 'Moved during the count', value: String(audit.excused) },
            { label: 'Misplaced', value: String(audit.misplaced) },
            { label: 'Unknown tags', value: String(audit.unknown) },
            { label: 'With people, apart', value: String(audit.held) },
          ]}
        />
        <AboutAudit {...props} />
      </Card>
      <Card title="Who counted" flush>
        <List
          label="Who counted"
          compact
          rows={counters}
          columns={[
            { key: 'name', head: 'Who', cell: (row) => row.name, phone: 'title' },
            { key: 'n', head: 'Scans', cell: (row) => String(row.n), numeric: true, narrow: true },
            { key: 'phones', head: 'Phones', cell: (row) => String(row.phones), numeric: true, narrow: true },
          ]}
          empty={<p class="quiet">Nobody scanned.</p>}
        />
      </Card>
      <Card title="By room" flush>
        <List
          label="By room"
          compact
          rows={rooms}
          columns={[
            { key: 'name', head: 'Room', cell: (row: Room) => row.name, phone: 'title' },
            {
              key: 'of',
              head: 'Expected',
              cell: (row: Room) => String(row.expected),
              numeric: true,
              narrow: true,
            },
            {
              key: 'seen',
              head: 'Found',
              cell: (row: Room) => String(row.seen),
              numeric: true,
              narrow: true,
            },
          ]}
        />
      </Card>
      <Card title="Exceptions" count={exceptions.length} flush>
        <List
          label="Exceptions"
          rows={exceptions}
          columns={[
            { key: 'kind', head: 'What', cell: (row) => FINDING_WORDS[row.kind][1], narrow: true },
            { key: 'name', head: 'Device', cell: (row) => nameOf(row), phone: 'title', mono: true },
            { key: 'model', head: 'Model', cell: (row) => row.modelName ?? '' },
            { key: 'book', head: 'By the books', cell: (row) => bookText(row) },
            { key: 'place', head: 'Scanned in', cell: (row) => row.placeName ?? '' },
            {
              key: 'what',
              head: 'Settled',
              cell: (row) =>
                row.what
                  ? `${RESOLUTION_WORDS[row.what][1]}: ${row.reason} (${row.resolvedBy ?? ''})`
                  : 'open',
            },
            {
              key: 'seen',
              head: 'Last seen or synced',
              cell: (row) => when(row.lastSeenAt, frame),
              narrow: true,
            },
          ]}
          empty={<p class="quiet">None.</p>}
        />
      </Card>
      <Card title="Signatures">
        {signatures.length > 0 ? (
          <SignatureList frame={frame} signatures={signatures} />
        ) : (
          <p class="quiet">Nobody has signed.</p>
        )}
      </Card>
      {corrections.length > 0 ? (
        <Card title="Said since">
          <CorrectionList frame={frame} corrections={corrections} />
        </Card>
      ) : null}
    </Page>
  );
}
