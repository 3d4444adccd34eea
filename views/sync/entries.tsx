import type { LaidBefore } from '../../src/sync/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { when } from '../ui/when.tsx';
import { KIND_WORDS } from './words.ts';

interface Props {
  frame: Frame;
  entries: readonly LaidBefore[];
  /** of the form that was sent */
  state: FormState;
  /** key of the entry whose form that is */
  sent: string;
}

/** What came from phones of people who may not save it any more: a manager saves it or throws it out. */
export function EntriesPage({ frame, entries, state, sent }: Props) {
  return (
    <Page
      frame={frame}
      title="From phones, for you to decide"
      back={{ href: '/', label: 'Today' }}
      lede="Done without a network by people whose login or role has ended since. It was done: save it, or say why not."
    >
      {entries.length === 0 ? <Empty icon="check" text="Nothing waits for you." /> : null}
      {entries.map((entry) => (
        <Entry
          frame={frame}
          entry={entry}
          state={entry.key === sent ? state : { values: {}, errors: {}, key: newKey() }}
        />
      ))}
    </Page>
  );
}

function Entry({ frame, entry, state }: { frame: Frame; entry: LaidBefore; state: FormState }) {
  const { fields } = JSON.parse(entry.form) as { fields: Record<string, string | string[]> };
  const typed = Object.entries(fields)
    .filter(([, value]) => value.length > 0)
    .map(([name, value]) => ({ label: name, value: Array.isArray(value) ? value.join(', ') : value }));
  return (
    <Card title={KIND_WORDS[entry.kind] ?? entry.kind} id={`e-${entry.key}`}>
      <Facts
        facts={[
          { label: 'By', value: entry.personName },
          { label: 'Device', value: entry.deviceTag ?? entry.device },
          { label: 'Done', value: when(entry.doneAt, frame) },
          { label: 'Came', value: when(entry.atServer, frame) },
          { label: 'Why', value: entry.why, wide: true },
          ...typed,
        ]}
      />
      <Form
        state={state}
        action={`/phones/entries/${entry.key}`}
        scope={`e${entry.key}`}
        submit="Save it"
        busy="Saving"
        label={`Decide on ${KIND_WORDS[entry.kind] ?? entry.kind} of ${entry.deviceTag ?? entry.device}`}
        extra={
          <Button name="decision" value="withdraw" look="danger">
            Throw it out
          </Button>
        }
      >
        <Field
          state={state}
          scope={`e${entry.key}`}
          name="ref"
          label="Other device"
          optional
          maxlength={200}
          hint="Its tag or serial, where the one above is not right"
        />
        <Field
          state={state}
          scope={`e${entry.key}`}
          name="reason"
          label="Reason"
          optional
          maxlength={500}
          hint="Needed to throw it out"
        />
      </Form>
    </Card>
  );
}
