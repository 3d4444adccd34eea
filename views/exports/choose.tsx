import type { ListExport } from '../../src/exports/list.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { FORMAT_OPTIONS } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  list: Pick<ListExport, 'name' | 'label' | 'columns'>;
  /** where the list stands */
  path: string;
  filters: Readonly<Record<string, string>>;
}

/** Which columns, and as what. */
export function ChoosePage({ frame, state, list, path, filters }: Props) {
  const query = new URLSearchParams(filters).toString();
  return (
    <Page
      frame={frame}
      title={`Export ${list.label.toLowerCase()}`}
      back={{ href: query ? `${path}?${query}` : path, label: list.label }}
      lede={query ? 'What the list shows with its filters.' : 'The whole list.'}
    >
      <Form
        state={state}
        action={`/exports/lists/${list.name}`}
        method="get"
        submit="Download"
        download
        extra={<Button formaction={`/exports/save/${list.name}`}>Save for later</Button>}
      >
        <Field
          state={state}
          name="columns"
          label="Columns"
          type="checkbox"
          options={list.columns.map(({ key, head }) => ({ value: key, label: head }))}
        />
        <Field state={state} name="format" label="File" type="choice" options={FORMAT_OPTIONS} />
        {Object.entries(filters).map(([name, value]) => (
          <Field state={state} name={name} label="" type="hidden" initial={value} />
        ))}
      </Form>
    </Page>
  );
}
