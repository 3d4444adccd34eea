import type { Correction, Signature } from '../../src/audits/finding-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { When, when } from '../ui/when.tsx';
import type { AuditPageProps } from './page.tsx';

export function Planned({ audit, state, may }: AuditPageProps) {
  if (!may.run) return null;
  return (
    <>
      {state.errors.location ? <Notice tone="bad">{state.errors.location}</Notice> : null}
      <Card title="Begin">
        <p>The list of what is expected is frozen when it begins: what moves later is excused.</p>
        <ActionForm
          action={`/audits/${audit.id}/start`}
          formKey={newKey()}
          submit="Freeze the list and begin"
          busy="Freezing"
          look="primary"
        />
      </Card>
    </>
  );
}

export function Closing({ frame, audit, phones, state, silent, may }: AuditPageProps) {
  const old = new Date(Date.parse(frame.now) - silent * 60_000).toISOString();
  const quiet = phones.filter(({ saidAt }) => saidAt < old);
  const holding = phones.some(({ waiting }) => waiting > 0);
  return (
    <>
      <Card title="Phones" flush>
        <List
          label="Phones that count"
          rows={phones}
          compact
          columns={[
            { key: 'name', head: 'Whose', cell: (row) => row.name ?? 'Somebody', phone: 'title' },
            {
              key: 'waiting',
              head: 'Holds unsent',
              cell: (row) => (row.waiting > 0 ? status('bad', `${row.waiting} unsent`) : 'none'),
              narrow: true,
            },
            { key: 'said', head: 'Heard of', cell: (row) => when(row.saidAt, frame), narrow: true },
          ]}
          empty={<Empty text="Nobody has scanned yet." />}
        />
      </Card>
      {may.run ? (
        <Card title="Close">
          {quiet.length > 0 ? (
            <Notice tone="wait">
              Not heard of for a while: {quiet.map(({ name }) => name ?? 'somebody').join(', ')}. Ask whether
              their phones still hold scans.
            </Notice>
          ) : null}
          <Form
            state={state}
            action={`/audits/${audit.id}/close`}
            submit="End the counting"
            busy="Comparing"
            scope="close"
            label="Close"
          >
            {holding || state.errors.override || state.errors.reason ? (
              <>
                <Field
                  state={state}
                  scope="close"
                  name="override"
                  label="Close it without the scans that phones still hold; they are named for good"
                  type="checkbox"
                />
                <Field state={state} scope="close" name="reason" label="Why" maxlength={300} />
              </>
            ) : null}
          </Form>
        </Card>
      ) : null}
    </>
  );
}

export function Signing({ frame, audit, signatures, may }: AuditPageProps) {
  const here = `/audits/${audit.id}`;
  const mine = signatures.some((one) => one.person === frame.person?.id);
  return (
    <Card title="Sign">
      <SignatureList frame={frame} signatures={signatures} />
      {signatures.length > 0 ? (
        <p>Signed by who has counted. It takes the name of somebody who has not.</p>
      ) : (
        <p>
          Signing ends it: findings can no longer be settled or taken back. Whoever counted is not the only
          one to sign.
        </p>
      )}
      <div class="cluster">
        {mine ? null : may.sign === null ? (
          <ActionForm
            action={`${here}/sign`}
            formKey={newKey()}
            version={audit.version}
            submit="Sign"
            busy="Signing"
            look="primary"
            confirm="Signed results never change. Sign?"
          />
        ) : (
          <p class="quiet">{may.sign}.</p>
        )}
        {may.run && signatures.length === 0 ? (
          <ActionForm action={`${here}/reopen`} formKey={newKey()} submit="Count on" look="quiet" />
        ) : null}
      </div>
    </Card>
  );
}

export function SignatureList({ frame, signatures }: { frame: Frame; signatures: readonly Signature[] }) {
  if (signatures.length === 0) return null;
  return (
    <ul class="links">
      {signatures.map((one) => (
        <li>
          {one.name}
          {one.scanned === 1 ? ', who counted too' : ''}, <When at={one.at} frame={frame} />
        </li>
      ))}
    </ul>
  );
}

export function Corrections({ frame, audit, signatures, corrections, state, may }: AuditPageProps) {
  return (
    <>
      <Card title="Signatures">
        <SignatureList frame={frame} signatures={signatures} />
      </Card>
      <Card title="Said since" count={corrections.length}>
        <CorrectionList frame={frame} corrections={corrections} />
        {may.sign === null ? (
          <Form
            state={state}
            action={`/audits/${audit.id}/corrections`}
            submit="Add"
            look="plain"
            scope="correct"
            label="Correction"
          >
            <Field
              state={state}
              scope="correct"
              name="text"
              label="Correction"
              type="textarea"
              rows={2}
              maxlength={1000}
              hint="The signed results stay as they are"
              required
            />
            <Field
              state={state}
              scope="correct"
              name="device"
              label="Device"
              type="tag"
              scan="fill"
              optional
            />
          </Form>
        ) : null}
      </Card>
    </>
  );
}

export function CorrectionList({ frame, corrections }: { frame: Frame; corrections: readonly Correction[] }) {
  return (
    <ul class="links">
      {corrections.map((one) => (
        <li>
          {one.device ? <a href={`/devices/${one.device}`}>{one.tag || 'A device'}</a> : null} {one.text}{' '}
          <span class="quiet">
            {one.by}, <When at={one.at} frame={frame} />
          </span>
        </li>
      ))}
    </ul>
  );
}

export function CallOff({ audit, state, may }: AuditPageProps) {
  if (!may.run) return null;
  return (
    <details class="gap-above">
      <summary class="disclose">Call it off</summary>
      <Form
        state={state}
        action={`/audits/${audit.id}/call-off`}
        submit="Call it off"
        danger
        scope="off"
        label="Call off"
      >
        <Field state={state} scope="off" name="reason" label="Why" maxlength={300} required />
      </Form>
    </details>
  );
}
