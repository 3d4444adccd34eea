import type { Chain } from '../../src/custody/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { html } from '../ui/html.ts';
import { Page } from '../ui/page.tsx';
import { type Column, List } from '../ui/table.tsx';
import { dateOnly, when } from '../ui/when.tsx';
import { ACCESSORY_WORDS, countsText, deviceName, WHY_WORDS } from './words.ts';

interface Props extends Chain {
  frame: Frame;
  device: { id: string; tag: string; serial: string; modelName: string; openAssignment: string | null };
  mayChange: boolean;
}

type CustodyRow = Chain['custody'][number];
type AssignmentRow = Chain['assignments'][number];

/** Whom a device was issued to and who had it, apart from each other, from today to its first day. */
export function ChainPage({ frame, device, custody, assignments, missing, mayChange }: Props) {
  const here = `/devices/${device.id}`;
  const name = deviceName(device);
  return (
    <Page
      frame={frame}
      title={`Who had ${name}`}
      back={{ href: here, label: name }}
      lede={device.modelName}
      actions={mayChange ? <Actions here={here} /> : null}
    >
      <Card
        title="Issued to"
        flush
        actions={
          mayChange && device.openAssignment ? (
            <ActionForm
              action={`${here}/issue/end`}
              formKey={newKey()}
              submit="Issued to nobody now"
              look="quiet"
              values={{ assignment: device.openAssignment }}
            />
          ) : null
        }
      >
        <List
          label="Issued to"
          columns={assignmentColumns(frame)}
          rows={assignments}
          tone={(row) => (row.toAt === null ? 'now' : '')}
          empty={<Empty text="It was never issued to a person, room or cart." />}
        />
      </Card>
      <Card title="Who has it" flush>
        <List
          label="Who had it"
          columns={custodyColumns(frame)}
          rows={custody}
          tone={(row) => (row.toAt === null ? 'now' : '')}
          empty={<Empty text="Nobody has said where it is." />}
        />
      </Card>
      {missing.length > 0 ? (
        <Card title="Missing" count={missing.length} tone="wait">
          <ul class="links">
            {missing.map((row) => (
              <li>
                {ACCESSORY_WORDS[row.what] ?? row.what} <span class="quiet">{row.who ?? ''}</span>{' '}
                {when(row.at, frame)}
                {mayChange ? (
                  <ActionForm
                    action={`${here}/missing/${row.id}`}
                    formKey={newKey()}
                    submit="It is here"
                    look="quiet"
                    label={`${ACCESSORY_WORDS[row.what] ?? row.what} is here`}
                  />
                ) : null}
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </Page>
  );
}

function Actions({ here }: { here: string }) {
  return (
    <>
      <LinkButton href={`${here}/check-out`}>Check out</LinkButton>
      <LinkButton href={`${here}/check-in`}>Check in</LinkButton>
      <LinkButton href={`${here}/issue`}>Issue</LinkButton>
    </>
  );
}

function custodyColumns(frame: Frame): readonly Column<CustodyRow>[] {
  return [
    {
      key: 'who',
      head: 'Who or where',
      phone: 'title',
      cell: (row) =>
        row.person && row.who
          ? html`<a href="/people/${row.person}">${row.who}</a>`
          : html`<a href="/locations/${row.location}">${row.placeName}</a>`,
    },
    {
      key: 'at',
      head: 'At',
      cell: (row) => {
        const place =
          row.person || row.top !== row.location ? (row.person ? row.placeName : row.siteName) : '';
        return row.slot === null ? place : `${place}, slot ${row.slot}`;
      },
    },
    {
      key: 'why',
      head: 'What happened',
      cell: (row) =>
        html`${WHY_WORDS[row.why] ?? row.why}${row.repair ? html` <a href="/repairs/${row.repair}">R-${String(row.repairNumber).padStart(6, '0')}</a>` : ''}${row.dueOn ? html`, due ${dateOnly(row.dueOn, frame.today)}` : ''}`,
    },
    { key: 'from', head: 'From', narrow: true, cell: (row) => when(row.fromAt, frame) },
    { key: 'to', head: 'To', narrow: true, cell: (row) => (row.toAt ? when(row.toAt, frame) : 'now') },
    { key: 'by', head: 'By', phone: 'hide', cell: (row) => byName(row) },
  ];
}

function assignmentColumns(frame: Frame): readonly Column<AssignmentRow>[] {
  return [
    {
      key: 'who',
      head: 'Issued to',
      phone: 'title',
      cell: (row) =>
        row.person
          ? html`<a href="/people/${row.person}">${row.who ?? ''}</a>`
          : html`<a href="/locations/${row.location ?? ''}">${row.placeName ?? ''}</a>${row.slot === null ? '' : `, slot ${row.slot}`}`,
    },
    { key: 'with', head: 'With', cell: (row) => countsText(row) },
    { key: 'from', head: 'From', narrow: true, cell: (row) => when(row.fromAt, frame) },
    { key: 'to', head: 'To', narrow: true, cell: (row) => (row.toAt ? when(row.toAt, frame) : 'now') },
    { key: 'by', head: 'By', phone: 'hide', cell: (row) => byName(row) },
  ];
}

function byName(row: { byGiven: string | null; byFamily: string | null }): string {
  return [row.byGiven, row.byFamily].filter(Boolean).join(' ');
}
