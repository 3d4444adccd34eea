import type { LocationKind } from '../../src/locations/forms.ts';
import type { Location, LocationOption } from '../../src/locations/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { KIND_WORDS, optionsOf, TYPE_WORDS } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  kind: LocationKind;
  parents: readonly LocationOption[];
  /** absent for a new one */
  location?: Location;
}

/** A new location, or the edit of one. */
export function LocationForm({ frame, state, kind, parents, location }: Props) {
  const action = location ? `/locations/${location.id}/edit` : '/locations/new';
  const back = location
    ? { href: `/locations/${location.id}`, label: location.name }
    : { href: '/locations', label: 'Locations' };
  return (
    <Page
      frame={frame}
      title={location ? `Edit ${location.name}` : `New ${KIND_WORDS[kind].toLowerCase()}`}
      back={back}
    >
      {location ? null : (
        <nav aria-label="Kind of location" class="tabs">
          {optionsOf(KIND_WORDS).map(({ value, label }) => (
            <a href={`/locations/new?kind=${value}`} aria-current={value === kind ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
      )}
      <Form
        state={state}
        action={action}
        submit={location ? 'Save' : 'Create'}
        busy="Saving"
        cancel={back.href}
        sticky
      >
        {location ? null : <Field state={state} name="kind" label="Kind" type="hidden" initial={kind} />}
        <Field state={state} name="name" label="Name" required maxlength={120} />
        <Field
          state={state}
          name="code"
          label="Code"
          required
          maxlength={30}
          size="short"
          hint="Short and unique, as on the door or in rostering files"
        />
        {parents.length > 0 ? (
          <Field state={state} name="parent" label="Lies in" type="select" required options={parents} />
        ) : null}
        {kind === 'site' ? (
          <Field
            state={state}
            name="siteType"
            label="Type"
            type="select"
            optional
            options={optionsOf(TYPE_WORDS)}
          />
        ) : null}
        {kind === 'cart' ? (
          <Field
            state={state}
            name="slots"
            label="Slots"
            type="number"
            min={1}
            max={200}
            optional
            size="short"
          />
        ) : null}
        {kind === 'room' || kind === 'cart' ? null : (
          <>
            <Field state={state} name="address" label="Address" optional maxlength={300} />
            <Field
              state={state}
              name="latitude"
              label="Latitude"
              optional
              inputmode="decimal"
              size="short"
              hint="Degrees, as 39.29: for distances between sites"
            />
            <Field
              state={state}
              name="longitude"
              label="Longitude"
              optional
              inputmode="decimal"
              size="short"
            />
          </>
        )}
        <Field state={state} name="note" label="Note" type="textarea" optional maxlength={1000} />
      </Form>
    </Page>
  );
}
