import type { Checklist } from '../../src/visits/checklist-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { PURPOSE_OPTIONS, PURPOSE_WORDS } from './words.ts';

export function ChecklistList({
  frame,
  lists,
  mayEdit,
}: {
  frame: Frame;
  lists: readonly Checklist[];
  mayEdit: boolean;
}) {
  return (
    <Page
      frame={frame}
      title="Checklists"
      back={{ href: '/visits/rules', label: 'Visits by rule' }}
      lede="A visit offers those of its purpose."
      primary={
        mayEdit ? (
          <LinkButton href="/visits/checklists/new" look="primary" icon="plus">
            New checklist
          </LinkButton>
        ) : null
      }
    >
      <Card title="Lists" count={lists.length}>
        <ul class="rows">
          {lists.map((list) => (
            <li>
              <span>
                {mayEdit ? <a href={`/visits/checklists/${list.id}`}>{list.name}</a> : list.name}
                <span class="rows-more">
                  {PURPOSE_WORDS[list.purpose]}
                  {list.retiredAt ? ', not offered any more' : ''}
                </span>
              </span>
              {mayEdit ? (
                <ActionForm
                  action={`/visits/checklists/${list.id}/retire`}
                  formKey={newKey()}
                  version={list.version}
                  submit={list.retiredAt ? 'Offer it again' : 'Retire'}
                  look="quiet"
                  label={`${list.retiredAt ? 'Offer again' : 'Retire'} ${list.name}`}
                />
              ) : null}
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  );
}

export function ChecklistPage({
  frame,
  state,
  list,
}: {
  frame: Frame;
  state: FormState;
  list: Checklist | null;
}) {
  return (
    <Page
      frame={frame}
      title={list ? list.name : 'New checklist'}
      back={{ href: '/visits/checklists', label: 'Checklists' }}
    >
      <Form
        state={state}
        action={list ? `/visits/checklists/${list.id}` : '/visits/checklists/new'}
        submit="Save"
        cancel="/visits/checklists"
      >
        <Field state={state} name="title" label="Name" maxlength={80} required />
        <Field
          state={state}
          name="purpose"
          label="Purpose"
          type="choice"
          initial="routine"
          options={PURPOSE_OPTIONS}
        />
        <Field
          state={state}
          name="items"
          label="Items"
          type="textarea"
          rows={12}
          maxlength={6000}
          required
          hint="One a line, so that yes is good. End a line with | value for a figure, with | photo for a picture."
        />
      </Form>
    </Page>
  );
}
