import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { Status } from '../ui/status.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { Age } from '../ui/when.tsx';

export interface ProposalLine {
  id: string;
  words: string;
  /** name of the thing, and where it is shown */
  name: string;
  href: string | null;
  reason: string;
  details: string;
  by: string | null;
  at: string;
  decision: 'agreed' | 'refused' | null;
  decidedBy: string | null;
  decidedAt: string | null;
  /** the reader may agree to it */
  mayAgree: boolean;
}

interface Props {
  frame: Frame;
  lines: readonly ProposalLine[];
  decided: boolean;
  /** the reader decides; else these are the reader's own */
  decides: boolean;
  /** the reader may ask for what the catalogue lacks */
  proposes: boolean;
  next: string | null;
  cursor: string | undefined;
}

export function ProposalList({ frame, lines, decided, decides, proposes, next, cursor }: Props) {
  const base = decided ? '/proposals?show=decided' : '/proposals';
  const more = decided ? `${base}&cursor=${next}` : `${base}?cursor=${next}`;
  return (
    <Page
      frame={frame}
      title="Proposals"
      lede={decides ? 'What others ask for and you decide.' : 'What you have asked for.'}
    >
      <Tabs
        label="Proposals"
        tabs={[
          { href: '/proposals', label: 'Open', on: !decided },
          { href: '/proposals?show=decided', label: 'Decided', on: decided },
        ]}
      />
      {proposes ? (
        <p class="quiet">
          Propose what is missing: a <a href="/models/new">model</a>, a <a href="/stock/parts/new">part</a>, a{' '}
          <a href="/stock/fits/new">fit</a>, or something for the lists of{' '}
          <a href="/settings/faults">faults</a>, <a href="/settings/symptoms">symptoms</a> and{' '}
          <a href="/settings/remedies">remedies</a>.
        </p>
      ) : null}
      {lines.length === 0 ? (
        <Empty text={decided ? 'Nothing was decided yet.' : 'Nothing waits for a decision.'} icon="check" />
      ) : null}
      {lines.map((line) => (
        <Card
          title={`${line.words} ${line.name}`}
          actions={
            line.decision ? (
              <Status
                tone={line.decision === 'agreed' ? 'good' : 'plain'}
                word={line.decision === 'agreed' ? 'Agreed' : 'Refused'}
              />
            ) : null
          }
        >
          <p>{line.reason || <span class="quiet">No reason was given.</span>}</p>
          {line.details ? <p class="quiet">{line.details}</p> : null}
          <p class="quiet">
            {line.by ?? 'Somebody'}, <Age at={line.at} frame={frame} />
            {line.decidedAt ? (
              <>
                . Decided by {line.decidedBy ?? 'somebody'}, <Age at={line.decidedAt} frame={frame} />
              </>
            ) : null}
            {line.href ? (
              <>
                {' '}
                <a href={line.href}>Look at it</a>
              </>
            ) : null}
          </p>
          {decides && !line.decision ? <Decision line={line} /> : null}
        </Card>
      ))}
      <Pager
        {...(cursor ? { first: base } : {})}
        {...(next ? { next: more } : {})}
        shown={lines.length}
        noun={['proposals', 'proposal']}
      />
    </Page>
  );
}

function Decision({ line }: { line: ProposalLine }) {
  return (
    <div class="button-row">
      {line.mayAgree ? (
        <ActionForm
          action={`/proposals/${line.id}/agree`}
          formKey={newKey()}
          submit="Agree"
          look="primary"
          label={`Agree: ${line.words} ${line.name}`}
        />
      ) : null}
      <ActionForm
        action={`/proposals/${line.id}/refuse`}
        formKey={newKey()}
        submit="Refuse"
        label={`Refuse: ${line.words} ${line.name}`}
      />
    </div>
  );
}
