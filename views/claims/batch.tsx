import type { Batch, ChaseNote, Claim } from '../../src/claims/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Menu } from '../ui/menu.tsx';
import { Page } from '../ui/page.tsx';
import { status } from '../ui/status.tsx';
import { Timeline } from '../ui/timeline.tsx';
import { dateOnly, When } from '../ui/when.tsx';
import { ClaimList } from './batch-devices.tsx';
import { Problems } from './problems.tsx';
import { BATCH_STATES, batchText } from './words.ts';

export interface BatchPageProps {
  frame: Frame;
  state: FormState;
  batch: Batch;
  claims: readonly Claim[];
  /** those that nothing pays for, by id */
  uncovered: ReadonlySet<string>;
  chases: readonly ChaseNote[];
  mayWork: boolean;
}

/** A batch: what is in it, what is still to be done, what is not back. */
export function BatchPage(props: BatchPageProps) {
  const { frame, state, batch, mayWork } = props;
  const number = batchText(batch.number);
  const away = batch.state === 'sent' || batch.state === 'partly_back';
  const late = away && batch.expectedOn !== null && batch.expectedOn < frame.today;
  return (
    <Page
      frame={frame}
      title={number}
      wide
      heading={<span class="mono">{number}</span>}
      back={{ href: '/vendor-batches', label: 'Vendor batches' }}
      lede={
        <>
          {status(...BATCH_STATES[batch.state])} {late ? status('bad', 'Late') : null} {batch.vendorName}
        </>
      }
      actions={<Actions {...props} />}
      primary={mayWork ? <Primary {...props} /> : null}
    >
      <Problems state={state} />
      <About {...props} />
      <ClaimList {...props} />
      {away || props.chases.length > 0 ? <Chases {...props} away={away} /> : null}
    </Page>
  );
}

function Primary({ batch }: BatchPageProps) {
  const here = `/vendor-batches/${batchText(batch.number)}`;
  if (batch.state === 'draft') {
    return (
      <ActionForm
        action={`${here}/scan`}
        formKey={newKey()}
        submit="Scan devices in"
        icon="scan"
        look="primary"
      />
    );
  }
  if (batch.state === 'packed') {
    return (
      <LinkButton href={`${here}/send`} look="primary" icon="next">
        Send
      </LinkButton>
    );
  }
  if (batch.waiting > 0) {
    return (
      <LinkButton href="/vendor-batches/receive" look="primary" icon="scan">
        Receive
      </LinkButton>
    );
  }
  return null;
}

function Actions({ batch, mayWork }: BatchPageProps) {
  const here = `/vendor-batches/${batchText(batch.number)}`;
  const { version } = batch;
  const key = newKey;
  const ended = batch.state === 'closed' || batch.state === 'cancelled';
  const items = mayWork
    ? [
        ended ? null : <a href={`${here}/edit`}>RMA, carrier, note</a>,
        batch.state === 'draft' ? <a href="/vendor-batches/covered">Tick covered repairs</a> : null,
        <a href={`${here}/packing-list.csv`} download>
          Packing list as CSV
        </a>,
        batch.state === 'packed' ? (
          <ActionForm
            action={`${here}/unpack`}
            formKey={key()}
            version={version}
            submit="Unpack"
            look="quiet"
          />
        ) : null,
        batch.state === 'draft' || batch.state === 'packed' ? (
          <ActionForm
            action={`${here}/cancel`}
            formKey={key()}
            version={version}
            submit="Cancel the batch"
            look="quiet"
            confirm="Cancel the batch? Its devices are free for another one."
          />
        ) : null,
      ].filter((item) => item !== null)
    : [];
  return (
    <>
      {mayWork && batch.state === 'draft' && batch.devices > 0 ? (
        <ActionForm
          action={`${here}/packed`}
          formKey={key()}
          version={version}
          submit="Packed"
          icon="check"
        />
      ) : null}
      <LinkButton href={`${here}/packing-list`}>Packing list</LinkButton>
      {items.length > 0 ? <Menu label="More" items={items} /> : null}
    </>
  );
}

function About({ frame, batch }: BatchPageProps) {
  const by = (at: string | null, name: string | null) =>
    at ? (
      <>
        <When at={at} frame={frame} />
        {name ? ` by ${name}` : ''}
      </>
    ) : null;
  return (
    <Card>
      <Facts
        facts={[
          { label: 'Vendor', value: <a href={`/locations/${batch.vendor}`}>{batch.vendorName}</a> },
          { label: 'RMA number', value: batch.rma ? <span class="mono">{batch.rma}</span> : null },
          { label: 'Carrier', value: batch.carrier },
          {
            label: 'Tracking number',
            value: batch.tracking ? <span class="mono">{batch.tracking}</span> : null,
          },
          { label: 'Devices', value: String(batch.devices) },
          batch.sentAt ? { label: 'Not back', value: String(batch.waiting) } : null,
          {
            label: 'Expected back',
            value: batch.expectedOn ? dateOnly(batch.expectedOn, frame.today) : null,
          },
          { label: 'Started', value: by(batch.createdAt, batch.createdByName) },
          { label: 'Packed', value: by(batch.packedAt, batch.packedByName) },
          { label: 'Sent', value: by(batch.sentAt, batch.sentByName) },
          { label: 'Ended', value: by(batch.closedAt, null) },
          { label: 'History', value: <a href={`/history/${batch.id}`}>What was done</a> },
          { label: 'Note', value: batch.note, wide: true },
        ]}
      />
    </Card>
  );
}

function Chases({ frame, state, batch, chases, mayWork, away }: BatchPageProps & { away: boolean }) {
  return (
    <Card title="Asked the vendor" count={chases.length} id="chases">
      {chases.length > 0 ? (
        <Timeline
          frame={frame}
          label="When the vendor was asked"
          items={chases.map((note) => ({ at: note.at, who: note.personName ?? '', what: note.text }))}
        />
      ) : null}
      {mayWork && away ? (
        <Form
          state={{ ...state, errors: {}, message: undefined } as FormState}
          action={`/vendor-batches/${batchText(batch.number)}/chase`}
          submit="Note it"
          look="plain"
          label="Asked the vendor"
        >
          <Field
            state={state}
            name="text"
            label="Whom you asked, and what they say"
            type="textarea"
            rows={2}
            required
          />
        </Form>
      ) : null}
    </Card>
  );
}
