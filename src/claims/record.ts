import { type RecordEntry, record } from '../history/record.ts';

/** A line of a batch's history. */
export function batchRecord(
  batch: string,
  verb: string,
  data: Readonly<Record<string, unknown>> = {},
  more: { text?: string | undefined; first?: boolean } = {},
): RecordEntry {
  return record({ thing: batch, kind: 'vendor batch', verb, data, ...more });
}
