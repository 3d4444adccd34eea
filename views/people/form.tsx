import type { LocationOption } from '../../src/locations/queries.ts';
import type { PersonKind } from '../../src/people/forms.ts';
import type { Person } from '../../src/people/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { GRADE_OPTIONS, PERSON_KINDS } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  kind: PersonKind;
  sites: readonly LocationOption[];
  /** absent for a new one */
  person?: Person;
}

/** A new person, or the edit of one. */
export function PersonForm({ frame, state, kind, sites, person }: Props) {
  const name = person ? `${person.givenName} ${person.familyName}` : '';
  const back = person ? { href: `/people/${person.id}`, label: name } : { href: '/people', label: 'People' };
  const student = kind === 'student';
  return (
    <Page
      frame={frame}
      title={person ? `Edit ${name}` : student ? 'New student' : 'New staff member'}
      back={back}
    >
      {person ? null : (
        <Tabs
          label="Kind of person"
          tabs={Object.entries(PERSON_KINDS).map(([value, label]) => ({
            href: `/people/new?kind=${value}`,
            label,
            on: value === kind,
          }))}
        />
      )}
      <Form
        state={state}
        action={person ? `/people/${person.id}/edit` : '/people/new'}
        submit={person ? 'Save' : 'Create'}
        busy="Saving"
        cancel={back.href}
        sticky
      >
        {person ? null : <Field state={state} name="kind" label="Kind" type="hidden" initial={kind} />}
        <Field state={state} name="givenName" label="Given name" required maxlength={80} autocomplete="off" />
        <Field
          state={state}
          name="familyName"
          label="Family name"
          required
          maxlength={80}
          autocomplete="off"
        />
        <Field
          state={state}
          name="externalId"
          label="Id"
          type="tag"
          optional
          maxlength={60}
          size="medium"
          hint="As on the badge and in rostering files"
        />
        <Field
          state={state}
          name="site"
          label="Site"
          type="select"
          options={sites}
          required={student}
          optional={!student}
        />
        {student ? (
          <Field state={state} name="grade" label="Grade" type="select" options={GRADE_OPTIONS} optional />
        ) : (
          <>
            <Field state={state} name="title" label="Title" optional maxlength={80} />
            <Field
              state={state}
              name="email"
              label="E-mail"
              type="email"
              optional
              maxlength={200}
              autocomplete="off"
            />
          </>
        )}
        {person ? (
          <Field
            state={state}
            name="active"
            label="Still there"
            type="checkbox"
            hint="Who has left signs in no more; the history stays, and what was not given back"
          />
        ) : null}
      </Form>
    </Page>
  );
}
