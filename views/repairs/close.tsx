import type { Option } from '../../src/repairs/list-queries.ts';
import type { Loaner } from '../../src/repairs/loaner-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import { Field } from '../ui/field.tsx';
import { NoteField, OutcomeField } from './move-fields.tsx';
import { PLACES } from './words.ts';

interface Props {
  state: FormState;
  /** to whom it is issued, in words */
  issuedTo: string;
  places: readonly Option[];
  loaners: readonly Loaner[];
  /** the repair was made ready with an outcome already */
  hasOutcome: boolean;
}

/** Outcome and place: what a repair needs to be closed. */
export function CloseFields({ state, issuedTo, places, loaners, hasOutcome }: Props) {
  return (
    <>
      {hasOutcome ? null : <OutcomeField state={state} />}
      <Field
        state={state}
        name="place"
        label="Where the device goes"
        type="choice"
        required
        initial="back"
        options={[
          { value: 'back', label: PLACES.back, hint: issuedTo },
          { value: 'spare', label: PLACES.spare },
          { value: 'retire', label: PLACES.retire, hint: 'a manager decides' },
        ]}
      />
      <Field
        state={state}
        name="location"
        label="Put at"
        type="select"
        optional
        none="For spare pool and retirement: choose where"
        options={places}
      />
      <LoanerField state={state} loaners={loaners} />
      <NoteField state={state} />
    </>
  );
}

/** The loaner that comes back in the same step; proposed where there is one. */
export function LoanerField({ state, loaners }: Pick<Props, 'state' | 'loaners'>) {
  const [first] = loaners;
  if (!first) return null;
  return (
    <Field
      state={state}
      name="loaner"
      label="The loaner comes back"
      type="choice"
      initial={first.id}
      options={[
        ...loaners.map((loaner) => ({
          value: loaner.id,
          label: loaner.tag || loaner.serial,
          hint: loaner.modelName,
        })),
        { value: '', label: 'Not now' },
      ]}
    />
  );
}
