import type { Coverage as CoverageNow } from '../../src/devices/coverage-rules.ts';
import type { Fault, Option, Remedy } from '../../src/repairs/list-queries.ts';
import type { Loaner } from '../../src/repairs/loaner-queries.ts';
import type { Line } from '../../src/repairs/queries.ts';
import type { SameAgain } from '../../src/repairs/quick-queries.ts';
import type { PartOffer } from '../../src/stock/offer-rules.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Coverage } from '../devices/coverage.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import type { Option as Choice } from '../ui/field-props.ts';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { FaultLinks } from './fault-links.tsx';
import { NewSerialField } from './move-fields.tsx';
import { PartFields } from './part-fields.tsx';
import { QuickMore } from './quick-more.tsx';
import { CAUSES, deviceText, numberText, optionsOf } from './words.ts';

export interface QuickPageProps {
  frame: Frame;
  state: FormState;
  device: {
    id: string;
    tag: string;
    serial: string;
    modelName: string;
    variant: string | null;
    variantName: string | null;
  };
  coverage: CoverageNow;
  /** the repair that it finishes, with its fault lines that are not done */
  open: { id: string; number: number; lines: readonly Line[] } | null;
  fault: Fault | null;
  faults: readonly Fault[];
  remedies: readonly Remedy[];
  offers: readonly PartOffer[];
  kits: readonly Choice[];
  bins: readonly Option[];
  places: readonly Option[];
  loaners: readonly Loaner[];
  issuedTo: string;
  whoHasIt: string;
  same: SameAgain | null;
  /** the first day that "done on" may say */
  earliest: string;
  above: boolean;
  intern: boolean;
}

/** A repair on one screen. Choosing the fault fills in the rest; saving can be the next tap. */
export function QuickPage(props: QuickPageProps) {
  const { frame, state, device, open, fault, same } = props;
  const here = `/devices/${device.id}/repair`;
  return (
    <Page
      frame={frame}
      title={`Repair ${deviceText(device)}`}
      heading={
        <>
          <span class="mono">{deviceText(device)}</span> Repair
        </>
      }
      back={{ href: `/devices/${device.id}`, label: deviceText(device) }}
      lede={
        <>
          {device.modelName}
          {device.variantName ? `, ${device.variantName}` : ''}. Coverage:{' '}
          <Coverage coverage={props.coverage} today={frame.today} />
        </>
      }
    >
      {same && !fault ? (
        <p>
          <LinkButton href={`${here}?fault=${same.fault}&remedy=${same.remedy}`} look="primary">
            Same again: {same.faultName}, {same.remedyName.toLowerCase()}
          </LinkButton>
        </p>
      ) : null}
      <FaultLinks
        faults={props.faults}
        chosen={fault?.code ?? ''}
        href={(code) => `${here}?fault=${code}`}
        open={6}
      />
      {open ? (
        <Notice tone="note" action={<a href={`/repairs/${open.number}`}>{numberText(open.number)}</a>}>
          {fault ? 'This finishes the repair that is open.' : 'A repair is open: choose what was found.'}
        </Notice>
      ) : null}
      {fault || state.message || Object.keys(state.errors).length > 0 ? (
        <QuickForm {...props} here={here} />
      ) : (
        <p>
          <a href={`/repairs/new?device=${device.id}`}>Only report it</a>
        </p>
      )}
    </Page>
  );
}

function QuickForm(props: QuickPageProps & { here: string }) {
  const { state, device, open, fault, remedies } = props;
  return (
    <Form
      state={state}
      action={props.here}
      submit="Save"
      busy="Saving"
      sticky
      extra={
        <Button name="next" value="scan" busy="Saving">
          Save and next
        </Button>
      }
    >
      <Field state={state} name="fault" label="Fault" type="hidden" initial={fault?.code ?? ''} />
      <Field state={state} name="repair" label="Repair" type="hidden" initial={open?.id ?? ''} />
      {open && open.lines.length > 1 ? (
        <Field
          state={state}
          name="lines"
          label="What is finished"
          type="checkbox"
          options={open.lines.map((line) => ({
            value: line.id,
            label: line.faultName ?? line.symptomName ?? 'Not said',
          }))}
        />
      ) : null}
      {fault && props.above ? (
        <p class="quiet">
          {fault.name} is work of level {fault.level}: what you do is saved and marked.
        </p>
      ) : null}
      <div class="fields">
        <Field
          state={state}
          name="remedy"
          label="Done"
          type="select"
          required
          options={remedies.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Field state={state} name="minutes" label="Minutes" type="number" unit="min" size="short" required />
      </div>
      <PartFields
        state={state}
        offers={props.offers}
        kits={props.kits}
        bins={props.bins}
        variant={device.variant}
      />
      <Field state={state} name="cause" label="Cause" type="choice" optional options={optionsOf(CAUSES)} />
      {fault?.partKind === 'mainboard' ? <NewSerialField state={state} serial={device.serial} /> : null}
      <QuickMore {...props} />
      {props.intern ? <p class="quiet">A specialist confirms it later; the device can go back now.</p> : null}
    </Form>
  );
}
