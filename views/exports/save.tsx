import type { ListExport } from '../../src/exports/list.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { FORMAT_OPTIONS, SCHEDULE_OPTIONS } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  list: Pick<ListExport, 'name' | 'label' | 'columns'>;
  /** the list's filters */
  query: string;
}

/** An export under a name, made again by itself. */
export function SavePage({ frame, state, list, query }: Props) {
  const here = `/exports/save/${list.name}${query ? `?${query}` : ''}`;
  return (
    <Page
      frame={frame}
      title={`Save the export of ${list.label.toLowerCase()}`}
      back={{ href: `/exports/choose/${list.name}${query ? `?${query}` : ''}`, label: 'Columns' }}
      lede="It is made in the background and shows what you may see on that day."
    >
      <Form state={state} action={here} submit="Save" busy="Saving">
        <Field state={state} name="name" label="Name" required maxlength={80} initial={list.label} />
        <Field state={state} name="schedule" label="Made" type="choice" options={SCHEDULE_OPTIONS} />
        <Field state={state} name="format" label="File" type="choice" options={FORMAT_OPTIONS} />
        <Field
          state={state}
          name="columns"
          label="Columns"
          hint="None ticked: all of them"
          type="checkbox"
          options={list.columns.map(({ key, head }) => ({ value: key, label: head }))}
        />
      </Form>
    </Page>
  );
}
