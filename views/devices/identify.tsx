import type { IdentifierRow } from '../../src/devices/page-queries.ts';
import type { TakenBy } from '../../src/devices/place-queries.ts';
import type { Device } from '../../src/devices/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { when } from '../ui/when.tsx';
import { Taken } from './form.tsx';
import { deviceName } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  kind: 'tag' | 'serial';
  device: Device;
  identifiers: readonly IdentifierRow[];
  taken: readonly TakenBy[];
  withdraws: boolean;
}

const WORDS = {
  tag: { name: 'tag', label: 'The tag that is on it now', why: 'As: unreadable, fell off' },
  serial: {
    name: 'serial number',
    label: 'The serial number that it shows now',
    why: 'As: new mainboard',
  },
} as const;

/** Another tag or serial for a device; the former one goes on to find it. A wrong one can be withdrawn. */
export function IdentifyForm(props: Props) {
  const { frame, state, kind, device, identifiers, withdraws } = props;
  const words = WORDS[kind];
  const here = `/devices/${device.id}`;
  const current = device[kind];
  return (
    <Page
      frame={frame}
      title={`${current ? 'Replace' : 'Add'} the ${words.name}: ${deviceName(device)}`}
      heading={`${current ? 'Replace' : 'Add'} the ${words.name}`}
      lede={`${deviceName(device)}, ${device.modelName}, ${device.homeName}`}
      back={{ href: here, label: deviceName(device) }}
    >
      <Taken taken={props.taken} />
      <Form state={state} action={`${here}/${kind}`} submit="Save" busy="Saving" cancel={here} sticky>
        <Field state={state} name="seen" label="Until now" type="hidden" />
        <Field
          state={state}
          name="value"
          label={words.label}
          type="tag"
          required
          maxlength={200}
          autofocus
          hint={current ? `Until now ${current}, which goes on to find it` : undefined}
        />
        <Field state={state} name="reason" label="Why" optional maxlength={500} hint={words.why} />
      </Form>
      {withdraws && identifiers.length > 0 ? (
        <Card title="Never this device's">
          <p class="quiet">
            A {words.name} that was written down by mistake is withdrawn: it no longer finds this device and
            is free for another one.
          </p>
          {identifiers.map((one) => (
            <Withdrawal frame={frame} device={device} one={one} />
          ))}
        </Card>
      ) : null}
    </Page>
  );
}

function Withdrawal({ frame, device, one }: { frame: Frame; device: Device; one: IdentifierRow }) {
  const state: FormState = { values: { identifier: one.id }, errors: {}, key: newKey() };
  return (
    <Form
      state={state}
      action={`/devices/${device.id}/withdraw`}
      submit={`Withdraw ${one.value}`}
      look="plain"
      scope={`w-${one.id}`}
      label={`Withdraw ${one.value}`}
    >
      <Field state={state} scope={`w-${one.id}`} name="identifier" label="Which" type="hidden" />
      <Field
        state={state}
        scope={`w-${one.id}`}
        name="reason"
        label={`Why ${one.value} is wrong`}
        required
        maxlength={500}
        hint={one.toAt ? <>Former one, until {when(one.toAt, frame)}</> : 'The current one'}
      />
    </Form>
  );
}
