import type { Lot, LotDevice } from '../../src/disposal/lot-queries.ts';
import type { Scanned } from '../../src/disposal/lots.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ScanBox } from '../scan/box.tsx';
import { ActionForm } from '../ui/action-form.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { amountText } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { Status, status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { TickBar } from '../ui/tick-bar.tsx';
import { DateOnly, When } from '../ui/when.tsx';
import { countOf, deviceLabel, LOT_STATES } from './words.ts';

interface LotProps {
  frame: Frame;
  lot: Lot;
  state: FormState;
  last: Scanned | null;
  devices: readonly LotDevice[];
  next: string | null;
  mayWork: boolean;
  mayApprove: boolean;
  mayClose: boolean;
  mayEnd: boolean;
}

/** One lot: its devices with their ticks, and what may be done with it now. */
export function LotPage(props: LotProps) {
  const { frame, lot, state, last, devices, next } = props;
  const url = `/disposal/lots/${lot.id}`;
  const open = lot.closedAt === null;
  const words = state.message ?? state.errors[''] ?? state.errors.ids;
  return (
    <Page
      frame={frame}
      title={`Lot ${lot.n}: ${lot.name}`}
      wide
      back={{ href: '/disposal/lots', label: 'Disposal' }}
      lede={
        <span class="cluster">
          <Status
            tone={LOT_STATES[lot.state]?.[0] ?? 'plain'}
            word={LOT_STATES[lot.state]?.[1] ?? lot.state}
          />
          <span>
            {countOf(lot.devices)}, {lot.ready} ready, {lot.gone} left
          </span>
        </span>
      }
      actions={props.mayWork ? <LotMoves {...props} /> : null}
      primary={
        props.mayWork && lot.state === 'approved' ? (
          <LinkButton href={`${url}/load-out`} look="primary" icon="scan">
            Load out
          </LinkButton>
        ) : null
      }
    >
      {words ? <Notice tone="bad">{words}</Notice> : null}
      {last ? (
        <Notice tone="good">
          <output data-outcome="good" data-outcome-key={last.device}>
            {last.label} is in the lot
          </output>
        </Notice>
      ) : null}
      {state.errors.q ? (
        <output class="hidden" data-outcome="bad" data-outcome-key={state.key}>
          {state.errors.q}
        </output>
      ) : null}
      {open && props.mayWork && lot.state === 'draft' ? (
        <ScanBox
          state={{ ...state, message: undefined } as FormState}
          action={`${url}/scan`}
          method="post"
          label="Tag or serial"
          hint="Scan one retired device after the other"
          submit="Add"
        />
      ) : null}
      <Facts
        facts={[
          { label: 'Stands at', value: lot.placeName },
          { label: 'Made by', value: lot.maker ?? '' },
          { label: 'Approved by', value: lot.approver ?? '' },
          { label: 'Approved', value: lot.approvedAt ? <When at={lot.approvedAt} frame={frame} /> : null },
          { label: 'Recycler', value: lot.recycler },
          { label: 'Left on', value: lot.leftOn ? <DateOnly date={lot.leftOn} today={frame.today} /> : null },
          { label: 'Proceeds', value: lot.state === 'closed' ? amountText(lot.proceedsCents) : null },
          {
            label: 'Certificate',
            value: lot.certificate ? <a href={`${url}/certificate`}>Download</a> : lot.noCertificate,
          },
        ]}
      />
      <DeviceTable {...{ frame, lot, devices, state }} mayWork={props.mayWork && open} />
      <Pager
        shown={devices.length}
        noun={['devices', 'device']}
        total={lot.devices}
        {...(next ? { next: `${url}?cursor=${next}` } : {})}
      />
    </Page>
  );
}

function LotMoves({ lot, mayApprove, mayClose, mayEnd }: LotProps) {
  const url = `/disposal/lots/${lot.id}`;
  const move = (name: string, words: string, look: 'plain' | 'primary' | 'quiet' = 'plain') => (
    <ActionForm
      action={`${url}/move`}
      formKey={newKey()}
      version={lot.version}
      values={{ move: name }}
      submit={words}
      look={look}
    />
  );
  const open = lot.closedAt === null;
  return (
    <span class="cluster">
      {open && lot.devices > 0 ? (
        <LinkButton href={`${url}/prepare`}>Wipe and tick by scanning</LinkButton>
      ) : null}
      {lot.state === 'draft' && lot.devices > 0
        ? move('propose', 'Propose', mayApprove ? 'plain' : 'primary')
        : null}
      {(lot.state === 'draft' || lot.state === 'proposed') && lot.devices > 0 && mayApprove
        ? move('approve', 'Approve', 'primary')
        : null}
      {(lot.state === 'proposed' || lot.state === 'approved') && lot.gone === 0 && mayEnd
        ? move('return', 'Gather on')
        : null}
      {lot.state === 'approved' && lot.gone > 0 && mayClose ? (
        <LinkButton href={`${url}/close`}>Close</LinkButton>
      ) : null}
      {open && lot.gone === 0 && mayEnd ? move('withdraw', 'Withdraw', 'quiet') : null}
    </span>
  );
}

function DeviceTable(props: {
  frame: Frame;
  lot: Lot;
  devices: readonly LotDevice[];
  state: FormState;
  mayWork: boolean;
}) {
  const { lot, devices, mayWork } = props;
  const url = `/disposal/lots/${lot.id}`;
  const ticked = (at: string | null, by: string | null) =>
    at ? status('good', by ? `${by}` : 'done') : status('wait', 'not yet');
  return (
    <>
      <List
        label="Devices of the lot"
        rows={devices}
        href={(row) => `/devices/${row.device}`}
        tone={(row) => (row.leftAt ? 'done' : '')}
        {...(mayWork
          ? {
              select: {
                name: 'ids',
                value: (row: LotDevice) => row.id,
                label: (row: LotDevice) => deviceLabel(row),
                form: 'ticks',
              },
            }
          : {})}
        columns={[
          { key: 'tag', head: 'Device', cell: (row) => deviceLabel(row), phone: 'title', mono: true },
          { key: 'model', head: 'Model', cell: (row) => row.modelName },
          {
            key: 'dep',
            head: 'Deprovisioned',
            cell: (row) => ticked(row.deprovisionedAt, row.deprovisioner),
            narrow: true,
          },
          { key: 'wiped', head: 'Wiped', cell: (row) => ticked(row.wipedAt, row.wiper), narrow: true },
          {
            key: 'left',
            head: 'Left',
            cell: (row) =>
              row.leftAt
                ? status('good', 'scanned out')
                : row.endedWhy === 'stayed'
                  ? status('wait', 'stayed')
                  : '',
            narrow: true,
          },
          ...(lot.state === 'closed'
            ? [
                {
                  key: 'cents',
                  head: 'Proceeds',
                  cell: (row: LotDevice) => (row.leftAt ? amountText(row.proceedsCents) : ''),
                  numeric: true,
                  narrow: true,
                },
              ]
            : []),
        ]}
        empty={<Empty text="Nothing is on it yet. Scan the first retired device." />}
      />
      {mayWork && devices.length > 0 ? (
        <TickBar id="ticks" action={`${url}/tick`} formKey={newKey()}>
          <Button name="what" value="deprovisioned">
            Deprovisioned
          </Button>
          <Button name="what" value="wiped">
            Wiped
          </Button>
          <Button name="what" value="both" look="primary">
            Both
          </Button>
          <Button name="what" value="none" look="quiet">
            Neither
          </Button>
        </TickBar>
      ) : null}
    </>
  );
}
