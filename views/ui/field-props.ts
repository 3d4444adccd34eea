import type { Child } from 'hono/jsx';
import type { FormState } from '../../src/web/form-state.ts';

export interface Option {
  value: string;
  label: string;
  /** a second line on a choice button; behind a dash in a select */
  hint?: string;
  /** a heading above it in a select */
  group?: string;
}

export type FieldType =
  | 'text'
  | 'number'
  | 'date'
  | 'time'
  | 'email'
  | 'password'
  | 'tel'
  | 'search'
  | 'tag'
  | 'money'
  | 'textarea'
  | 'select'
  | 'choice'
  | 'checkbox'
  | 'file'
  | 'hidden';

export interface FieldProps {
  state: FormState;
  name: string;
  label: string;
  type?: FieldType;
  hint?: Child;
  /** select, choice; a checkbox with options is a list of ticks, all of one name */
  options?: readonly Option[];
  /** the first, empty line of a select; default 'Choose' */
  none?: string;
  required?: boolean;
  /** says "optional" beside the label */
  optional?: boolean;
  /** when the state has no value of that name */
  initial?: string | string[];
  maxlength?: number;
  min?: number | string;
  max?: number | string;
  step?: number | string;
  pattern?: string;
  inputmode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'search' | 'url';
  autocomplete?: string;
  /** stands behind the box: 'min', 'USD' */
  unit?: string;
  placeholder?: string;
  rows?: number;
  /** photos: made small on the phone before they are sent */
  photo?: boolean;
  /** tags: what a scan does; default: it submits where the form has only boxes for scans */
  scan?: 'submit' | 'fill';
  /** files: 'image/*' */
  accept?: string;
  /** files: 'environment' opens the camera at the back */
  capture?: 'environment' | 'user';
  multiple?: boolean;
  autofocus?: boolean;
  readonly?: boolean;
  /** sends its form when it changes */
  autosubmit?: boolean;
  /** suggestions of a text field */
  suggestions?: readonly string[];
  /** as given to Form */
  scope?: string;
  /** the width of the box in characters, for short things */
  size?: 'short' | 'medium' | 'full';
}
