import type { Check, Checklist } from '../../src/visits/checklist-queries.ts';
import type { Item } from '../../src/visits/checklist-rules.ts';
import type { Visit } from '../../src/visits/queries.ts';
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
  visit: Visit;
  list: Checklist;
  items: readonly Item[];
  checks: readonly Check[];
}

/** A checklist at a visit: what was answered stands there, and can be put right. */
export function ChecksPage({ frame, state, visit, list, items, checks }: Props) {
  const here = `/visits/${visit.id}`;
  const begun = visit.state === 'arrived' || visit.state === 'left';
  return (
    <Page frame={frame} title={list.name} back={{ href: here, label: visit.siteName }}>
      {begun ? null : <Notice tone="wait">Tap Arrived first: answers belong to the visit.</Notice>}
      <Form
        state={state}
        action={`${here}/checks/${list.id}`}
        submit="Save answers"
        cancel={here}
        multipart
        sticky
      >
        {items.map((item) => (
          <Question state={state} item={item} check={checks.find((check) => check.item === item.key)} />
        ))}
      </Form>
    </Page>
  );
}

function Question({ state, item, check }: { state: FormState; item: Item; check: Check | undefined }) {
  const note = `note.${item.key}`;
  const device = `device.${item.key}`;
  const initial = check ? { initial: check.answer } : {};
  if (item.kind === 'photo')
    return (
      <Card>
        <Field
          state={state}
          name={`photo.${item.key}`}
          label={item.text}
          type="file"
          accept="image/jpeg,image/png,image/webp"
          capture="environment"
          photo
          optional
          hint={check?.photo ? 'One is kept already' : undefined}
        />
      </Card>
    );
  if (item.kind === 'value')
    return (
      <Card>
        <Field
          state={state}
          name={`answer.${item.key}`}
          label={item.text}
          maxlength={200}
          {...initial}
          optional
        />
      </Card>
    );
  return (
    <Card>
      <Field
        state={state}
        name={`answer.${item.key}`}
        label={item.text}
        type="choice"
        {...initial}
        optional
        options={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
          { value: 'n/a', label: 'Not here' },
        ]}
      />
      <details class="more" open={state.errors[device] !== undefined || undefined}>
        <summary>What is wrong</summary>
        <div class="stack">
          <Field
            state={state}
            name={note}
            label="Note"
            maxlength={500}
            optional
            hint="A no is put on the list of what is to be done"
          />
          <Field
            state={state}
            name={device}
            label="Device"
            type="tag"
            scan="fill"
            optional
            hint="With its tag a repair is opened instead"
          />
        </div>
      </details>
    </Card>
  );
}
