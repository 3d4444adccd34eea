import type { FormState } from '../../src/web/form-state.ts';
import { Card, Cards } from './card.tsx';
import { Field } from './field.tsx';
import { Form } from './form.tsx';

const faults = ['Screen', 'Keyboard', 'Keycap', 'Battery', 'Hinge', 'Charging port', 'More'];

const fresh: FormState = {
  values: { fault: 'Screen', minutes: '15', parts: ['lcd'] },
  errors: {},
  key: 'key-1',
};

const wrong: FormState = {
  values: { tag: '48 213', email: 'not an address', price: '-1', bought: '2026-02-31', fault: '' },
  errors: {
    tag: 'There is a device with this tag already: 48213 at Birch Middle.',
    email: 'Write the address like name@school.org.',
    price: 'The price cannot be below zero.',
    fault: 'Choose what is wrong.',
  },
  key: 'key-2',
  version: 7,
};

const conflicted: FormState = {
  values: { home: 'birch', note: 'The lid is loose.' },
  errors: {},
  message: 'Rosa Wren changed this device while you were typing. Look at both, then save again.',
  conflict: [
    { label: 'Home school', yours: 'Birch Middle', theirs: 'Maple Elementary' },
    { label: 'Note', yours: 'The lid is loose.', theirs: '' },
  ],
  key: 'key-3',
  version: 8,
};

/** Forms as they are first shown, with errors, and after a conflict. */
export function GalleryForms() {
  return (
    <Cards columns={3}>
      <Card title="Quick repair">
        <Form
          state={fresh}
          action="/gallery"
          submit="Save and next"
          busy="Saving"
          scope="quick"
          multipart
          sticky
        >
          <Field
            state={fresh}
            scope="quick"
            name="fault"
            label="What is wrong"
            type="choice"
            required
            options={faults.map((fault) => ({ value: fault, label: fault }))}
          />
          <Field
            state={fresh}
            scope="quick"
            name="parts"
            label="Parts"
            type="checkbox"
            hint="What fits this model and fault"
            options={[
              { value: 'lcd', label: 'LCD 11.6 touch', hint: 'my van 2, depot 14' },
              { value: 'bezel', label: 'Bezel', hint: 'depot 3' },
            ]}
          />
          <Field
            state={fresh}
            scope="quick"
            name="minutes"
            label="Time"
            type="number"
            unit="min"
            size="short"
          />
          <Field
            state={fresh}
            scope="quick"
            name="note"
            label="Note"
            type="textarea"
            optional
            maxlength={2000}
          />
          <Field
            state={fresh}
            scope="quick"
            name="photo"
            label="Photo"
            type="file"
            accept="image/*"
            optional
          />
          <Field
            state={fresh}
            scope="quick"
            name="loaner"
            label="Give a loaner for the time"
            type="checkbox"
            hint="It is due when this one is back."
          />
        </Form>
      </Card>
      <Card title="New device">
        <Form state={wrong} action="/gallery" submit="Save" busy="Saving" scope="new" cancel="#devices">
          <Field
            state={wrong}
            scope="new"
            name="tag"
            label="Asset tag"
            type="tag"
            hint="Scan it, or type what is printed below the bars"
            required
            maxlength={40}
          />
          <Field
            state={wrong}
            scope="new"
            name="email"
            label="Address of the contact"
            type="email"
            optional
          />
          <div class="fields">
            <Field state={wrong} scope="new" name="price" label="Price" type="money" unit="USD" />
            <Field state={wrong} scope="new" name="bought" label="Bought on" type="date" />
          </div>
          <Field
            state={wrong}
            scope="new"
            name="fault"
            label="What is wrong"
            type="choice"
            options={[
              { value: 'a', label: 'Screen' },
              { value: 'b', label: 'Something else' },
            ]}
          />
        </Form>
      </Card>
      <Card title="After a conflict">
        <Form state={conflicted} action="/gallery" submit="Retire" busy="Retiring" scope="edit" danger>
          <Field
            state={conflicted}
            scope="edit"
            name="home"
            label="Home school"
            type="select"
            options={[
              { value: 'maple', label: 'Maple Elementary', group: 'Schools' },
              { value: 'birch', label: 'Birch Middle', group: 'Schools' },
              { value: 'depot', label: 'North depot', group: 'Depots' },
            ]}
          />
          <Field state={conflicted} scope="edit" name="note" label="Note" type="textarea" />
          <Field
            state={conflicted}
            scope="edit"
            name="word"
            label="Password"
            type="password"
            autocomplete="off"
          />
          <Field state={conflicted} scope="edit" name="kept" label="Number" initial="R-004871" readonly />
        </Form>
      </Card>
    </Cards>
  );
}
