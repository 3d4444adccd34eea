import type { Run } from '../../src/forecast/run-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { ForecastTabs } from './tabs.tsx';

interface Props {
  frame: Frame;
  open: readonly Run[];
  mayRun: boolean;
}

/** Before the first run there is nothing to show yet. */
export function NoRun({ frame, open, mayRun }: Props) {
  const [first] = open;
  return (
    <Page frame={frame} title="Order plan" wide>
      <ForecastTabs on="plan" />
      <Empty
        text={
          first
            ? 'The first forecast is on its way. What to order stands here when it is done.'
            : 'What to order stands here, with a reason for each line. It is worked out every night from the devices in service, past repairs, stock and orders.'
        }
      >
        {first ? (
          <LinkButton href={`/forecast/runs/${first.id}`}>See how far it is</LinkButton>
        ) : mayRun ? (
          <ActionForm action="/forecast/runs" formKey={newKey()} submit="Work it out now" look="primary" />
        ) : null}
      </Empty>
    </Page>
  );
}
