import type { FieldProps, Option } from './field-props.ts';
import { icon } from './icon.tsx';
import { optionsOf } from './options.ts';

interface Bound extends FieldProps {
  id: string;
  error: string | undefined;
}

/** What every box has: name, id, the ids of its hint and error, and what the browser can check itself. */
export function attributesOf(props: Bound) {
  const described = [props.hint ? `${props.id}-hint` : '', props.error ? `${props.id}-error` : ''];
  return {
    id: props.id,
    name: props.name,
    required: props.required,
    autofocus: props.autofocus,
    'aria-describedby': described.filter(Boolean).join(' ') || undefined,
    'aria-invalid': props.error ? 'true' : undefined,
    'data-autosubmit': props.autosubmit ? '' : undefined,
  };
}

type Extra = Record<string, string> & { inputmode?: FieldProps['inputmode'] };

/** What a type adds to a plain box. */
const extras: Record<string, Extra> = {
  number: { type: 'text', inputmode: 'numeric' },
  money: { type: 'text', inputmode: 'decimal', autocomplete: 'off' },
  date: { type: 'date' },
  time: { type: 'time' },
  email: { type: 'email', autocapitalize: 'none', spellcheck: 'false' },
  password: { type: 'password', autocapitalize: 'none', spellcheck: 'false' },
  tel: { type: 'tel' },
  search: { type: 'search', enterkeyhint: 'search', autocomplete: 'off' },
  file: { type: 'file' },
  tag: {
    type: 'text',
    autocapitalize: 'characters',
    autocomplete: 'off',
    autocorrect: 'off',
    spellcheck: 'false',
    enterkeyhint: 'go',
  },
};

/** The box of a field. A number is a text box with the numeric keyboard: the wheel cannot change it. */
export function Control(bound: { props: FieldProps; id: string; value: string; error: string | undefined }) {
  const props: Bound = { ...bound.props, id: bound.id, error: bound.error };
  const type = props.type ?? 'text';
  const attributes = attributesOf(props);
  if (type === 'select') return <Select {...props} value={bound.value} />;
  if (type === 'textarea') {
    return (
      <textarea
        {...attributes}
        rows={props.rows ?? 3}
        maxlength={props.maxlength}
        placeholder={props.placeholder}
      >
        {bound.value}
      </textarea>
    );
  }
  const list = props.suggestions?.length ? `${props.id}-list` : undefined;
  // A browser shows no date that is none, and what was typed must stay.
  const notADate = type === 'date' && bound.value !== '' && !isDate(bound.value);
  const notATime = type === 'time' && bound.value !== '' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(bound.value);
  const extra: Extra = notADate
    ? { type: 'text', placeholder: 'YYYY-MM-DD' }
    : notATime
      ? { type: 'text', placeholder: 'HH:MM' }
      : (extras[type] ?? { type: 'text' });
  const box = (
    <input
      {...extra}
      {...attributes}
      value={type === 'file' || type === 'password' ? undefined : bound.value}
      maxlength={props.maxlength}
      min={props.min}
      max={props.max}
      step={props.step}
      pattern={props.pattern}
      inputmode={props.inputmode ?? extra.inputmode}
      autocomplete={props.autocomplete ?? extra.autocomplete}
      placeholder={props.placeholder ?? extra.placeholder}
      accept={props.accept ?? (props.photo ? 'image/*' : undefined)}
      data-photo={props.photo ? '' : undefined}
      data-scan={type === 'tag' ? (props.scan ?? '') : undefined}
      capture={props.capture}
      multiple={props.multiple}
      readonly={props.readonly}
      list={list}
    />
  );
  return (
    <>
      {type === 'tag' || props.unit ? (
        <span class="box">
          {box}
          {props.unit ? <span class="unit">{props.unit}</span> : null}
          {type === 'tag' ? (
            <button class="scan-button" type="button" data-scan-for={props.id} hidden>
              {icon('camera')}
              <span class="hidden">Scan with the camera</span>
            </button>
          ) : null}
        </span>
      ) : (
        box
      )}
      {list ? (
        <datalist id={list}>
          {props.suggestions?.map((text) => (
            <option value={text} />
          ))}
        </datalist>
      ) : null}
    </>
  );
}

function isDate(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function Select(props: Bound & { value: string }) {
  const options = props.options ?? [];
  const groups = new Map<string, Option[]>();
  for (const option of options) {
    const group = groups.get(option.group ?? '');
    if (group) group.push(option);
    else groups.set(option.group ?? '', [option]);
  }
  return (
    <select {...attributesOf(props)}>
      {props.required && props.value && !props.none ? null : (
        <option value="">{props.none ?? (props.optional ? 'None' : 'Choose')}</option>
      )}
      {[...groups].map(([group, members]) =>
        group ? (
          <optgroup label={group}>{optionsOf(members, props.value)}</optgroup>
        ) : (
          optionsOf(members, props.value)
        ),
      )}
    </select>
  );
}
