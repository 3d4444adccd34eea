import { Field } from '../ui/field.tsx';
import { LoanerField } from './close.tsx';
import { NoteField, OutcomeField } from './move-fields.tsx';
import type { QuickPageProps } from './quick.tsx';
import { PLACES } from './words.ts';

const INSIDE = ['outcome', 'place', 'location', 'loaner', 'doneOn', 'note', 'covered'];

type Props = Pick<
  QuickPageProps,
  'frame' | 'state' | 'issuedTo' | 'whoHasIt' | 'places' | 'loaners' | 'earliest' | 'coverage'
>;

/** Outcome, place, day, note: right as they are in most cases. */
export function QuickMore(props: Props) {
  const { frame, state } = props;
  const place = String(state.values.place ?? 'stay') as keyof typeof PLACES;
  const wrong = INSIDE.some((name) => state.errors[name]);
  return (
    <>
      <LoanerField state={state} loaners={props.loaners} />
      <details class="more-fields" open={wrong || place === 'spare' || place === 'retire'}>
        <summary>
          {PLACES[place]}
          {place === 'stay' ? `: ${props.whoHasIt}` : place === 'back' ? `: ${props.issuedTo}` : ''}. More
        </summary>
        <OutcomeField state={state} />
        <Field
          state={state}
          name="place"
          label="Where the device goes"
          type="choice"
          required
          options={[
            { value: 'stay', label: PLACES.stay, hint: props.whoHasIt },
            { value: 'back', label: PLACES.back, hint: props.issuedTo },
            { value: 'spare', label: PLACES.spare },
            { value: 'retire', label: PLACES.retire },
          ]}
        />
        <Field
          state={state}
          name="location"
          label="Put at"
          type="select"
          optional
          none="For spare pool and retirement: choose where"
          options={props.places}
        />
        <Field
          state={state}
          name="doneOn"
          label="Done on"
          type="date"
          size="short"
          min={props.earliest}
          max={frame.today}
        />
        {props.coverage.plan ? (
          <Field state={state} name="covered" label="Counts as a covered incident" type="checkbox" />
        ) : null}
        <NoteField state={state} />
      </details>
    </>
  );
}
