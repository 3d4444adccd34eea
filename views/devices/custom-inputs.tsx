import type { CustomField } from '../../src/custom-fields/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import { Field } from '../ui/field.tsx';

/** The district's own fields of this kind of device. */
export function CustomInputs({ state, fields }: { state: FormState; fields: readonly CustomField[] }) {
  return (
    <>
      {fields.map((field) => {
        const own = { state, name: `cf-${field.id}`, label: field.name, optional: true };
        if (field.type === 'choice')
          return (
            <Field
              {...own}
              type="select"
              options={field.choices.map((choice) => ({ value: choice, label: choice }))}
            />
          );
        if (field.type === 'date') return <Field {...own} type="date" size="short" />;
        if (field.type === 'number')
          return <Field {...own} inputmode="decimal" size="short" maxlength={20} />;
        return <Field {...own} maxlength={500} />;
      })}
    </>
  );
}
