import type { Lot, LotDevice } from '../../src/disposal/lot-queries.ts';
import type { Scanned } from '../../src/disposal/lots.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ScanBox } from '../scan/box.tsx';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { List } from '../ui/table.tsx';
import { countOf, deviceLabel } from './words.ts';

type Rest = Pick<LotDevice, 'id' | 'device' | 'tag' | 'serial' | 'modelName'>;

interface Props {
  frame: Frame;
  lot: Lot;
  state: FormState;
  /** what the last scan did */
  last: Scanned | null;
}

function Outcome({ state, last, words }: { state: FormState; last: Scanned | null; words: string }) {
  // The form says it in words; this is its sound.
  if (state.errors.q)
    return (
      <output class="hidden" data-outcome="bad" data-outcome-key={state.key}>
        {state.errors.q}
      </output>
    );
  if (state.message)
    return (
      <Notice tone="bad">
        <output data-outcome="bad" data-outcome-key={state.key}>
          {state.message}
        </output>
      </Notice>
    );
  if (!last) return null;
  return (
    <Notice tone="good">
      <output data-outcome="good" data-outcome-key={state.key}>
        {last.label} {words}
      </output>
    </Notice>
  );
}

const WHAT = [
  { value: 'both', label: 'Both' },
  { value: 'deprovisioned', label: 'Deprovisioned' },
  { value: 'wiped', label: 'Wiped' },
];

/** The bench where devices are deprovisioned and wiped: each scan ticks one. */
export function PreparePage({ frame, lot, state, last }: Props) {
  const url = `/disposal/lots/${lot.id}`;
  return (
    <Page
      frame={frame}
      title={`Wipe lot ${lot.n}`}
      back={{ href: url, label: `Lot ${lot.n}` }}
      lede={`${lot.ready} of ${lot.devices} are ready`}
    >
      <Outcome state={state} last={last} words="is ticked" />
      <ScanBox
        state={{ ...state, message: undefined } as FormState}
        action={`${url}/prepare`}
        method="post"
        label="Tag or serial"
        hint="Scan each device when it is done"
        submit="Tick"
      >
        <Field state={state} name="what" label="What was done" type="choice" options={WHAT} required />
      </ScanBox>
    </Page>
  );
}

/** The truck is at the door: a scan proves that a device has left. */
export function LoadOutPage(props: Props & { rest: readonly Rest[]; mayClose: boolean }) {
  const { frame, lot, state, last, rest } = props;
  const url = `/disposal/lots/${lot.id}`;
  return (
    <Page
      frame={frame}
      title={`Load out lot ${lot.n}`}
      back={{ href: url, label: `Lot ${lot.n}` }}
      lede={
        <strong class="station-count">
          {lot.gone} left, {rest.length} to go
        </strong>
      }
    >
      <Outcome state={state} last={last} words="has left" />
      {last ? (
        <ActionForm
          action={`${url}/devices/${last.device}/back`}
          formKey={newKey()}
          submit="It did not leave"
          look="quiet"
        />
      ) : null}
      {lot.state === 'approved' ? (
        <ScanBox
          state={{ ...state, message: undefined } as FormState}
          action={`${url}/load-out`}
          method="post"
          label="Tag or serial"
          hint="Scan each device as it goes onto the truck"
          submit="It leaves"
        />
      ) : (
        <p>Nothing leaves before the lot is approved.</p>
      )}
      {props.mayClose && lot.gone > 0 && lot.state === 'approved' ? (
        <div class="buttons gap-above">
          <LinkButton href={`${url}/close`}>Close the lot</LinkButton>
        </div>
      ) : null}
      <RestCard rest={rest} title="Not scanned yet" />
    </Page>
  );
}

function RestCard({ rest, title }: { rest: readonly Rest[]; title: string }) {
  if (rest.length === 0) return null;
  return (
    <Card title={title} count={rest.length} flush tone="wait">
      <List
        label={title}
        rows={rest}
        href={(row) => `/devices/${row.device}`}
        columns={[
          { key: 'tag', head: 'Device', cell: (row) => deviceLabel(row), phone: 'title', mono: true },
          { key: 'model', head: 'Model', cell: (row) => row.modelName },
        ]}
      />
    </Card>
  );
}

/** Who has it now, when it went, what it brought, and the certificate. */
export function CloseLotPage(props: { frame: Frame; lot: Lot; state: FormState; rest: readonly Rest[] }) {
  const { frame, lot, state, rest } = props;
  const url = `/disposal/lots/${lot.id}`;
  return (
    <Page
      frame={frame}
      title={`Close lot ${lot.n}`}
      back={{ href: url, label: `Lot ${lot.n}` }}
      lede={`By scan ${countOf(lot.gone)} left`}
    >
      <RestCard rest={rest} title="Not scanned out: these stay, retired and free for another lot" />
      <Form
        state={state}
        action={`${url}/close`}
        submit="Close the lot"
        busy="Saving"
        cancel={url}
        multipart
        sticky
      >
        <Field state={state} name="recycler" label="Recycler" required maxlength={120} />
        <Field state={state} name="leftOn" label="Left on" type="date" required max={frame.today} />
        <Field
          state={state}
          name="proceeds"
          label="Proceeds"
          type="money"
          optional
          size="short"
          hint="Split over the devices, to the cent"
        />
        <Field
          state={state}
          name="certificate"
          label="Certificate"
          type="file"
          accept="application/pdf,image/jpeg,image/png"
          hint="PDF, JPEG or PNG, at most 12 MB"
        />
        <Field state={state} name="noCertificate" label="Or why there is none" optional maxlength={200} />
      </Form>
    </Page>
  );
}
