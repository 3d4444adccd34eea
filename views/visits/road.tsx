import type { RoadDevice, Unanswered } from '../../src/visits/hours-queries.ts';
import type { Road } from '../../src/visits/overnight.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { Age } from '../ui/when.tsx';

interface Props {
  frame: Frame;
  state: FormState;
  road: Road;
  depots: readonly { value: string; label: string }[];
  buildings: readonly { value: string; label: string }[];
  /** vehicles of whose devices nobody has said where they stay */
  others: readonly Unanswered[];
  mayWork: boolean;
}

const HOME = { value: 'home', label: 'With me at home, locked' };

/** Devices on the road: where they stay overnight, and what is to be dropped off. */
export function RoadPage({ frame, state, road, depots, buildings, others, mayWork }: Props) {
  const all = [...road.inVehicle, ...road.atHome];
  return (
    <Page
      frame={frame}
      title="Devices on the road"
      back={{ href: '/visits/day', label: 'Day' }}
      lede="A vehicle is no place for a night."
    >
      {others.length > 0 ? (
        <Card title="In vehicles, place for the night not said" count={others.length} tone="wait">
          <ul class="rows">
            {others.map((row) => (
              <li>
                <span>
                  {row.personName}, {row.vehicleName}
                  <span class="rows-more">
                    {row.devices} devices, the longest for <Age at={row.since} frame={frame} />
                  </span>
                </span>
                <a href={`/locations/${row.vehicle}`}>See them</a>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      {mayWork && road.vehicle === null ? <Empty text="You keep no vehicle." /> : null}
      {road.inVehicle.length > 0 ? (
        <Card title="In my vehicle" count={road.inVehicle.length}>
          <Devices devices={road.inVehicle} frame={frame} />
          <Form state={state} action="/visits/vehicle/overnight" submit="They stay there" scope="night">
            <Field
              state={state}
              name="place"
              label="Where they stay overnight"
              type="select"
              options={[HOME, ...buildings]}
              required
              scope="night"
            />
          </Form>
        </Card>
      ) : mayWork && road.vehicle ? (
        <Empty text="No device is in your vehicle." icon="check" />
      ) : null}
      {road.atHome.length > 0 ? (
        <Card title="With me at home" count={road.atHome.length}>
          <Devices devices={road.atHome} frame={frame} />
          <ActionForm action="/visits/vehicle/back" formKey={newKey()} submit="Back in the vehicle" />
        </Card>
      ) : null}
      {all.length > 0 ? (
        <Card title="Drop-off list" count={all.length}>
          <Form
            state={state}
            action="/visits/vehicle/drop-off"
            submit="Handed over"
            look="plain"
            scope="drop"
          >
            <Field
              state={state}
              name="depot"
              label="Depot"
              type="select"
              options={depots}
              required
              scope="drop"
            />
            <Field
              state={state}
              name="ids"
              label="Devices"
              type="checkbox"
              options={all.map((device) => ({ value: device.id, label: nameOf(device) }))}
              hint="Nothing ticked: all of them"
              scope="drop"
            />
          </Form>
        </Card>
      ) : null}
    </Page>
  );
}

function nameOf(device: RoadDevice): string {
  const repair = device.repair === null ? '' : `, R-${String(device.repair).padStart(6, '0')}`;
  return `${device.tag || device.serial}, ${device.modelName}, of ${device.homeName}${repair}`;
}

function Devices({ devices, frame }: { devices: readonly RoadDevice[]; frame: Frame }) {
  return (
    <ul class="links">
      {devices.map((device) => (
        <li>
          <a href={`/devices/${device.id}`}>{device.tag || device.serial}</a> {device.modelName}
          <span class="rows-more">
            of {device.homeName}, <Age at={device.since} frame={frame} />
          </span>
        </li>
      ))}
    </ul>
  );
}
