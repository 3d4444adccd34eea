import type { Batch } from '../../src/claims/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import type { Option } from '../ui/field-props.ts';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { batchText } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  /** absent for a new one */
  batch?: Batch;
  vendors: readonly Option[];
}

/** A new batch, or the papers of one. */
export function BatchForm({ frame, state, batch, vendors }: Props) {
  const here = batch ? `/vendor-batches/${batchText(batch.number)}` : '/vendor-batches';
  return (
    <Page
      frame={frame}
      title={batch ? `Edit ${batchText(batch.number)}` : 'New vendor batch'}
      back={{ href: here, label: batch ? batchText(batch.number) : 'Vendor batches' }}
      {...(batch ? { lede: batch.vendorName } : {})}
    >
      <Form
        state={state}
        action={batch ? `${here}/edit` : '/vendor-batches/new'}
        submit={batch ? 'Save' : 'Create'}
        cancel={here}
        sticky
      >
        {batch ? null : (
          <Field
            state={state}
            name="vendor"
            label="Vendor"
            type="select"
            required
            options={vendors}
            hint="A location of the kind vendor"
          />
        )}
        <Papers state={state} />
        <Field state={state} name="note" label="Note" type="textarea" rows={3} optional maxlength={2000} />
      </Form>
    </Page>
  );
}

/** What goes with a parcel. */
export function Papers({ state }: { state: FormState }) {
  return (
    <>
      <Field
        state={state}
        name="rma"
        label="RMA number"
        optional
        maxlength={60}
        size="medium"
        hint="The vendor's number for this return"
      />
      <Field state={state} name="carrier" label="Carrier" optional maxlength={60} size="medium" />
      <Field state={state} name="tracking" label="Tracking number" optional maxlength={120} size="medium" />
      <Field state={state} name="expectedOn" label="Expected back on" type="date" optional />
    </>
  );
}

interface SendProps {
  frame: Frame;
  state: FormState;
  batch: Batch;
  /** the devices that nothing pays for, with why */
  uncovered: readonly { id: string; name: string; words: string }[];
  /** incidents that sending it uses */
  incidents: number;
}

/** The last look before a batch leaves. */
export function SendForm({ frame, state, batch, uncovered, incidents }: SendProps) {
  const here = `/vendor-batches/${batchText(batch.number)}`;
  return (
    <Page
      frame={frame}
      title={`Send ${batchText(batch.number)}`}
      back={{ href: here, label: batchText(batch.number) }}
      lede={`${batch.devices} ${batch.devices === 1 ? 'device' : 'devices'} to ${batch.vendorName}`}
    >
      {batch.state === 'packed' ? null : (
        <Notice tone="wait" action={<a href={here}>See the batch</a>}>
          It is not packed: it cannot be sent as it is now.
        </Notice>
      )}
      <p>
        The vendor has the devices from now on, their repairs wait there and their clocks stand still.
        {incidents > 0
          ? ` ${incidents === 1 ? 'One incident' : `${incidents} incidents`} of coverage plans ${incidents === 1 ? 'is' : 'are'} used.`
          : ''}
      </p>
      {uncovered.length > 0 ? (
        <Notice tone="wait">
          Nothing pays for {uncovered.length === 1 ? 'one of them' : `${uncovered.length} of them`}:
          <ul>
            {uncovered.map((one) => (
              <li>
                <span class="mono">{one.name}</span> {one.words}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <Form state={state} action={`${here}/send`} submit="Sent" busy="Sending" cancel={here} sticky>
        <Papers state={state} />
        {uncovered.length > 0 || state.errors.uncovered ? (
          <Field
            state={state}
            name="uncovered"
            label="They go all the same, on our own money"
            type="checkbox"
          />
        ) : null}
      </Form>
    </Page>
  );
}
