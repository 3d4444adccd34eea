import type { Fault, Option, Symptom } from '../../src/repairs/list-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { numberText, optionsOf, PRIORITIES } from './words.ts';

export interface ReportPageProps {
  frame: Frame;
  state: FormState;
  /** as the URL names the device */
  ref: string;
  device: { tag: string; serial: string; modelName: string; homeName: string };
  /** '' where the person may not know it */
  whoHasIt: string;
  /** who may have had it, likeliest first */
  people: readonly Option[];
  symptoms: readonly Symptom[];
  faults: readonly Fault[];
  /** the repair to which the report is added */
  open: { number: number; state: string } | null;
}

/** Somebody tells that a device is broken. */
export function ReportPage(props: ReportPageProps) {
  const { state, device, open } = props;
  const name = device.tag || device.serial || 'Unidentified device';
  const here = `/repairs/new?device=${encodeURIComponent(props.ref)}`;
  return (
    <Page
      frame={props.frame}
      title={`Report ${name}`}
      heading="Report a repair"
      back={{ href: `/devices/${encodeURIComponent(props.ref)}`, label: name }}
      lede={
        <>
          <span class="mono">{name}</span> {device.modelName}. {props.whoHasIt || device.homeName}
        </>
      }
    >
      {open ? (
        <Notice tone="note" action={<a href={`/repairs/${open.number}`}>{numberText(open.number)}</a>}>
          A repair is open on this device: what you report is added to it.
        </Notice>
      ) : null}
      <Form state={state} action={here} submit="Report" busy="Reporting" sticky>
        <SymptomFields state={state} symptoms={props.symptoms} />
        <Field
          state={state}
          name="note"
          label="Note"
          type="textarea"
          optional
          maxlength={2000}
          hint="What happened, in your words"
        />
        {props.people.length > 0 ? (
          <Field
            state={state}
            name="hadDevice"
            label="Who had the device"
            type="choice"
            optional
            options={[...props.people, { value: '', label: 'Not known' }]}
          />
        ) : null}
        <Field
          state={state}
          name="priority"
          label="Priority"
          type="choice"
          initial="normal"
          options={optionsOf(PRIORITIES)}
        />
        <Field
          state={state}
          name="fault"
          label="Fault"
          type="select"
          optional
          none="Not known yet"
          hint="Where you know already what is broken"
          options={props.faults.map(({ code, name: label }) => ({ value: code, label }))}
        />
      </Form>
    </Page>
  );
}

const MOST_OPEN = 12;

/** The commonest in the open, the rest behind "more": one choice all the same. */
function SymptomFields({ state, symptoms }: Pick<ReportPageProps, 'state' | 'symptoms'>) {
  const options = symptoms.map(({ code, name: label }) => ({ value: code, label }));
  const rest = options.slice(MOST_OPEN);
  return (
    <>
      <Field
        state={state}
        name="symptom"
        label="What is wrong"
        type="choice"
        options={options.slice(0, MOST_OPEN)}
      />
      {rest.length > 0 ? (
        <details class="more-fields" open={rest.some(({ value }) => value === state.values.symptom)}>
          <summary>Something else is wrong</summary>
          <Field
            state={{ ...state, errors: {} }}
            scope="more"
            name="symptom"
            label="More"
            type="choice"
            options={rest}
          />
        </details>
      ) : null}
    </>
  );
}

/** A report needs a device: scan it or type its tag. */
export function WhichDevicePage({ frame, state }: { frame: Frame; state: FormState }) {
  return (
    <Page
      frame={frame}
      title="Report a repair"
      back={{ href: '/repairs', label: 'Repairs' }}
      actions={<LinkButton href="/search">Search</LinkButton>}
    >
      <Form state={state} action="/repairs/new" method="get" submit="Continue">
        <Field
          state={state}
          name="device"
          label="Tag or serial"
          type="tag"
          required
          maxlength={100}
          autofocus
          hint="Scan the device, or type what is on its label"
        />
      </Form>
    </Page>
  );
}
