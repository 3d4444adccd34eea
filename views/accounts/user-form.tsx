import type { StaffRow } from '../../src/accounts/user-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { ROLE_WORDS } from './words.ts';

export interface BinOption {
  id: string;
  name: string;
  keeper: string | null;
}

interface NewProps {
  frame: Frame;
  state: FormState;
  bins: readonly BinOption[];
  /** the staff person who gets the login */
  staff?: StaffRow | null;
  /** people found by name, to choose one */
  found: readonly StaffRow[];
  typed: string;
}

/** A new login: for somebody of the staff who is known already, or for a new one. */
export function NewUserPage({ frame, state, bins, staff, found, typed }: NewProps) {
  return (
    <Page frame={frame} title="New user" back={{ href: '/users', label: 'Users' }}>
      {staff ? null : <StaffSearch found={found} typed={typed} />}
      <Form state={state} action="/users/new" submit="Create and invite" busy="Saving" cancel="/users" sticky>
        {staff ? (
          <>
            <p>
              For <strong>{`${staff.givenName} ${staff.familyName}`}</strong>
              {staff.siteName ? `, ${staff.siteName}` : ''}. <a href="/users/new">Somebody else</a>
            </p>
            <Field state={state} name="person" label="" type="hidden" initial={staff.id} />
          </>
        ) : (
          <NameFields state={state} />
        )}
        <RightsFields state={state} bins={bins} />
      </Form>
    </Page>
  );
}

interface EditProps {
  frame: Frame;
  state: FormState;
  bins: readonly BinOption[];
  id: string;
  name: string;
}

export function EditUserPage({ frame, state, bins, id, name }: EditProps) {
  return (
    <Page frame={frame} title={`Edit ${name}`} back={{ href: `/users/${id}`, label: name }}>
      <Form
        state={state}
        action={`/users/${id}/edit`}
        submit="Save"
        busy="Saving"
        cancel={`/users/${id}`}
        sticky
      >
        <NameFields state={state} />
        <RightsFields state={state} bins={bins} />
      </Form>
    </Page>
  );
}

function StaffSearch({ found, typed }: { found: readonly StaffRow[]; typed: string }) {
  const state: FormState = { values: { q: typed }, errors: {}, key: '' };
  return (
    <Card title="On the staff already?">
      <Form state={state} action="/users/new" method="get" submit="Find" look="plain" scope="staff">
        <Field
          state={state}
          scope="staff"
          name="q"
          label="Name or staff number"
          type="search"
          maxlength={80}
        />
      </Form>
      {typed && found.length === 0 ? <p class="quiet">Nobody found: fill in the name below.</p> : null}
      <ul class="links">
        {found.map((person) => (
          <li>
            {person.hasLogin ? (
              <a href={`/users/${person.id}`}>{`${person.givenName} ${person.familyName}`}</a>
            ) : (
              <a href={`/users/new?person=${person.id}`}>{`${person.givenName} ${person.familyName}`}</a>
            )}{' '}
            <span class="quiet">
              {person.siteName ?? ''}
              {person.hasLogin ? ' has a login' : ''}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function NameFields({ state }: { state: FormState }) {
  return (
    <>
      <Field state={state} name="givenName" label="Given name" required maxlength={80} />
      <Field state={state} name="familyName" label="Family name" required maxlength={80} />
    </>
  );
}

function RightsFields({ state, bins }: { state: FormState; bins: readonly BinOption[] }) {
  const codes = 'Codes of sites, as MAP, BIR';
  return (
    <>
      <Field
        state={state}
        name="email"
        label="E-mail address"
        type="email"
        autocomplete="off"
        required
        maxlength={200}
      />
      <Field
        state={state}
        name="roles"
        label="Roles"
        type="checkbox"
        hint="Rights add up"
        options={Object.entries(ROLE_WORDS).map(([value, label]) => ({ value, label }))}
      />
      <Field
        state={state}
        name="level"
        label="Level of a specialist"
        type="select"
        optional
        none="None"
        size="short"
        options={['I', 'II', 'III'].map((label, index) => ({ value: String(index + 1), label }))}
      />
      <Field
        state={state}
        name="contactSites"
        label="Schools of a school contact"
        optional
        maxlength={4000}
        hint={codes}
      />
      <Field
        state={state}
        name="mainSites"
        label="Main sites of a specialist"
        optional
        maxlength={4000}
        hint={codes}
      />
      <Field
        state={state}
        name="backupSites"
        label="Backup sites of a specialist"
        optional
        maxlength={4000}
        hint={codes}
      />
      <Field
        state={state}
        name="bin"
        label="Vehicle"
        type="select"
        optional
        none="None"
        hint="Parts that this person uses are taken from it"
        options={bins.map((bin) => ({
          value: bin.id,
          label: bin.keeper ? `${bin.name} (${bin.keeper})` : bin.name,
        }))}
      />
    </>
  );
}
