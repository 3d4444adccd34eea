import type { InboxFile } from '../../src/directory/inbox-queries.ts';
import type { Run } from '../../src/directory/queries.ts';
import type { RowState, WriteBack } from '../../src/directory/write-queries.ts';
import type { Differences, Field } from '../../src/directory/write-rules.ts';
import { status } from '../ui/status.tsx';

export const PROBLEM_WORDS: Readonly<Record<string, string>> = {
  unknown: 'No device here has this serial',
  double: 'Two records there are one device here',
  tag: 'Another asset id there than the tag here',
  gone: 'Taken out there, in service here',
  back: 'In use there, not in service here',
};

export const STATUS_WORDS: Readonly<Record<string, string>> = {
  ACTIVE: 'Active',
  DELINQUENT: 'Delinquent',
  DEPROVISIONED: 'Deprovisioned',
  DISABLED: 'Disabled',
  INACTIVE: 'Inactive',
  PRE_PROVISIONED: 'Pre-provisioned',
  RETURN_ARRIVED: 'Returned',
  RETURN_REQUESTED: 'Return asked for',
  SHIPPED: 'Shipped',
};

/** How a run stands. */
export function runStatus({ state, tries }: Pick<Run, 'state' | 'tries'>) {
  if (state === 'reading')
    return tries > 0 ? status('wait', 'Waits to try again') : status('note', 'Reading');
  if (state === 'asking') return status('wait', 'Asks first');
  if (state === 'applying' || state === 'ending') return status('note', 'Going in');
  if (state === 'done') return status('good', 'Done');
  return state === 'refused' ? status('plain', 'Refused') : status('bad', 'Failed');
}

/** How a file of the inbox stands. */
export function fileStatus({ state }: Pick<InboxFile, 'state'>) {
  if (state === 'taken') return status('note', 'Going in');
  if (state === 'waits') return status('wait', 'Waits for you');
  return state === 'done' ? status('good', 'Done') : status('bad', 'Failed');
}

export const FIELD_WORDS: Readonly<Record<Field, string>> = {
  assetId: 'Asset id',
  user: 'Annotated user',
  location: 'Annotated location',
  unit: 'Unit',
};

export const ROW_WORDS: Readonly<
  Record<RowState, readonly [tone: 'note' | 'good' | 'wait' | 'bad' | 'plain', string]>
> = {
  waits: ['note', 'Would change'],
  written: ['good', 'Written'],
  moved: ['wait', 'Changed since: left'],
  failed: ['bad', 'Refused by Google'],
  left: ['plain', 'Left as it is'],
};

/** How a writing back stands. */
export function writeStatus({ state, tries }: Pick<WriteBack, 'state' | 'tries'>) {
  if (state === 'comparing') return status('note', 'Comparing');
  if (state === 'preview') return status('wait', 'Waits for a yes');
  if (state === 'writing')
    return tries > 0 ? status('wait', 'Waits to try again') : status('note', 'Writing');
  if (state === 'stopped') return status('bad', 'Stopped');
  if (state === 'done') return status('good', 'Done');
  return status('plain', state === 'overtaken' ? 'Overtaken' : 'Ended by hand');
}

/** What would change of a device: "Unit: /Old → /New". */
export function changeText(content: string): string {
  const changes = JSON.parse(content) as Differences;
  const fields = Object.keys(FIELD_WORDS) as Field[];
  return fields
    .flatMap((field) => {
      const change = changes[field];
      if (!change) return [];
      const [from, to] = change.map((text) => text || '(empty)');
      return [`${FIELD_WORDS[field]}: ${from} → ${to}`];
    })
    .join('; ');
}
