import type { Choice } from '../../src/devices/form-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { List } from '../ui/table.tsx';
import { deviceName, optionsOf, USE_WORDS } from './words.ts';

interface ManyDevice {
  id: string;
  tag: string;
  serial: string;
  use: string;
  modelName: string;
  homeName: string;
}

interface Props {
  frame: Frame;
  state: FormState;
  what: 'use' | 'home';
  devices: readonly ManyDevice[];
  homes: readonly Choice[];
}

/** One change for all the devices that were ticked. */
export function ManyForm({ frame, state, what, devices, homes }: Props) {
  const title = what === 'use' ? 'Change use' : 'Change home';
  const options = devices.map((device) => ({
    value: device.id,
    label: deviceName(device),
    hint: `${device.modelName}, ${device.homeName}, ${USE_WORDS[device.use] ?? device.use}`,
  }));
  return (
    <Page frame={frame} title={title} back={{ href: '/devices', label: 'Devices' }}>
      {devices.length === 0 ? (
        <Empty text="Tick devices in the list first." />
      ) : (
        <>
          <Form
            state={state}
            action={`/devices/many/${what}`}
            submit={`Change ${devices.length === 1 ? 'one device' : `${devices.length} devices`}`}
            busy="Changing"
            cancel="/devices"
            sticky
          >
            {what === 'use' ? (
              <Field
                state={state}
                name="use"
                label="Use"
                type="choice"
                required
                options={optionsOf(USE_WORDS)}
              />
            ) : (
              <Field state={state} name="home" label="Home" type="select" required options={homes} />
            )}
            <Field
              state={state}
              name="device"
              label="Devices"
              type="checkbox"
              options={options}
              initial={options.map((option) => option.value)}
            />
          </Form>
          {what === 'home' ? (
            <Card>
              <List
                label="Devices"
                rows={devices}
                compact
                columns={[
                  { key: 'tag', head: 'Tag', cell: (row) => deviceName(row), mono: true },
                  { key: 'home', head: 'Home until now', cell: (row) => row.homeName },
                ]}
              />
            </Card>
          ) : null}
        </>
      )}
    </Page>
  );
}
