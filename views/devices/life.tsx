import type { Choice } from '../../src/devices/form-queries.ts';
import type { Device } from '../../src/devices/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { deviceName, optionsOf, RETIRE_WORDS, USE_WORDS } from './words.ts';

/** The last part of the URL. */
export type Fateful = 'lost' | 'found' | 'retire' | 'dispose' | 'restore' | 'use';

interface Words {
  title: string;
  submit: string;
  proposal: string;
  hint: string;
}

const WORDS: Readonly<Record<Fateful, Words>> = {
  lost: {
    title: 'Report lost or stolen',
    submit: 'Report it',
    proposal: 'Propose it',
    hint: 'Nobody has it from then on, and every scan says so. It stays issued to its person.',
  },
  found: {
    title: 'Found',
    submit: 'It is here',
    proposal: '',
    hint: 'It is in service again, and its home is told.',
  },
  retire: {
    title: 'Retire',
    submit: 'Retire it',
    proposal: 'Propose to retire it',
    hint: 'It is out of use and issued to nobody. It can be taken into service again.',
  },
  dispose: {
    title: 'Dispose of',
    submit: 'It is gone',
    proposal: 'Propose to dispose of it',
    hint: 'Sold, recycled or destroyed. Its record and history stay.',
  },
  restore: {
    title: 'Take into service again',
    submit: 'Take into service',
    proposal: '',
    hint: 'It is in service again, where it is.',
  },
  use: { title: 'Change its use', submit: 'Change', proposal: '', hint: '' },
};

interface Props {
  frame: Frame;
  state: FormState;
  what: Fateful;
  device: Device;
  /** the person may only ask for it */
  proposes: boolean;
  places: readonly Choice[];
}

/** One thing that befalls a device: lost, found, retired, disposed of, back in service, for another use. */
export function LifeForm({ frame, state, what, device, proposes, places }: Props) {
  const words = WORDS[what];
  const here = `/devices/${device.id}`;
  return (
    <Page
      frame={frame}
      title={`${words.title}: ${deviceName(device)}`}
      heading={words.title}
      lede={`${deviceName(device)}, ${device.modelName}, ${device.homeName}`}
      back={{ href: here, label: deviceName(device) }}
    >
      {proposes ? (
        <Notice tone="note">A manager decides about it. Until then the device stays as it is.</Notice>
      ) : null}
      <Form
        state={state}
        action={`${here}/${what}`}
        submit={proposes ? words.proposal : words.submit}
        busy="Saving"
        cancel={here}
        danger={!proposes && (what === 'dispose' || what === 'retire')}
        sticky
      >
        <Field state={state} name="seen" label="State" type="hidden" />
        <Fields what={what} state={state} device={device} places={places} />
        {words.hint ? <p class="quiet">{words.hint}</p> : null}
      </Form>
    </Page>
  );
}

function Fields({ what, state, device, places }: Pick<Props, 'what' | 'state' | 'device' | 'places'>) {
  if (what === 'use') {
    const uses = optionsOf(USE_WORDS);
    return (
      <Field
        state={state}
        name="use"
        label="Use"
        type="choice"
        required
        options={uses}
        initial={device.use}
      />
    );
  }
  if (what === 'found') {
    return (
      <>
        <Field
          state={state}
          name="place"
          label="Where is it"
          type="select"
          required
          options={places}
          initial={device.home}
        />
        <Field state={state} name="note" label="Note" type="textarea" optional maxlength={1000} />
      </>
    );
  }
  return (
    <>
      {what === 'lost' ? (
        <>
          <Field state={state} name="state" label="What happened" type="choice" required options={LOSSES} />
          <Field
            state={state}
            name="policeReport"
            label="Police report number"
            optional
            maxlength={60}
            size="medium"
          />
        </>
      ) : null}
      {what === 'retire' ? (
        <Field
          state={state}
          name="why"
          label="Why"
          type="choice"
          required
          options={optionsOf(RETIRE_WORDS)}
        />
      ) : null}
      <Field
        state={state}
        name="reason"
        label={what === 'dispose' ? 'How and where to' : 'What is known about it'}
        type="textarea"
        maxlength={1000}
        optional={what !== 'dispose'}
        required={what === 'dispose'}
      />
    </>
  );
}

const LOSSES = [
  { value: 'lost', label: 'Lost' },
  { value: 'stolen', label: 'Stolen' },
];
