import { FieldError, Hint } from './field-parts.tsx';
import type { FieldProps } from './field-props.ts';

interface ChoiceProps extends FieldProps {
  id: string;
  value: string | string[];
  error: string | undefined;
}

/** One of a few as large buttons (radios), or several of a few (ticks, `type="checkbox"`). */
export function Choice(props: ChoiceProps) {
  const { id, name, error } = props;
  const kind = props.type === 'checkbox' ? 'checkbox' : 'radio';
  const chosen = Array.isArray(props.value) ? props.value : [props.value];
  const described = [props.hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <fieldset class={error ? 'field choice wrong' : 'field choice'} aria-describedby={described || undefined}>
      <legend>
        {props.label}
        {props.optional ? <span class="optional"> optional</span> : null}
      </legend>
      <Hint id={id} hint={props.hint} />
      <div class="choices">
        {(props.options ?? []).map((option, index) => (
          <label class="choice-button">
            <input
              type={kind}
              id={index === 0 ? id : `${id}-${index}`}
              name={name}
              value={option.value}
              checked={chosen.includes(option.value)}
              required={kind === 'radio' && props.required}
              autofocus={index === 0 && props.autofocus}
              data-autosubmit={props.autosubmit ? '' : undefined}
            />
            <span class="choice-text">
              {option.label}
              {option.hint ? <small>{option.hint}</small> : null}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={id} error={error} />
    </fieldset>
  );
}
