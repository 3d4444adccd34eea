import type { LastSwap } from '../../src/custody/swap-queries.ts';
import type { TargetRow } from '../../src/custody/target-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import type { Option } from '../ui/field-props.ts';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { when } from '../ui/when.tsx';
import { deviceName, targetOptions } from './words.ts';

interface Props {
  frame: Frame;
  device: { id: string; tag: string; serial: string; modelName: string; openRepair: string | null };
  state: FormState;
  holder: string;
  issued: string;
  choices: readonly TargetRow[];
  symptoms: readonly Option[];
  last: LastSwap | null;
}

/** Scan the spare, one question, done. */
export function SwapPage({ frame, device, state, holder, issued, choices, symptoms, last }: Props) {
  const name = deviceName(device);
  const here = `/devices/${device.id}`;
  return (
    <Page frame={frame} title={`Swap ${name}`} back={{ href: here, label: name }} lede={device.modelName}>
      {last ? <LastSwapCard frame={frame} last={last} /> : null}
      <Facts
        facts={[
          { label: 'Issued to', value: issued },
          { label: 'Who has it', value: holder },
        ]}
      />
      <Form state={state} action={`${here}/swap`} submit="Swap" busy="Swapping" cancel={here} sticky>
        <Field state={state} name="custody" label="" type="hidden" />
        <Field
          state={state}
          name="spare"
          type="tag"
          label="The device to hand over"
          hint="Scan or type its tag"
          maxlength={200}
          required
          autofocus={last === null}
        />
        <Field
          state={state}
          name="how"
          type="choice"
          label="It is"
          required
          initial="loaner"
          options={[
            { value: 'loaner', label: 'A loaner', hint: 'comes back after the repair' },
            { value: 'for_good', label: 'For good', hint: 'the broken one becomes a spare' },
          ]}
        />
        {choices.length > 0 ? (
          <Field
            state={state}
            name="target"
            type="choice"
            label={state.errors.target ? 'Which one' : 'The broken one goes to'}
            initial={`location:${choices[0]?.id ?? ''}`}
            options={targetOptions(choices)}
          />
        ) : null}
        <Field
          state={state}
          name="to"
          type="tag"
          label="Another place"
          hint="Scan or type its code, or type its name"
          maxlength={200}
          optional={choices.length > 0}
        />
        {device.openRepair ? null : (
          <>
            <Field
              state={state}
              name="symptom"
              type="select"
              label="What is wrong with the broken one"
              optional
              options={symptoms}
            />
            <Field
              state={state}
              name="note"
              type="textarea"
              label="Note"
              optional
              maxlength={2000}
              rows={2}
            />
          </>
        )}
        <Field
          state={state}
          name="dueOn"
          type="date"
          label="Loaner due back"
          hint="Empty: when the repair is done"
          optional
          min={frame.today}
          size="short"
        />
      </Form>
    </Page>
  );
}

function LastSwapCard({ frame, last }: { frame: Frame; last: LastSwap }) {
  const broken = deviceName({ tag: last.brokenTag, serial: last.brokenSerial });
  const spare = deviceName({ tag: last.spareTag, serial: last.spareSerial });
  return (
    <Card
      title={`${broken} was swapped for ${spare}`}
      tone="good"
      actions={
        last.undoable ? (
          <ActionForm
            action={`/swaps/${last.id}/undo`}
            formKey={newKey()}
            submit="Undo the swap"
            look="quiet"
          />
        ) : null
      }
    >
      <Facts
        facts={[
          { label: 'When', value: when(last.at, frame) },
          { label: 'How', value: last.how === 'loaner' ? 'Loaner, comes back' : 'For good' },
          { label: 'Broken', value: <a href={`/devices/${last.broken}`}>{broken}</a> },
          { label: 'In its place', value: <a href={`/devices/${last.spare}`}>{spare}</a> },
        ]}
      />
      {last.repair ? (
        <LinkButton href={`/repairs/${last.repair}`}>
          Repair R-{String(last.repairNumber).padStart(6, '0')}
        </LinkButton>
      ) : null}
    </Card>
  );
}
