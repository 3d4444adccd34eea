import type { Lot } from '../../src/disposal/lot-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { amountText } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { dateOnly } from '../ui/when.tsx';
import { LOT_STATES } from './words.ts';

interface ListProps {
  frame: Frame;
  lots: readonly Lot[];
  next: string | null;
  closed: boolean;
  mayWork: boolean;
  maySeeDonors: boolean;
}

/** Pallets of retired devices. */
export function LotList({ frame, lots, next, closed, mayWork, maySeeDonors }: ListProps) {
  return (
    <Page
      frame={frame}
      title="Disposal"
      wide
      actions={maySeeDonors ? <LinkButton href="/disposal/donors">Donors for repairs</LinkButton> : null}
      primary={
        mayWork ? (
          <LinkButton href="/disposal/lots/new" look="primary" icon="plus">
            New lot
          </LinkButton>
        ) : null
      }
    >
      <Tabs
        label="Lots"
        tabs={[
          { href: '/disposal/lots', label: 'Open', on: !closed },
          { href: '/disposal/lots?show=closed', label: 'Gone', on: closed },
        ]}
      />
      <List
        label="Lots"
        rows={lots}
        href={(row) => `/disposal/lots/${row.id}`}
        columns={[
          { key: 'name', head: 'Lot', cell: (row) => `${row.n}: ${row.name}`, phone: 'title' },
          {
            key: 'state',
            head: 'State',
            cell: (row) => status(...(LOT_STATES[row.state] ?? (['plain', row.state] as const))),
            narrow: true,
          },
          { key: 'place', head: 'Stands at', cell: (row) => row.placeName },
          { key: 'n', head: 'Devices', cell: (row) => String(row.devices), numeric: true, narrow: true },
          { key: 'ready', head: 'Ready', cell: (row) => String(row.ready), numeric: true, narrow: true },
          { key: 'gone', head: 'Left', cell: (row) => String(row.gone), numeric: true, narrow: true },
          ...(closed
            ? [
                {
                  key: 'on',
                  head: 'Left on',
                  cell: (row: Lot) => dateOnly(row.leftOn, frame.today),
                  narrow: true,
                },
                {
                  key: 'cents',
                  head: 'Proceeds',
                  cell: (row: Lot) => amountText(row.proceedsCents),
                  numeric: true,
                  narrow: true,
                },
              ]
            : []),
        ]}
        empty={
          <Empty
            text={
              closed
                ? 'No lot has left yet.'
                : 'Gather retired devices on a pallet: make a lot, then scan one after the other.'
            }
          />
        }
      />
      <Pager
        shown={lots.length}
        noun={['lots', 'lot']}
        {...(next ? { next: `/disposal/lots?${closed ? 'show=closed&' : ''}cursor=${next}` } : {})}
      />
    </Page>
  );
}

export function NewLotPage(props: {
  frame: Frame;
  state: FormState;
  places: readonly { value: string; label: string }[];
}) {
  return (
    <Page frame={props.frame} title="New lot" back={{ href: '/disposal/lots', label: 'Disposal' }}>
      <Form
        state={props.state}
        action="/disposal/lots/new"
        submit="Create"
        busy="Saving"
        cancel="/disposal/lots"
        sticky
      >
        <Field
          state={props.state}
          name="name"
          label="Name"
          required
          maxlength={80}
          hint="As on the pallet: Summer 2027, pallet 3"
        />
        <Field
          state={props.state}
          name="place"
          label="Where it stands"
          type="select"
          required
          options={props.places}
        />
      </Form>
    </Page>
  );
}
