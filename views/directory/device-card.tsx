import type { DeviceAue, Mirrored } from '../../src/directory/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { maySee, type SeesNames } from '../people/words.ts';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Notice } from '../ui/notice.tsx';
import { dateOnly, When, when } from '../ui/when.tsx';
import { PROBLEM_WORDS, STATUS_WORDS } from './words.ts';

interface Props {
  frame: Frame;
  device: { home: string };
  said: Mirrored | null;
  aues: readonly DeviceAue[];
  sees: SeesNames;
}

/** What Google says of the device: shown beside our own record, which it does not change. */
export function DirectoryCard({ frame, device, said, aues, sees }: Props) {
  if (!said) return null;
  const { today } = frame;
  const [, ...before] = aues;
  const named = maySee(sees, device.home);
  return (
    <Card title="Google says">
      {said.goneAt ? (
        <Notice tone="wait">
          Not named by Google any more since <When at={said.goneAt} frame={frame} />.
        </Notice>
      ) : null}
      <Facts
        facts={[
          { label: 'Last sync', value: said.lastSync ? when(said.lastSync, frame) : null },
          { label: 'Last user', value: named ? said.lastUser : null },
          { label: 'Status', value: STATUS_WORDS[said.status] ?? said.status },
          { label: 'Unit', value: said.orgUnit },
          { label: 'Updates end (AUE)', value: said.aueOn ? dateOnly(said.aueOn, today) : null },
          {
            label: 'Before',
            value: before
              .map(({ aueOn, source, readOn }) => `${aueOn ?? 'not known'} by ${source}, read ${readOn}`)
              .join('; '),
          },
          { label: 'Asset id', value: said.assetId ? <span class="mono">{said.assetId}</span> : null },
          { label: 'Annotated user', value: named ? said.user : null },
          { label: 'Annotated location', value: named ? said.location : null },
          { label: 'System', value: said.osVersion },
          { label: 'Read', value: when(said.readAt, frame) },
          {
            label: 'To look at',
            value: said.problem
              .split(' ')
              .filter(Boolean)
              .map((word) => PROBLEM_WORDS[word] ?? word)
              .join('; '),
            wide: true,
          },
        ]}
      />
    </Card>
  );
}
