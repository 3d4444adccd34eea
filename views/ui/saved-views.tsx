import type { FormState } from '../../src/web/form-state.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from './action-form.tsx';
import { Field } from './field.tsx';
import { Form } from './form.tsx';

interface Props {
  /** the list: its URL takes the query, and `/views` and `/views/ID/remove` below it the forms */
  page: 'repairs' | 'devices';
  saving: FormState;
  /** the filters that are set now, as a query string */
  query: string;
  views: readonly { id: string; name: string; query: string }[];
}

/** Keeps the filters under a name of one's own, or takes that view off again. Stands inside `Results`. */
export function SaveView({ page, saving, query, views }: Props) {
  const shown = views.find((view) => view.query === query);
  const wrong = Object.keys(saving.errors).length > 0;
  if (shown && !wrong)
    return (
      <ActionForm
        action={`/${page}/views/${shown.id}/remove`}
        formKey={newKey()}
        submit={`Remove the view "${shown.name}"`}
        look="quiet"
      />
    );
  if (query === '' && !wrong) return null;
  return (
    <details class="more" open={wrong || undefined}>
      <summary>Keep these filters as a view</summary>
      <Form state={saving} action={`/${page}/views`} submit="Keep" look="plain" label="Keep as a view">
        <Field state={saving} name="query" label="Filters" type="hidden" initial={query} />
        <Field state={saving} name="page" label="List" type="hidden" initial={page} />
        <Field state={saving} name="name" label="Name" required maxlength={40} size="medium" />
      </Form>
    </details>
  );
}
