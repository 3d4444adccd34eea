import type { Batch, Claim } from '../../src/claims/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { numberText } from '../repairs/words.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import type { Option } from '../ui/field-props.ts';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { status } from '../ui/status.tsx';
import { When } from '../ui/when.tsx';
import { Problems } from './problems.tsx';
import { batchText, CLAIM_STATES, COVERS, HOWS } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  batch: Batch;
  claim: Claim;
  places: readonly Option[];
  models: readonly Option[];
  mayLose: boolean;
  mayExchange: boolean;
  /** the reader booked it today */
  mayUndo: boolean;
}

/** One device of a batch: how it came back, or to say so. */
export function BackPage(props: Props) {
  const { frame, batch, claim } = props;
  const here = `/vendor-batches/${batchText(batch.number)}`;
  const name = claim.tag || claim.serial || 'No tag';
  return (
    <Page
      frame={frame}
      title={`${name} back from the vendor`}
      heading={<span class="mono">{name}</span>}
      back={{ href: here, label: batchText(batch.number) }}
      lede={
        <>
          {status(...CLAIM_STATES[claim.state])} {claim.modelName}, {batch.vendorName}
        </>
      }
    >
      {claim.state === 'sent' ? null : <Problems state={props.state} />}
      <About {...props} />
      {props.mayUndo ? (
        <ActionForm
          action={`${here}/claims/${claim.id}/undo`}
          formKey={newKey()}
          submit="Undo"
          label={`Undo that ${name} is back`}
        />
      ) : null}
      {claim.state === 'sent' ? <BackForm {...props} /> : null}
    </Page>
  );
}

function About({ frame, claim }: Props) {
  const device = (id: string, words: string) => <a href={`/devices/${id}`}>{words}</a>;
  return (
    <Card>
      <Facts
        facts={[
          {
            label: 'Repair',
            value: (
              <a href={`/repairs/${numberText(claim.number)}`}>
                {numberText(claim.number)} {claim.headline}
              </a>
            ),
          },
          { label: 'Device', value: device(claim.device, claim.tag || claim.serial || 'No tag') },
          { label: 'Serial', value: claim.serial ? <span class="mono">{claim.serial}</span> : null },
          { label: 'Home', value: claim.homeName },
          { label: 'Paid by', value: claim.cover ? COVERS[claim.cover] : null },
          { label: 'Sent', value: claim.sentAt ? <When at={claim.sentAt} frame={frame} /> : null },
          claim.endedAt
            ? {
                label: 'Recorded',
                value: (
                  <>
                    <When at={claim.endedAt} frame={frame} />
                    {claim.endedByName ? ` by ${claim.endedByName}` : ''}
                  </>
                ),
              }
            : null,
          claim.replacement
            ? {
                label: 'In its place',
                value: device(
                  claim.replacement,
                  claim.replacementTag || claim.replacementSerial || 'Another unit',
                ),
              }
            : null,
          { label: 'What the vendor wrote', value: claim.reason, wide: true },
          { label: 'Claim or report number', value: claim.caseNumber },
        ]}
      />
    </Card>
  );
}

function BackForm({ state, batch, claim, places, models, mayLose, mayExchange }: Props) {
  const here = `/vendor-batches/${batchText(batch.number)}`;
  const hows = (['ready', 'work', 'unrepaired', 'refused', 'exchanged', 'lost'] as const)
    .filter((how) => (how !== 'lost' || mayLose) && (how !== 'exchanged' || mayExchange))
    .map((value) => ({ value, label: HOWS[value] }));
  return (
    <Form
      state={state}
      action={`${here}/claims/${claim.id}`}
      submit="Save"
      busy="Saving"
      cancel={here}
      sticky
    >
      <Field state={state} name="how" label="How did it come back" type="choice" required options={hows} />
      <Field
        state={state}
        name="place"
        label="Where it is now"
        type="select"
        none="Nowhere: it is lost"
        options={places}
      />
      <Field
        state={state}
        name="reason"
        label="What the vendor wrote"
        optional
        maxlength={2000}
        hint="Needed where it is not repaired, or refused"
      />
      {mayExchange ? (
        <>
          <Field
            state={state}
            name="serial"
            label="Serial of the unit that came in its place"
            type="tag"
            scan="fill"
            optional
            maxlength={200}
            hint="It takes over the tag, whom it is issued to, its home and what is left of the warranty"
          />
          <Field
            state={state}
            name="model"
            label="Its model"
            type="select"
            none="The same model"
            optional
            options={models}
          />
        </>
      ) : null}
      {mayLose ? (
        <Field
          state={state}
          name="caseNumber"
          label="Number of the carrier's claim or the police report"
          optional
          maxlength={60}
          size="medium"
          hint="Needed where it is lost"
        />
      ) : null}
      {claim.cover === 'plan' ? (
        <Field
          state={state}
          name="giveBack"
          label="The vendor does not count the incident: give it back"
          type="checkbox"
          hint="A refused one is given back anyway"
        />
      ) : null}
    </Form>
  );
}
