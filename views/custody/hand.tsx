import type { Child } from 'hono/jsx';
import type { TargetRow } from '../../src/custody/target-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { ACCESSORY_WORDS, deviceName, targetOptions } from './words.ts';

export type HandKind = 'check-out' | 'check-in' | 'move' | 'loan' | 'issue';

export interface HandProps {
  frame: Frame;
  kind: HandKind;
  device: { id: string; tag: string; serial: string; modelName: string };
  state: FormState;
  /** in words for who looks: who has it, and whom it is issued to */
  holder: string;
  issued: string;
  /** whoever has it can go with it to another place */
  hasHolder: boolean;
  /** whom or what may be meant */
  choices: readonly TargetRow[];
}

interface Words {
  title: string;
  to: string;
  hint: string;
  submit: string;
}

const WORDS: Readonly<Record<HandKind, Words>> = {
  'check-out': {
    title: 'Check out',
    to: 'To whom or where',
    hint: 'Scan a badge or the code of a room, cart or vehicle, or type a name',
    submit: 'Check out',
  },
  'check-in': {
    title: 'Check in',
    to: 'Another place',
    hint: 'Scan or type its code, or type its name',
    submit: 'Check in',
  },
  move: {
    title: 'Move',
    to: 'Another place',
    hint: 'Scan or type its code, or type its name',
    submit: 'Move',
  },
  loan: {
    title: 'Lend',
    to: 'To whom',
    hint: 'Scan a badge, or type a name',
    submit: 'Lend',
  },
  issue: {
    title: 'Issue',
    to: 'To whom or which room or cart',
    hint: 'Scan a badge or a code, or type a name. Who has the device does not change.',
    submit: 'Issue',
  },
};

/** One device goes to somebody or somewhere: check out, check in, move, lend, issue. */
export function HandPage({ frame, kind, device, state, holder, issued, hasHolder, choices }: HandProps) {
  const words = WORDS[kind];
  const name = deviceName(device);
  const here = `/devices/${device.id}`;
  return (
    <Page
      frame={frame}
      title={`${words.title} ${name}`}
      back={{ href: here, label: name }}
      lede={device.modelName}
    >
      <Facts
        facts={[
          { label: 'Issued to', value: issued },
          { label: 'Who has it', value: holder },
        ]}
      />
      <Form state={state} action={`${here}/${kind}`} submit={words.submit} cancel={here} sticky>
        <Field state={state} name={kind === 'issue' ? 'assignment' : 'custody'} label="" type="hidden" />
        {choices.length > 0 ? (
          <Field
            state={state}
            name="target"
            type="choice"
            label={state.errors.target ? 'Which one' : kind === 'check-out' ? 'Issued to' : 'Where'}
            {...(state.errors.target ? {} : { initial: targetOptions(choices)[0]?.value ?? '' })}
            options={targetOptions(choices)}
          />
        ) : null}
        <Field
          state={state}
          name="to"
          type="tag"
          label={words.to}
          hint={words.hint}
          maxlength={200}
          optional={choices.length > 0}
        />
        <More kind={kind} state={state} frame={frame} hasHolder={hasHolder} />
      </Form>
    </Page>
  );
}

function More({
  kind,
  state,
  frame,
  hasHolder,
}: Pick<HandProps, 'kind' | 'state' | 'frame' | 'hasHolder'>): Child {
  if (kind === 'loan') {
    return (
      <Field
        state={state}
        name="dueOn"
        type="date"
        label="Due back"
        required
        min={frame.today}
        initial={frame.today}
        size="short"
      />
    );
  }
  if (kind === 'check-in') {
    return (
      <>
        <Field
          state={state}
          name="missing"
          type="checkbox"
          label="Missing"
          optional
          options={Object.entries(ACCESSORY_WORDS).map(([value, label]) => ({ value, label }))}
        />
        <Field
          state={state}
          name="end"
          type="checkbox"
          label="It is issued to nobody from now on"
          hint="Leave it empty for repairs, holidays and storage: it stays theirs"
        />
      </>
    );
  }
  return (
    <>
      {kind === 'check-out' ? (
        <Field
          state={state}
          name="issue"
          type="checkbox"
          label="Issue it to them: it is theirs from now on"
        />
      ) : null}
      {kind === 'move' && hasHolder ? (
        <Field state={state} name="keep" type="checkbox" label="Whoever has it goes with it" />
      ) : null}
      <Field
        state={state}
        name="slot"
        type="number"
        label="Slot of the cart"
        optional
        min={1}
        max={200}
        size="short"
      />
      {kind === 'move' ? null : <Counts state={state} />}
    </>
  );
}

/** What is issued with the device: counted, not tagged. */
export function Counts({ state }: { state: FormState }) {
  return (
    <>
      <Field
        state={state}
        name="chargers"
        type="number"
        label="Chargers issued with it"
        initial="0"
        min={0}
        max={9}
        size="short"
      />
      <Field
        state={state}
        name="cases"
        type="number"
        label="Cases"
        initial="0"
        min={0}
        max={9}
        size="short"
      />
      <Field
        state={state}
        name="hotspots"
        type="number"
        label="Hotspots"
        initial="0"
        min={0}
        max={9}
        size="short"
      />
    </>
  );
}
