import type { CheckLine, Vehicle } from '../../src/counts/vehicle-queries.ts';
import type { VehiclePlan } from '../../src/counts/vehicles.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { StockTabs } from '../stock/tabs.tsx';
import { keeperName } from '../stock/words.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { age } from '../ui/when.tsx';

interface ListProps {
  frame: Frame;
  vehicles: readonly Vehicle[];
  next: string | null;
  /** those in my own keeping */
  mine: readonly Vehicle[];
}

/** Every technician's vehicle, and what it is short of; my own first. */
export function VehicleList({ frame, vehicles, next, mine }: ListProps) {
  return (
    <Page frame={frame} title="Vehicles" wide>
      <StockTabs on="vehicles" />
      {mine.length > 0 ? (
        <Card title="Mine" flush>
          <Vehicles frame={frame} label="My vehicle" vehicles={mine} />
        </Card>
      ) : null}
      <Card title="All" flush>
        <Vehicles frame={frame} label="Vehicles" vehicles={vehicles} />
      </Card>
      <Pager
        shown={vehicles.length}
        noun={['vehicles', 'vehicle']}
        {...(next ? { next: `/stock/vehicles?cursor=${next}` } : {})}
      />
    </Page>
  );
}

function Vehicles(props: { frame: Frame; label: string; vehicles: readonly Vehicle[] }) {
  return (
    <List
      label={props.label}
      rows={props.vehicles}
      href={(row) => `/stock/vehicles/${row.id}`}
      columns={[
        { key: 'name', head: 'Vehicle', cell: (row) => row.name, phone: 'title' },
        { key: 'code', head: 'Code', cell: (row) => row.code, mono: true, narrow: true },
        { key: 'keeper', head: 'Kept by', cell: (row) => keeperName(row.keeperGiven, row.keeperFamily) },
        {
          key: 'below',
          head: 'Below the minimum',
          cell: (row) => (row.below > 0 ? status('wait', kinds(row.below)) : status('good', 'full')),
          narrow: true,
        },
        { key: 'at', head: 'Checked', cell: (row) => age(row.checkedAt, props.frame), narrow: true },
      ]}
      empty={<Empty text="A bin that somebody keeps is a vehicle: choose its keeper on the bin's page." />}
    />
  );
}

type VehicleProps = VehiclePlan & {
  frame: Frame;
  state: FormState;
  mayTopUp: boolean;
  mayCheck: boolean;
  /** what a minimum may be pinned of; null for who may not */
  items: readonly { value: string; label: string }[] | null;
};

