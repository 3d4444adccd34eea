import type { CustomField } from '../../src/custom-fields/queries.ts';
import type { Choice } from '../../src/devices/form-queries.ts';
import type { TakenBy } from '../../src/devices/place-queries.ts';
import type { Device } from '../../src/devices/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { CustomInputs } from './custom-inputs.tsx';
import { CONDITION_WORDS, deviceName, optionsOf, USE_WORDS } from './words.ts';

export interface DeviceFormProps {
  frame: Frame;
  state: FormState;
  models: readonly Choice[];
  variants: readonly Choice[];
  homes: readonly Choice[];
  plans: readonly Choice[];
  fields: readonly CustomField[];
  /** devices that have the typed tag or serial */
  taken: readonly TakenBy[];
  /** absent for a new one */
  device?: Device;
}

/** A new device, or the edit of one. */
export function DeviceForm(props: DeviceFormProps) {
  const { frame, state, device, models, variants, homes, plans } = props;
  const back = device
    ? { href: `/devices/${device.id}`, label: deviceName(device) }
    : { href: '/devices', label: 'Devices' };
  const model = typeof state.values.model === 'string' ? state.values.model : '';
  return (
    <Page frame={frame} title={device ? `Edit ${deviceName(device)}` : 'New device'} back={back}>
      <Taken taken={props.taken} />
      <Form
        state={state}
        action={device ? `/devices/${device.id}/edit` : `/devices/new${model ? `?model=${model}` : ''}`}
        submit={device ? 'Save' : 'Create'}
        busy="Saving"
        cancel={back.href}
        multipart={!device}
        sticky
      >
        {device ? null : <Identifiers state={state} />}
        <Field state={state} name="model" label="Model" type="select" required options={models} />
        {variants.length > 0 ? (
          <Field
            state={state}
            name="variant"
            label="Variant"
            type="select"
            options={variants}
            none="Not known"
          />
        ) : null}
        <Field
          state={state}
          name="home"
          label="Home"
          type="select"
          required
          options={homes}
          hint="The school or depot that answers for it"
        />
        {device ? null : (
          <>
            <Field
              state={state}
              name="use"
              label="Use"
              type="choice"
              required
              options={optionsOf(USE_WORDS)}
              initial="one_to_one"
            />
            <Field
              state={state}
              name="at"
              label="Where it is"
              type="select"
              options={homes}
              none="At its home"
              optional
            />
          </>
        )}
        <Field
          state={state}
          name="condition"
          label="Condition"
          type="choice"
          required
          options={optionsOf(CONDITION_WORDS)}
          initial="good"
        />
        <Purchase state={state} plans={plans} />
        <Network state={state} />
        <CustomInputs state={state} fields={props.fields} />
        <Field state={state} name="note" label="Note" type="textarea" optional maxlength={4000} />
      </Form>
    </Page>
  );
}

/** Which devices have what was typed, with the way there. */
export function Taken({ taken }: { taken: readonly TakenBy[] }) {
  return (
    <>
      {taken.map((holder) => (
        <Notice tone="wait">
          <a href={`/devices/${holder.device}`}>
            {holder.tag || holder.serial || 'Unidentified device'}, {holder.modelName}
          </a>{' '}
          of {holder.homeName} has this {holder.kind}
          {holder.toAt ? ' as a former one' : ''}.
        </Notice>
      ))}
    </>
  );
}

function Identifiers({ state }: { state: FormState }) {
  return (
    <>
      <Field state={state} name="tag" label="Asset tag" type="tag" optional maxlength={64} autofocus />
      <Field
        state={state}
        name="serial"
        label="Serial number"
        type="tag"
        optional
        maxlength={64}
        hint="As the maker printed it; spaces and lower case do not matter"
      />
      <Field
        state={state}
        name="unidentified"
        label="It has neither that can be read"
        type="checkbox"
        hint="Take a photo of it now, so that it can be told later"
      />
      <Field
        state={state}
        name="photo"
        label="Photo"
        type="file"
        optional
        accept="image/jpeg,image/png,image/webp"
        capture="environment"
      />
    </>
  );
}

/** What the device's own system says of it. */
function Network({ state }: { state: FormState }) {
  return (
    <div class="fields">
      <Field
        state={state}
        name="storageGb"
        label="Storage"
        type="number"
        optional
        min={1}
        max={16000}
        unit="GB"
        size="short"
      />
      <Field state={state} name="wifiMac" label="Wi-Fi address (MAC)" optional maxlength={40} size="medium" />
      <Field
        state={state}
        name="ethernetMac"
        label="Ethernet address (MAC)"
        optional
        maxlength={40}
        size="medium"
      />
    </div>
  );
}

function Purchase({ state, plans }: { state: FormState; plans: readonly Choice[] }) {
  return (
    <>
      <Field state={state} name="purchasedOn" label="Purchased on" type="date" optional size="short" />
      <Field state={state} name="cost" label="Cost" type="money" optional size="short" />
      <Field state={state} name="orderNumber" label="Order number" optional maxlength={60} size="medium" />
      <Field state={state} name="fundingSource" label="Funding source" optional maxlength={120} />
      <Field
        state={state}
        name="federalShare"
        label="Federal share"
        type="number"
        optional
        min={0}
        max={100}
        unit="%"
        size="short"
      />
      <Field
        state={state}
        name="warrantyUntil"
        label="Warranty until"
        type="date"
        optional
        size="short"
        hint="Empty: the model's warranty from the purchase on"
      />
      {plans.length > 0 ? (
        <Field
          state={state}
          name="coveragePlan"
          label="Coverage plan"
          type="select"
          optional
          options={plans}
        />
      ) : null}
      {plans.length > 0 ? (
        <Field state={state} name="coverageUntil" label="Coverage until" type="date" optional size="short" />
      ) : null}
    </>
  );
}
