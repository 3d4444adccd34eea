import type { WriteBack } from '../../src/directory/write-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { countText } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { When } from '../ui/when.tsx';
import { writeStatus } from './words.ts';

/** How one stands, and what an admin may say to it. */
export function WriteFacts({ frame, run, admin }: { frame: Frame; run: WriteBack; admin: boolean }) {
  return (
    <Card
      title={run.state === 'preview' ? `${countText(run.named)} devices would change` : 'This one'}
      actions={writeStatus(run)}
      {...(run.state === 'preview' ? { tone: 'wait' as const } : {})}
    >
      {run.failure ? <Notice tone={run.state === 'stopped' ? 'bad' : 'wait'}>{run.failure}</Notice> : null}
      <Facts
        facts={[
          { label: 'Begun', value: <When at={run.begunAt} frame={frame} /> },
          { label: 'By', value: run.askedName ?? 'the nightly one' },
          { label: 'Decided by', value: run.decidedName },
          { label: 'Ended', value: run.endedAt ? <When at={run.endedAt} frame={frame} /> : null },
          { label: 'Compared', value: countText(run.looked) },
          { label: 'Otherwise there', value: countText(run.named) },
          { label: 'Asset ids', value: countText(run.assetIds) },
          { label: 'Annotated users', value: countText(run.users) },
          { label: 'Annotated locations', value: countText(run.locations) },
          { label: 'Units', value: countText(run.units) },
          { label: 'Written', value: countText(run.written) },
          { label: 'Changed since, left', value: countText(run.moved) },
          { label: 'Refused by Google', value: countText(run.failed) },
        ]}
      />
      {admin ? <Decisions run={run} /> : null}
      {!admin && run.state === 'preview' ? <p class="quiet">An admin says yes or no to it.</p> : null}
    </Card>
  );
}

function Decisions({ run }: { run: WriteBack }) {
  if (run.endedAt !== null) return null;
  const base = `/directory/write-back/${run.id}`;
  return (
    <div class="button-row">
      {run.state === 'preview' ? (
        <ActionForm
          action={`${base}/approve`}
          formKey={newKey()}
          submit={`Write ${countText(run.named)} devices`}
          look="primary"
          confirm="Google keeps no former words: what is written there replaces what it says now."
        />
      ) : null}
      {run.state === 'stopped' ? (
        <ActionForm action={`${base}/resume`} formKey={newKey()} submit="Go on" look="primary" />
      ) : null}
      <ActionForm
        action={`${base}/refuse`}
        formKey={newKey()}
        submit={run.state === 'preview' ? 'Leave all as it is' : 'End it here'}
      />
    </div>
  );
}
