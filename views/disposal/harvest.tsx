import type { Device } from '../../src/devices/queries.ts';
import type {
  Donor,
  DonorLine,
  HarvestItem,
  HarvestRow,
  WaitingRepair,
} from '../../src/disposal/harvest-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { repairNumber } from '../stock/words.ts';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { age, when } from '../ui/when.tsx';
import { deviceLabel } from './words.ts';

interface Choice {
  value: string;
  label: string;
}

interface HarvestProps {
  frame: Frame;
  state: FormState;
  device: Device;
  items: readonly HarvestItem[];
  taken: readonly HarvestRow[];
  bins: readonly Choice[];
  /** the bin of my own vehicle, '' where there is none */
  mine: string;
  proposes: boolean;
}

/** Which parts come out of a device before it goes. */
export function HarvestPage(props: HarvestProps) {
  const { frame, state, device, items, taken, proposes } = props;
  const label = deviceLabel(device);
  return (
    <Page
      frame={frame}
      title={`Take parts out of ${label}`}
      back={{ href: `/devices/${device.id}`, label }}
      lede={`${device.modelName}. They go into a bin as harvested parts and cost nothing: the device paid for them.`}
    >
      {items.length === 0 ? (
        <Empty text="No part is known to fit this model. Record a fit first, then it can come out." />
      ) : (
        <Form
          state={state}
          action={`/devices/${device.id}/harvest`}
          submit={proposes ? 'Propose' : 'Into the bin'}
          busy="Saving"
          cancel={`/devices/${device.id}`}
          sticky
        >
          <Field
            state={state}
            name="bin"
            label="Into which bin"
            type="select"
            required
            options={props.bins}
            initial={props.mine}
          />
          {items.map((item) => (
            <Field
              state={state}
              name={`quantity.${item.item}`}
              label={item.name}
              hint={hintOf(item)}
              type="number"
              inputmode="numeric"
              min={0}
              max={9}
              size="short"
            />
          ))}
          <Field state={state} name="reason" label="Note" optional maxlength={200} />
        </Form>
      )}
      {taken.length > 0 ? (
        <Card title="Came out of it" count={taken.length} flush>
          <List
            label="Parts that came out of it"
            rows={taken}
            href={(row) => `/stock/parts/${row.part}`}
            columns={[
              { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
              {
                key: 'n',
                head: 'Quantity',
                cell: (row) => String(row.quantity),
                numeric: true,
                narrow: true,
              },
              { key: 'bin', head: 'Into', cell: (row) => row.binName },
              {
                key: 'repair',
                head: 'For',
                cell: (row) => repairNumber(row.repair),
                mono: true,
                narrow: true,
              },
              { key: 'by', head: 'By', cell: (row) => row.by ?? '' },
              { key: 'at', head: 'When', cell: (row) => when(row.at, frame), narrow: true },
            ]}
          />
        </Card>
      ) : null}
    </Page>
  );
}

function hintOf(item: HarvestItem): string {
  const hints = [item.twinSku ?? `${item.baseSku}, its harvested part is made`];
  if (item.taken > 0) hints.push(`${item.taken} came out before`);
  if (item.wanted > 0)
    hints.push(item.wanted === 1 ? 'a repair waits for it' : `${item.wanted} repairs wait for it`);
  return hints.join('; ');
}

interface DonorListProps {
  frame: Frame;
  lines: readonly DonorLine[];
  next: string | null;
}

/** Open repairs that wait for parts, and how many retired devices still hold one. */
export function DonorList({ frame, lines, next }: DonorListProps) {
  return (
    <Page
      frame={frame}
      title="Donors"
      wide
      back={{ href: '/disposal/lots', label: 'Disposal' }}
      lede="Repairs that wait for parts, and retired devices that still hold them."
    >
      <List
        label="Repairs that wait for parts"
        rows={lines}
        href={(row) => `/disposal/donors/${row.repair}`}
        columns={[
          { key: 'n', head: 'Repair', cell: (row) => repairNumber(row.number), phone: 'title', mono: true },
          { key: 'group', head: 'Waits for', cell: (row) => row.groupName },
          { key: 'q', head: 'How many', cell: (row) => String(row.quantity), numeric: true, narrow: true },
          {
            key: 'kept',
            head: 'Kept for it',
            cell: (row) => (row.reserved > 0 ? status('good', String(row.reserved)) : ''),
            narrow: true,
          },
          {
            key: 'donors',
            head: 'Donors',
            cell: (row) => (row.donors >= 20 ? '20+' : String(row.donors)),
            numeric: true,
            narrow: true,
          },
          { key: 'tech', head: 'Technician', cell: (row) => row.technician ?? '' },
          { key: 'age', head: 'Waits', cell: (row) => age(row.since, frame), narrow: true },
        ]}
        empty={<Empty text="No open repair waits for parts." />}
      />
      <Pager
        shown={lines.length}
        noun={['repairs', 'repair']}
        {...(next ? { next: `/disposal/donors?cursor=${next}` } : {})}
      />
    </Page>
  );
}

interface DonorPageProps {
  frame: Frame;
  state: FormState;
  repair: WaitingRepair;
  donors: readonly Donor[];
  bins: readonly Choice[];
  mine: string;
  proposes: boolean;
}

/** Which retired device gives its part to one repair. */
export function DonorPage({ frame, state, repair, donors, bins, mine, proposes }: DonorPageProps) {
  const number = repairNumber(repair.number);
  return (
    <Page
      frame={frame}
      title={`Donors for ${number}`}
      back={{ href: '/disposal/donors', label: 'Donors' }}
      lede={
        repair.groupName ? (
          <>
            <a href={`/repairs/${repair.number}`}>{number}</a> waits for {repair.quantity} x{' '}
            {repair.groupName}
          </>
        ) : (
          <>
            <a href={`/repairs/${repair.number}`}>{number}</a> does not wait for a part.
          </>
        )
      }
    >
      {donors.length === 0 ? (
        <Empty text="No retired device holds this part any more." />
      ) : (
        <Form
          state={state}
          action={`/disposal/donors/${repair.id}`}
          submit={proposes ? 'Propose to take it' : 'Take it for this repair'}
          busy="Saving"
          sticky
        >
          <Field
            state={state}
            name="device"
            label="Out of which device"
            type="choice"
            required
            options={donors.map((donor) => ({
              value: donor.id,
              label: `${deviceLabel(donor)}, ${donor.modelName}`,
              hint: [donor.placeName, donor.lot === null ? null : `in lot ${donor.lot}`]
                .filter(Boolean)
                .join(', '),
            }))}
          />
          <Field
            state={state}
            name="bin"
            label="Into which bin"
            type="select"
            required
            options={bins}
            initial={mine}
            hint="It is kept there for this repair"
          />
        </Form>
      )}
    </Page>
  );
}
