import { Choice } from './choice.tsx';
import { attributesOf, Control } from './control.tsx';
import { FieldError, Hint } from './field-parts.tsx';
import type { FieldProps } from './field-props.ts';
import { fieldId } from './form.tsx';

export type { FieldProps, FieldType, Option } from './field-props.ts';

/** Label, box, hint and error of one value, bound to each other. Views never write a raw input. */
export function Field(props: FieldProps) {
  const { state, name, type = 'text' } = props;
  const value = state.values[name] ?? props.initial ?? '';
  if (type === 'hidden') return <input type="hidden" name={name} value={one(value)} />;
  const id = fieldId(name, props.scope);
  const error = state.errors[name];
  if (type === 'choice' || (type === 'checkbox' && props.options)) {
    return <Choice {...props} id={id} value={value} error={error} />;
  }
  if (type === 'checkbox') return <Tick {...props} id={id} on={one(value)} error={error} />;
  const classes = ['field', error ? 'wrong' : '', props.size ?? ''].filter(Boolean).join(' ');
  return (
    <div class={classes}>
      <label for={id}>
        {props.label}
        {props.optional ? <span class="optional"> optional</span> : null}
      </label>
      <Hint id={id} hint={props.hint} />
      <Control props={props} id={id} value={one(value)} error={error} />
      <FieldError id={id} error={error} />
    </div>
  );
}

function Tick(props: FieldProps & { id: string; on: string; error: string | undefined }) {
  return (
    <div class={props.error ? 'field tick wrong' : 'field tick'}>
      <label class="tick-label">
        <input
          type="checkbox"
          value="1"
          checked={props.on === '1' || props.on === 'on'}
          {...attributesOf(props)}
        />
        <span>{props.label}</span>
      </label>
      <Hint id={props.id} hint={props.hint} />
      <FieldError id={props.id} error={props.error} />
    </div>
  );
}

function one(value: string | string[]): string {
  return Array.isArray(value) ? (value[0] ?? '') : value;
}
