import type { UserDetails } from '../../src/accounts/user-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { When } from '../ui/when.tsx';

interface Props {
  frame: Frame;
  passkeys: UserDetails['passkeys'];
  /** a passkey is removed at `base/id/remove` */
  base: string;
  /** one's own can be named */
  own: boolean;
}

/** Passkeys of a login, each with what can be done to it. */
export function Passkeys({ frame, passkeys, base, own }: Props) {
  return (
    <ul class="rows">
      {passkeys.map(({ id, name, createdAt }) => (
        <li>
          <span>
            {name}{' '}
            <span class="quiet">
              since <When at={createdAt} frame={frame} />
            </span>
          </span>
          <div class="rows-end">
            {own ? (
              <details class="more">
                <summary>Rename</summary>
                <ActionForm action={`${base}/${id}/name`} formKey={newKey()} submit="Save" look="quiet">
                  <Field
                    state={{ values: { name }, errors: {}, key: '' }}
                    scope={id}
                    name="name"
                    label="Name"
                    required
                    maxlength={60}
                  />
                </ActionForm>
              </details>
            ) : null}
            <ActionForm
              action={`${base}/${id}/remove`}
              formKey={newKey()}
              submit="Remove"
              look="quiet"
              label={`Remove ${name}`}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}

/** A button that a script shows where the browser knows passkeys. */
export function PasskeyButton({
  frame,
  purpose,
  next,
  label,
}: {
  frame: Pick<Frame, 'asset'>;
  purpose: 'sign-in' | 'add';
  next?: string;
  label: string;
}) {
  return (
    <div data-passkey={purpose} data-code={frame.asset('passkey.js')} data-next={next} hidden>
      <div class="button-row">
        <Button type="button">{label}</Button>
      </div>
      <p role="status" />
    </div>
  );
}
