import type { UnitState } from '../../src/directory/write-rules.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';

const STATE_LABELS: Readonly<Record<UnitState, string>> = {
  one_to_one: 'In service, one-to-one',
  cart: 'In service, cart',
  staff: 'In service, staff',
  loaner: 'In service, loaner',
  spare: 'In service, spare',
  testing: 'In service, testing',
  lost: 'Lost',
  stolen: 'Stolen',
  retired: 'Retired',
  disposed: 'Disposed of',
};

const SCOPE = 'https://www.googleapis.com/auth/admin.directory.device.chromeos';

/** What of ours is written to Google: rules, off until an admin switches them on. */
export function WriteSettingsPage({ frame, state }: { frame: Frame; state: FormState }) {
  return (
    <Page
      frame={frame}
      title="Writing back to Google"
      lede="Off until you switch it on. A comparison shows every change first, device by device."
      back={{ href: '/directory/write-back', label: 'Writing back' }}
    >
      <Notice tone="note">
        It needs one more scope for the service account than reading does: <span class="mono">{SCOPE}</span>.
        It is asked for when something is written, not before.
      </Notice>
      <Form
        state={state}
        action="/settings/directory/write"
        submit="Save"
        busy="Saving"
        cancel="/directory/write-back"
      >
        <Field state={state} name="on" label="Write back to Google" type="checkbox" />
        <Field
          state={state}
          name="assetId"
          label="Asset id: our tag"
          type="checkbox"
          hint="A device without a tag keeps what Google says"
        />
        <Field
          state={state}
          name="user"
          label="Annotated user"
          type="choice"
          hint="Students’ addresses leave this server where you choose one of the last two; a name never does"
          options={[
            { value: 'off', label: 'Leave it alone' },
            { value: 'fill', label: 'The address of whom it is issued to' },
            { value: 'mirror', label: 'The same, and emptied where it is issued to nobody' },
          ]}
        />
        <Field
          state={state}
          name="location"
          label="Annotated location: home, and the room or cart that it is issued to"
          type="checkbox"
        />
        <Card title="Unit by use and state">
          <p class="quiet">
            The whole path, as <span class="mono">/Devices/Spare</span>; <span class="mono">{'{site}'}</span>{' '}
            is the code of its home. Left empty, the unit stays as it is.
          </p>
          {Object.entries(STATE_LABELS).map(([one, label]) => (
            <Field state={state} name={`units.${one}`} label={label} maxlength={300} optional />
          ))}
        </Card>
        <Field
          state={state}
          name="nightly"
          label="After each nightly reading, without asking"
          type="checkbox"
          hint="Compared and written by itself, unless more would change than below"
        />
        <Field
          state={state}
          name="percent"
          label="Then ask first where more would change than"
          type="number"
          min={1}
          max={100}
          required
          size="short"
          unit="%"
        />
      </Form>
    </Page>
  );
}
