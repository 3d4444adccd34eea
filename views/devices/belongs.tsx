import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';

interface Props {
  frame: Frame;
  state: FormState;
  /** the tag or serial as it was scanned */
  scanned: string;
  homeName: string;
  modelName: string;
}

/** All that another site's device shows to whoever scans it: whose it is, what it is, and two things to do. */
export function BelongsPage({ frame, state, scanned, homeName, modelName }: Props) {
  const ref = encodeURIComponent(scanned);
  return (
    <Page
      frame={frame}
      title={scanned}
      back={{ href: '/scan', label: 'Scan' }}
      lede={
        <>
          Belongs to <strong>{homeName}</strong>. {modelName}
        </>
      }
      primary={
        <LinkButton href={`/repairs/new?device=${ref}`} look="plain" icon="repairs">
          Report a repair
        </LinkButton>
      }
    >
      <Form state={state} action={`/devices/${ref}/have-it`} submit="I have it here" busy="Telling them">
        <Field
          state={state}
          name="note"
          label="Note"
          optional
          maxlength={1000}
          hint={`${homeName} is told that it is at your school`}
        />
      </Form>
    </Page>
  );
}
