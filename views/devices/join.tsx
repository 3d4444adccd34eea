import type { Device } from '../../src/devices/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { List } from '../ui/table.tsx';
import { dateText } from '../ui/when.tsx';
import { deviceName, repairNumber, STATE_WORDS, USE_WORDS } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  device: Device;
  /** the record that was looked up */
  other: Device | null;
}

/** Two records of one device become one: look both over, then join. */
export function JoinForm({ frame, state, device, other }: Props) {
  const here = `/devices/${device.id}`;
  const back = { href: here, label: deviceName(device) };
  const title = 'Join two records of one device';
  const lede = `${deviceName(device)}, ${device.modelName}, ${device.homeName}`;
  if (!other) {
    return (
      <Page frame={frame} title={title} lede={lede} back={back}>
        <Form state={state} action={`${here}/join`} method="get" submit="Look at both" cancel={here}>
          <Field
            state={state}
            name="other"
            label="Tag or serial of the other record"
            type="tag"
            required
            maxlength={200}
            autofocus
            hint="This one is kept; the other one goes into it"
          />
        </Form>
      </Page>
    );
  }
  return (
    <Page frame={frame} title={title} lede={lede} back={back}>
      <List
        label="Both records"
        compact
        columns={[
          { key: 'what', head: 'What', cell: (row) => row.label },
          { key: 'kept', head: 'Kept', cell: (row) => row.kept },
          { key: 'other', head: 'Goes into it', cell: (row) => row.other },
        ]}
        rows={compared(device, other)}
      />
      <Form
        state={{ ...state, values: { ...state.values, confirmed: other.id } }}
        action={`${here}/join`}
        submit="They are one device: join"
        busy="Joining"
        cancel={`${here}/join`}
      >
        <Field state={state} name="other" label="Other record" type="hidden" />
        <Field
          state={{ ...state, values: { confirmed: other.id } }}
          name="confirmed"
          label="Looked at"
          type="hidden"
        />
        <p class="quiet">
          Repairs, custody, photos, tags and serials of both stay with the kept one. Where the two differ, the
          kept one is right. It can be undone.
        </p>
      </Form>
    </Page>
  );
}

function compared(kept: Device, other: Device) {
  const line = (label: string, of: (device: Device) => string | null) => ({
    label,
    kept: of(kept) ?? '',
    other: of(other) ?? '',
  });
  return [
    line('Tag', (d) => d.tag),
    line('Serial', (d) => d.serial),
    line('Model', (d) => d.modelName),
    line('Home', (d) => d.homeName),
    line('State', (d) => STATE_WORDS[d.state] ?? d.state),
    line('Use', (d) => USE_WORDS[d.use] ?? d.use),
    line('Issued to', (d) => d.assignedName),
    line('Where it is', (d) => d.placeName),
    line('Open repair', (d) => (d.openRepairNumber === null ? null : repairNumber(d.openRepairNumber))),
    line('Purchased', (d) => (d.purchasedOn ? dateText(d.purchasedOn) : null)),
    line('Recorded', (d) => dateText(d.createdAt.slice(0, 10))),
  ];
}
