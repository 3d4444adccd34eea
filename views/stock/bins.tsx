import type { BinDetails, BinRow, Option } from '../../src/stock/bin-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { moneyText } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { List } from '../ui/table.tsx';
import { when } from '../ui/when.tsx';
import { ShortfallCard } from './home.tsx';
import { ReservedCard } from './reserved.tsx';
import { StockTabs } from './tabs.tsx';
import { keeperName, repairNumber, signed, WHY_WORDS } from './words.ts';

export function BinList({
  frame,
  bins,
  mayEdit,
}: {
  frame: Frame;
  bins: readonly BinRow[];
  mayEdit: boolean;
}) {
  return (
    <Page
      frame={frame}
      title="Bins"
      wide
      actions={<LinkButton href="/labels?of=bins">Labels</LinkButton>}
      primary={
        mayEdit ? (
          <LinkButton href="/stock/bins/new" look="primary" icon="plus">
            New bin
          </LinkButton>
        ) : null
      }
    >
      <StockTabs on="bins" />
      <List
        label="Bins"
        rows={bins}
        href={(row) => `/stock/bins/${row.id}`}
        columns={[
          { key: 'name', head: 'Bin', cell: (row) => row.name, phone: 'title' },
          { key: 'code', head: 'Code', cell: (row) => row.code, mono: true, narrow: true },
          { key: 'place', head: 'Place', cell: (row) => row.place },
          { key: 'keeper', head: 'Kept by', cell: (row) => keeperName(row.keeperGiven, row.keeperFamily) },
          {
            key: 'parts',
            head: 'Kinds of part',
            cell: (row) => String(row.parts),
            numeric: true,
            narrow: true,
          },
        ]}
        empty={<Empty text="Shelves in depots and technicians' vehicles stand here." />}
      />
    </Page>
  );
}

type PageProps = BinDetails & {
  frame: Frame;
  mayEdit: boolean;
  mayCount: boolean;
  mayTransfer: boolean;
  mayScrap: boolean;
};

export function BinPage({
  frame,
  bin,
  held,
  shortfalls,
  reserved,
  valueCents,
  movements,
  mayEdit,
  mayCount,
  mayTransfer,
  mayScrap,
}: PageProps) {
  return (
    <Page
      frame={frame}
      title={bin.name}
      back={{ href: '/stock/bins', label: 'Bins' }}
      lede={
        <>
          <code>{bin.code}</code> at {bin.place}
          {bin.keeperGiven ? `, kept by ${keeperName(bin.keeperGiven, bin.keeperFamily)}` : ''}
        </>
      }
      actions={
        <>
          {mayTransfer ? (
            <LinkButton href={`/stock/transfers/new?from=${bin.id}`}>Move parts</LinkButton>
          ) : null}
          {mayScrap ? <LinkButton href={`/stock/bins/${bin.id}/scrap`}>Scrap</LinkButton> : null}
          <LinkButton href={`/labels?list=${encodeURIComponent(`BIN:${bin.code}`)}`}>Label</LinkButton>
          {mayEdit ? <LinkButton href={`/stock/bins/${bin.id}/edit`}>Edit</LinkButton> : null}
        </>
      }
      primary={
        mayCount ? (
          <LinkButton href={`/stock/bins/${bin.id}/count`} look="primary">
            Count
          </LinkButton>
        ) : null
      }
    >
      <ReservedCard frame={frame} reserved={reserved} />
      <ShortfallCard frame={frame} shortfalls={shortfalls} />
      <Card
        title="By the books"
        count={held.length}
        flush
        actions={<a href={`/stock/value?bin=${bin.id}`}>Worth {moneyText(valueCents, 'USD')}</a>}
      >
        <List
          label="Parts in this bin"
          rows={held}
          href={(row) => `/stock/parts/${row.id}`}
          columns={[
            { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
            { key: 'sku', head: 'SKU', cell: (row) => row.sku, mono: true, narrow: true },
            { key: 'n', head: 'On hand', cell: (row) => String(row.onHand), numeric: true, narrow: true },
            {
              key: 'free',
              head: 'Available',
              cell: (row) => String(row.onHand - row.reserved),
              numeric: true,
              narrow: true,
            },
          ]}
          empty={<Empty text="Nothing yet. Count what lies there: that is its opening." />}
        />
      </Card>
      <Card title="Last movements" flush actions={<a href={`/stock/movements?bin=${bin.id}`}>All of them</a>}>
        <List
          label="Last movements"
          rows={movements}
          href={(row) => `/stock/parts/${row.part}`}
          columns={[
            { key: 'sku', head: 'Part', cell: (row) => row.sku, phone: 'title', mono: true },
            { key: 'why', head: 'What', cell: (row) => WHY_WORDS[row.why] ?? row.why, narrow: true },
            { key: 'n', head: 'Quantity', cell: (row) => signed(row.quantity), numeric: true, narrow: true },
            {
              key: 'repair',
              head: 'Repair',
              cell: (row) => repairNumber(row.repair),
              mono: true,
              narrow: true,
            },
            { key: 'by', head: 'By', cell: (row) => row.by ?? '' },
            { key: 'at', head: 'When', cell: (row) => when(row.doneAt, frame), narrow: true },
          ]}
          empty={<Empty text="Nothing has moved yet." />}
        />
      </Card>
    </Page>
  );
}

interface BinFormProps {
  frame: Frame;
  state: FormState;
  places: readonly Option[];
  keepers: readonly Option[];
  bin?: BinDetails['bin'];
}

export function BinForm({ frame, state, places, keepers, bin }: BinFormProps) {
  const back = bin
    ? { href: `/stock/bins/${bin.id}`, label: bin.name }
    : { href: '/stock/bins', label: 'Bins' };
  return (
    <Page frame={frame} title={bin ? `Edit ${bin.name}` : 'New bin'} back={back}>
      <Form
        state={state}
        action={bin ? `/stock/bins/${bin.id}/edit` : '/stock/bins/new'}
        submit={bin ? 'Save' : 'Create'}
        busy="Saving"
        cancel={back.href}
        sticky
      >
        <Field state={state} name="name" label="Name" required maxlength={120} />
        <Field
          state={state}
          name="code"
          label="Code"
          required
          maxlength={30}
          size="short"
          hint="As on its label"
        />
        <Field state={state} name="location" label="Where it is" type="select" required options={places} />
        <Field
          state={state}
          name="keeper"
          label="Whose vehicle"
          type="select"
          optional
          options={keepers}
          hint="Only for a technician's vehicle"
        />
      </Form>
    </Page>
  );
}
