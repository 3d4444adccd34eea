import type { Coverage as CoverageNow } from '../../src/devices/coverage-rules.ts';
import type { Fault, Option, Remedy } from '../../src/repairs/list-queries.ts';
import type { Line, Repair } from '../../src/repairs/queries.ts';
import type { PartOffer } from '../../src/stock/offer-rules.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Coverage } from '../devices/coverage.tsx';
import { Field } from '../ui/field.tsx';
import type { Option as Choice } from '../ui/field-props.ts';
import { FaultLinks } from './fault-links.tsx';
import { NewSerialField, NoteField } from './move-fields.tsx';
import { MovePage } from './move-page.tsx';
import { PartFields } from './part-fields.tsx';
import { CAUSES, optionsOf } from './words.ts';

export interface WorkPageProps {
  frame: Frame;
  state: FormState;
  repair: Repair;
  legal: boolean;
  /** null for a new one */
  line: Line | null;
  fault: Fault | null;
  faults: readonly Fault[];
  remedies: readonly Remedy[];
  offers: readonly PartOffer[];
  kits: readonly Choice[];
  bins: readonly Option[];
  device: { serial: string; variant: string | null };
  coverage: CoverageNow;
  above: boolean;
}

/** Work on one fault line: the fault chosen, the form follows. */
export function WorkPage(props: WorkPageProps) {
  const { state, repair, line, fault } = props;
  const here = `/repairs/${repair.number}/work`;
  const href = (code: string) =>
    `${here}?${new URLSearchParams({ line: line?.id ?? 'new', fault: code }).toString()}`;
  return (
    <MovePage
      frame={props.frame}
      state={state}
      repair={repair}
      title="Work"
      path="work"
      submit="Save"
      legal={props.legal}
      lede={
        <>
          {line?.symptomName ? `Reported: ${line.symptomName}. ` : ''}Coverage:{' '}
          <Coverage coverage={props.coverage} today={props.frame.today} />
        </>
      }
    >
      <FaultLinks faults={props.faults} chosen={fault?.code ?? ''} href={href} />
      <Field state={state} name="line" label="Line" type="hidden" initial={line?.id ?? ''} />
      <Field state={state} name="fault" label="Fault" type="hidden" initial={fault?.code ?? ''} />
      {state.errors.fault ? <p class="error">{state.errors.fault}</p> : null}
      {fault ? <Rest {...props} fault={fault} /> : <p class="quiet">Choose what is wrong.</p>}
    </MovePage>
  );
}

function Rest({
  state,
  fault,
  remedies,
  offers,
  kits,
  bins,
  device,
  above,
}: WorkPageProps & { fault: Fault }) {
  return (
    <>
      {above ? (
        <p class="quiet">
          {fault.name} is work of level {fault.level}: what you do is saved and marked.
        </p>
      ) : null}
      <Field
        state={state}
        name="remedy"
        label="Done"
        type="select"
        optional
        none="Nothing yet"
        options={remedies.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <Field state={state} name="minutes" label="Minutes" type="number" unit="min" size="short" required />
      <PartFields state={state} offers={offers} kits={kits} bins={bins} variant={device.variant} />
      <Field state={state} name="cause" label="Cause" type="choice" optional options={optionsOf(CAUSES)} />
      {fault.partKind === 'mainboard' ? <NewSerialField state={state} serial={device.serial} /> : null}
      <NoteField state={state} />
      <Field state={state} name="done" label="This fault is mended" type="checkbox" />
    </>
  );
}
