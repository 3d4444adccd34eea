import type { AuditPhoto, FindingRow } from '../../src/audits/finding-queries.ts';
import type { ResolutionKind } from '../../src/audits/forms.ts';
import type { Audit } from '../../src/audits/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { When } from '../ui/when.tsx';
import { bookText, FINDING_WORDS, nameOf, RESOLUTION_WORDS } from './words.ts';

interface FindingProps {
  frame: Frame;
  audit: Audit;
  finding: FindingRow;
  offers: readonly ResolutionKind[];
  models: readonly { value: string; label: string }[];
  photos: readonly AuditPhoto[];
  say: 'do' | 'propose' | null;
  state: FormState;
  mayUndo: boolean;
  mayPhoto: boolean;
}

/** One finding: what it is, and what can be done about it. */
export function FindingPage(props: FindingProps) {
  const { frame, audit, finding, photos, say } = props;
  const list = `/audits/${audit.id}/findings?kind=${finding.kind}`;
  const open = audit.state === 'closed' && say !== null && finding.resolution === null;
  const [, word, meaning] = FINDING_WORDS[finding.kind];
  return (
    <Page
      frame={frame}
      title={nameOf(finding)}
      back={{ href: list, label: word }}
      lede={`${word}. ${meaning}`}
      actions={
        finding.device ? (
          <LinkButton href={`/devices/${finding.device}/custody`} look="plain">
            Who had it
          </LinkButton>
        ) : null
      }
    >
      {finding.what ? (
        <Notice
          tone="good"
          action={
            props.mayUndo && audit.state === 'closed' ? (
              <ActionForm
                action={`/audits/${audit.id}/resolutions/${finding.resolution}/undo`}
                formKey={newKey()}
                submit="Undo"
                look="plain"
              />
            ) : null
          }
        >
          {RESOLUTION_WORDS[finding.what][1]}: {finding.reason} ({finding.resolvedBy},{' '}
          <When at={finding.resolvedAt} frame={frame} />)
        </Notice>
      ) : null}
      <Card>
        <Facts
          facts={[
            finding.device !== null && {
              label: 'Device',
              value: <a href={`/devices/${finding.device}`}>{nameOf(finding)}</a>,
            },
            { label: 'Model', value: finding.modelName },
            { label: 'Home', value: finding.homeName },
            finding.device !== null && { label: 'By the books', value: bookText(finding) },
            { label: 'Scanned in', value: finding.placeName },
            { label: 'Scanned as', value: finding.value },
            finding.at !== null && {
              label: 'Scanned',
              value: (
                <>
                  {finding.by}, <When at={finding.at} frame={frame} />
                  {finding.scans > 1 ? `, ${finding.scans} times` : ''}
                </>
              ),
            },
            finding.kind === 'missing' && {
              label: 'Last seen or synced',
              value: <When at={finding.lastSeenAt} frame={frame} />,
            },
          ]}
        />
        {photos.map((photo) => (
          <a href={`/audits/${audit.id}/photos/${photo.name}`}>
            <img
              src={`/audits/${audit.id}/photos/${photo.thumb}`}
              alt="What was found"
              width="160"
              loading="lazy"
            />
          </a>
        ))}
      </Card>
      {open ? <Settle {...props} /> : null}
      {finding.kind === 'no_tag' && finding.device ? (
        <p class="gap-above">
          <LinkButton href={`/devices/${finding.device}/tag`} look="plain">
            Give it another tag
          </LinkButton>{' '}
          {finding.tag || finding.serial ? (
            <LinkButton href={`/labels?list=${encodeURIComponent(finding.tag || finding.serial || '')}`}>
              Print its label
            </LinkButton>
          ) : null}
        </p>
      ) : null}
      {props.mayPhoto && finding.device === null ? <AddPhoto audit={audit} finding={finding} /> : null}
    </Page>
  );
}

function Settle({ audit, finding, offers, models, state, say }: FindingProps) {
  const needsDevice = offers.includes('match');
  return (
    <Card {...(say === 'propose' ? { title: 'To be proposed' } : {})}>
      <Form
        state={state}
        action={`/audits/${audit.id}/findings/${finding.id}`}
        submit={say === 'propose' ? 'Propose' : 'Save'}
        busy="Saving"
      >
        <Field
          state={state}
          name="what"
          label="What to do"
          type="choice"
          required
          {...(offers.length === 1 && offers[0] ? { initial: offers[0] } : {})}
          options={offers.map((what) => ({ value: what, label: RESOLUTION_WORDS[what][0] }))}
        />
        {needsDevice ? (
          <>
            <Field
              state={state}
              name="device"
              label="Which device it is"
              type="tag"
              scan="fill"
              hint="Where it is one of ours: its serial, or the tag that the books have"
              maxlength={200}
            />
            {finding.value ? (
              <Field
                state={state}
                name="tag"
                label={`${finding.value} is its tag from now on`}
                type="checkbox"
              />
            ) : null}
            <Field
              state={state}
              name="model"
              label="Model"
              type="select"
              options={models}
              hint="Where it is entered as new"
            />
          </>
        ) : null}
        <Field state={state} name="reason" label="Reason" maxlength={300} required />
      </Form>
    </Card>
  );
}

function AddPhoto({ audit, finding }: { audit: Audit; finding: FindingRow }) {
  const state: FormState = { values: {}, errors: {}, key: newKey() };
  return (
    <Card title="Photo">
      <Form
        state={state}
        action={`/audits/${audit.id}/findings/${finding.id}/photos`}
        submit="Add photo"
        busy="Sending"
        look="plain"
        multipart
        scope="photo"
        label="Photo"
      >
        <Field
          state={state}
          scope="photo"
          name="photo"
          label="Photo"
          type="file"
          accept="image/jpeg,image/png,image/webp,image/heic"
          capture="environment"
          photo
          required
        />
      </Form>
    </Card>
  );
}
