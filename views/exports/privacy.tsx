import type { Removable } from '../../src/exports/purge.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';

interface Props {
  frame: Frame;
  state: FormState;
  person: Removable;
  mayRemove: boolean;
}

/** What is held about a person, and how it is removed for good. */
export function PrivacyPage({ frame, state, person, mayRemove }: Props) {
  const name = `${person.given} ${person.family}`;
  return (
    <Page frame={frame} title={`Privacy of ${name}`} back={{ href: `/people/${person.id}`, label: name }}>
      <Card title="Data on request">
        <p class="prose">
          One JSON file with every row that names {name}, what its columns mean, and the history. Passwords
          and tokens are not in it. That it was taken out is recorded.
        </p>
        <Form
          state={{ values: {}, errors: {}, key: state.key }}
          action={`/people/${person.id}/data`}
          submit="Download what is held"
          look="plain"
          label="Data on request"
          scope="data"
          download
        />
      </Card>
      {mayRemove ? (
        <Card title="Remove for good">
          <div class="prose">
            <p>
              <strong>There is no undo.</strong> The name, addresses and ids of {name} go everywhere: from
              lists and search, from notes, mail, imports and what Google says, from saved exports' files, and
              from a login. The free texts of their own history go with them.
            </p>
            <p>
              What stays is an anonymous id: which devices were in whose hands, repairs, and a history that
              still verifies. Files of imports and exports that lie here are removed with the name. Backups,
              districts that were taken out, files that lie in the inbox and copies on phones keep the name
              until they are replaced.
            </p>
          </div>
          {person.against.length > 0 ? (
            <Notice tone="wait">{`Not yet: ${person.against.join('. ')}.`}</Notice>
          ) : (
            <Form
              state={state}
              action={`/people/${person.id}/privacy`}
              submit="Remove for good"
              busy="Removing"
              danger
              cancel={`/people/${person.id}`}
              label="Remove for good"
            >
              <Field
                state={state}
                name="name"
                label={`Type the name: ${name}`}
                required
                maxlength={170}
                autocomplete="off"
              />
              <Field
                state={state}
                name="photos"
                type="checkbox"
                label="The photos of their repairs too"
                hint="Faces, labels and screens may show who it was"
              />
            </Form>
          )}
        </Card>
      ) : null}
    </Page>
  );
}
