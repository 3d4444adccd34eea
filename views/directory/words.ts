import type { InboxFile } from '../../src/directory/inbox-queries.ts';
import type { Run } from '../../src/directory/queries.ts';
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
