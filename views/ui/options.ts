import type { Option } from './field-props.ts';
import { escaped, type Html, safe } from './html.ts';

/** The options of a select as one string: a district has two hundred sites, on every list of devices. */
export function optionsOf(list: readonly Option[], value: string): Html {
  let out = '';
  for (const option of list) {
    const label = option.hint ? `${option.label} - ${option.hint}` : option.label;
    const selected = option.value === value ? ' selected' : '';
    out += `<option value="${escaped(option.value)}"${selected}>${escaped(label)}</option>`;
  }
  return safe(out);
}
