import type { Option } from '../../src/repairs/list-queries.ts';
import type { Repair } from '../../src/repairs/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import { Field } from '../ui/field.tsx';
import { HOLDS, LEVELS, OUTCOMES, optionsOf, PRIORITIES } from './words.ts';

interface Fields {
  state: FormState;
}

export function NoteField({ state, label = 'Note' }: Fields & { label?: string }) {
  return <Field state={state} name="note" label={label} type="textarea" optional maxlength={2000} />;
}

/** A new mainboard often shows another serial. */
export function NewSerialField({ state, serial }: Fields & { serial: string }) {
  return (
    <Field
      state={state}
      name="serial"
      label="Serial that it shows now"
      type="tag"
      optional
      maxlength={64}
      initial={serial}
      hint="A new mainboard often shows another one"
    />
  );
}

export function ReasonField({ state, label }: Fields & { label: string }) {
  return <Field state={state} name="reason" label={label} type="textarea" required maxlength={2000} />;
}

export function AcceptFields({ state, places }: Fields & { places: readonly Option[] }) {
  return (
    <>
      <Field
        state={state}
        name="how"
        label="How"
        type="choice"
        required
        options={[
          { value: 'take', label: 'I take it' },
          { value: 'in_use', label: 'It stays in use', hint: 'with who has it, until somebody comes' },
        ]}
      />
      <Field
        state={state}
        name="place"
        label="Where it goes"
        type="select"
        optional
        none="Stays where it is"
        options={places}
      />
    </>
  );
}

interface HoldFields extends Fields {
  groups: readonly Option[];
  vendors: readonly Option[];
}

export function HoldFields({ state, groups, vendors }: HoldFields) {
  return (
    <>
      <Field
        state={state}
        name="reason"
        label="What it waits for"
        type="choice"
        required
        options={optionsOf(HOLDS)}
        hint="Parts, vendor and answer stop the clock"
      />
      <Field
        state={state}
        name="group"
        label="Parts wanted"
        type="select"
        none="For parts: choose which"
        options={groups}
      />
      <Field state={state} name="quantity" label="How many" type="number" initial="1" size="short" />
      <Field
        state={state}
        name="vendor"
        label="Vendor"
        type="select"
        none="For a vendor: choose which"
        options={vendors}
      />
      <ExpectedField state={state} />
      <NoteField state={state} />
    </>
  );
}

export function ExpectedField({ state }: Fields) {
  return (
    <Field
      state={state}
      name="expectedOn"
      label="Expected on"
      type="date"
      optional
      size="short"
      hint="The school sees this day"
    />
  );
}

export function ResumeFields({
  state,
  repair,
  places,
}: Fields & { repair: Repair; places: readonly Option[] }) {
  const back = repair.state === 'at_vendor';
  return (
    <>
      <Field
        state={state}
        name="place"
        label="Where the device is now"
        type="select"
        required={back}
        optional={!back}
        none={back ? 'Choose' : 'Where it was'}
        options={places}
      />
      <NoteField state={state} />
    </>
  );
}

export function EscalateFields({ state, repair }: Fields & { repair: Repair }) {
  const higher = Object.entries(LEVELS).filter(([level]) => Number(level) > repair.level);
  return (
    <>
      <Field
        state={state}
        name="level"
        label="To"
        type="choice"
        required
        options={higher.map(([value, label]) => ({ value, label }))}
      />
      <ReasonField state={state} label="Why" />
    </>
  );
}

export function VendorFields({ state, vendors }: Fields & { vendors: readonly Option[] }) {
  return (
    <>
      <Field state={state} name="vendor" label="Vendor" type="select" required options={vendors} />
      <ExpectedField state={state} />
      <NoteField state={state} />
    </>
  );
}

export function HandOverFields({ state, technicians }: Fields & { technicians: readonly Option[] }) {
  return (
    <>
      <Field state={state} name="technician" label="To" type="select" required options={technicians} />
      <NoteField state={state} />
    </>
  );
}

export function OutcomeField({ state, required = true }: Fields & { required?: boolean }) {
  return (
    <Field
      state={state}
      name="outcome"
      label="Outcome"
      type="choice"
      required={required}
      options={optionsOf(OUTCOMES)}
    />
  );
}

export function CameBackFields({ state, symptoms }: Fields & { symptoms: readonly Option[] }) {
  return (
    <>
      <Field
        state={state}
        name="symptom"
        label="What is wrong now"
        type="select"
        optional
        none="The same as before"
        options={symptoms}
      />
      <NoteField state={state} />
    </>
  );
}

export function EditFields({ state }: Fields) {
  return (
    <>
      <Field
        state={state}
        name="priority"
        label="Priority"
        type="choice"
        required
        options={optionsOf(PRIORITIES)}
        hint="Another one makes another due time"
      />
      <Field state={state} name="level" label="Level" type="choice" required options={optionsOf(LEVELS)} />
      <ExpectedField state={state} />
      <Field state={state} name="covered" label="Counts as a covered incident" type="checkbox" />
    </>
  );
}

export function NoteFields({ state, people }: Fields & { people: readonly Option[] }) {
  return (
    <>
      <Field
        state={state}
        name="text"
        label="Note"
        type="textarea"
        required
        rows={5}
        maxlength={4000}
        hint="@ and a name tells that person"
      />
      <Field state={state} name="tell" label="Tell" type="select" optional none="Nobody" options={people} />
    </>
  );
}