/** What one vehicle should hold, and what to take from which depot. */
export function VehiclePage(props: VehicleProps) {
  const { frame, vehicle, lines, depots, mayTopUp, mayCheck } = props;
  const url = `/stock/vehicles/${vehicle.id}`;
  return (
    <Page
      frame={frame}
      title={vehicle.name}
      wide
      back={{ href: '/stock/vehicles', label: 'Vehicles' }}
      lede={`Kept by ${keeperName(vehicle.keeperGiven, vehicle.keeperFamily)}. ${belowWords(vehicle.below)}`}
      actions={<LinkButton href={`/stock/bins/${vehicle.id}`}>What it holds</LinkButton>}
      primary={
        mayCheck ? (
          <LinkButton href={`${url}/check`} look="primary">
            Weekly check
          </LinkButton>
        ) : null
      }
    >
      {depots.length > 1 ? (
        <p class="quiet">Each depot lists what it has of that: take it at the one where you are.</p>
      ) : null}
      {depots.map((plan) => (
        <Card
          title={`Take at ${plan.name}`}
          count={plan.takes.reduce((sum, take) => sum + take.quantity, 0)}
          flush
          tone="wait"
          actions={
            mayTopUp ? (
              <ActionForm
                action={`${url}/top-up`}
                formKey={newKey()}
                values={{ from: plan.depot }}
                submit="All of these are in the vehicle"
                look="primary"
                busy="Moving"
              />
            ) : null
          }
        >
          <List
            label={`Take at ${plan.name}`}
            rows={plan.takes}
            href={(row) => `/stock/parts/${row.part}`}
            columns={[
              { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
              { key: 'sku', head: 'SKU', cell: (row) => row.sku, mono: true, narrow: true },
              { key: 'bin', head: 'Shelf', cell: (row) => row.binCode, mono: true, narrow: true },
              { key: 'n', head: 'Take', cell: (row) => String(row.quantity), numeric: true, narrow: true },
            ]}
          />
        </Card>
      ))}
      <Card title="What it should hold" count={lines.length} flush>
        <List
          label="What it should hold"
          rows={lines}
          href={(row) => (row.isGroup ? `/stock/parts?group=${row.item}` : `/stock/parts/${row.item}`)}
          tone={(row) => (row.missing > 0 ? 'late' : '')}
          columns={[
            { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
            {
              key: 'use',
              head: 'Expected use',
              cell: (row) => fewText(row.expectedMilli, 1),
              numeric: true,
              narrow: true,
            },
            { key: 'min', head: 'Minimum', cell: (row) => String(row.minimum), numeric: true, narrow: true },
            { key: 'here', head: 'There', cell: (row) => String(row.here), numeric: true, narrow: true },
            {
              key: 'coming',
              head: 'Coming',
              cell: (row) => (row.coming > 0 ? String(row.coming) : ''),
              numeric: true,
              narrow: true,
            },
            {
              key: 'missing',
              head: 'Missing',
              cell: (row) => (row.missing > 0 ? String(row.missing) : ''),
              numeric: true,
              narrow: true,
            },
            {
              key: 'why',
              head: 'Why',
              cell: (row) =>
                row.pinned === null
                  ? `${fewText(row.shortMilli, 2)} short with it`
                  : `pinned, ${row.proposed} proposed`,
            },
          ]}
          empty={
            <Empty text="No minimum yet. They are worked out every night from what the technician uses until the next depot visit." />
          }
        />
      </Card>
      {props.items ? <Pin {...props} items={props.items} /> : null}
    </Page>
  );
}

/** Thousandths as a number of so many digits; what would be shown as nothing is not nothing. */
function fewText(milli: number, digits: number): string {
  const least = 10 ** -digits;
  return milli > 0 && milli / 1_000 < least ? `under ${least}` : (milli / 1_000).toFixed(digits);
}

function Pin({ state, vehicle, items }: VehicleProps & { items: NonNullable<VehicleProps['items']> }) {
  return (
    <Card title="Pin a minimum">
      <Form
        state={state}
        action={`/stock/vehicles/${vehicle.id}/pin`}
        submit="Pin"
        busy="Saving"
        look="plain"
      >
        <Field state={state} name="item" label="Of what" type="select" required options={items} />
        <Field
          state={state}
          name="minimum"
          label="At least"
          type="number"
          min={0}
          max={999}
          inputmode="numeric"
          size="short"
          optional
          hint="Empty: the proposed one stands again"
        />
      </Form>
    </Card>
  );
}

function kinds(n: number): string {
  return n === 1 ? 'one kind' : `${n} kinds`;
}

function belowWords(n: number): string {
  return n === 0 ? 'Nothing is below its minimum.' : `Below the minimum: ${kinds(n)} of part.`;
}

interface CheckProps {
  frame: Frame;
  state: FormState;
  vehicle: Vehicle;
  lines: readonly CheckLine[];
}

/** Once a week on a phone: tick what is there as listed, correct what is not. */
export function VehicleCheckPage({ frame, state, vehicle, lines }: CheckProps) {
  const url = `/stock/vehicles/${vehicle.id}`;
  return (
    <Page
      frame={frame}
      title={`Check ${vehicle.name}`}
      back={{ href: url, label: vehicle.name }}
      lede="Tick what is there as listed. Write how many there are where it is another number."
    >
      {lines.length === 0 ? (
        <Empty text="The books know of nothing in this vehicle.">
          <LinkButton href={`/stock/bins/${vehicle.id}/count`}>Count it</LinkButton>
        </Empty>
      ) : (
        <Form state={state} action={`${url}/check`} submit="Save the check" busy="Saving" cancel={url} sticky>
          {lines.map((line) => (
            <div class="fields beside">
              <Field
                state={state}
                name={`right.${line.part}`}
                label={`${line.name}, ${line.sku}`}
                type="checkbox"
                options={[{ value: String(line.onHand), label: `${line.onHand} there` }]}
              />
              <Field
                state={state}
                name={`counted.${line.part}`}
                label="Or how many"
                type="number"
                min={0}
                max={99999}
                inputmode="numeric"
                size="short"
              />
            </div>
          ))}
        </Form>
      )}
    </Page>
  );
}
