import type { Happened, PartUsed } from './happened-queries.ts';

export interface RecapInput {
  siteName: string;
  day: string;
  people: string;
  happened: readonly Happened[];
  parts: readonly PartUsed[];
  taken: readonly { tag: string; serial: string; device: string }[];
  /** open repairs there now */
  waiting: readonly {
    number: number;
    headline: string;
    tag: string;
    serial: string;
    holdReason: string | null;
  }[];
  failed: readonly string[];
  notes: readonly string[];
  nextOn: string | null;
}

const HOLDS: Readonly<Record<string, string>> = {
  parts: 'waits for parts',
  approval: 'waits for approval',
  vendor: 'waits for the vendor',
  answer: 'waits for an answer',
  board: 'waits for a board',
};

const SHOWN = 15;

export interface Counts {
  fixed: number;
  worked: number;
  swapped: number;
  taken: number;
  scans: number;
}

const name = (x: { tag: string | null; serial: string | null }) => x.tag || x.serial || 'a device';

function repairsIn(happened: readonly Happened[]) {
  const byId = new Map<string, Happened>();
  for (const row of happened) if (row.repair) byId.set(row.repair, row);
  const all = [...byId.values()];
  const done = (row: Happened) => row.state === 'ready' || row.state === 'closed';
  return { fixed: all.filter(done), worked: all.filter((row) => !done(row) && row.state !== 'withdrawn') };
}

export function countsOf(input: Pick<RecapInput, 'happened' | 'taken'>): Counts {
  const { fixed, worked } = repairsIn(input.happened);
  return {
    fixed: fixed.length,
    worked: worked.length,
    swapped: input.happened.filter((row) => row.verb === 'swapped').length,
    taken: input.taken.length,
    scans: input.happened.filter((row) => row.kind === 'audit' && row.verb === 'scanned').length,
  };
}

/** 'Tuesday, March 16, 2027': it is read by people, days later. */
function dayWords(day: string): string {
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  );
}

/** What happened, in plain words for the school. No names of students stand in it. */
export function recapText(input: RecapInput): string {
  const { happened, parts, taken, waiting, failed, notes, nextOn } = input;
  const { fixed, worked } = repairsIn(happened);
  const swapped = happened.filter((row) => row.verb === 'swapped');
  const scans = happened.filter((row) => row.kind === 'audit' && row.verb === 'scanned').length;
  const sections = [
    section(
      'Repaired',
      fixed.map((row) => `${name(row)}: ${row.headline || 'as reported'}`),
    ),
    section(
      'Worked on, not finished',
      worked.map((row) => `${name(row)}: ${row.headline || 'reported'}`),
    ),
    section('Swapped', swapped.map(name)),
    section('Taken along', taken.map(name)),
    section(
      'Parts used',
      parts.map((part) => `${part.quantity} x ${part.name}`),
    ),
    scans > 0 ? `Counted: ${scans} scans.` : '',
    section('Found wanting', failed),
    section(
      'Still waiting',
      waiting.map((row) => {
        const why = row.holdReason ? (HOLDS[row.holdReason] ?? '') : '';
        return `${name(row)}: ${[row.headline || 'reported', why].filter(Boolean).join(', ')}`;
      }),
    ),
    section('Notes', notes),
    nextOn ? `Next visit: ${dayWords(nextOn)}.` : '',
  ].filter(Boolean);
  const head = `Visit to ${input.siteName} on ${dayWords(input.day)} by ${input.people}.`;
  return [head, ...(sections.length > 0 ? sections : ['Nothing was recorded during this visit.'])].join(
    '\n\n',
  );
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const shown = lines.slice(0, SHOWN).map((line) => `- ${line}`);
  const more = lines.length > SHOWN ? [`- and ${lines.length - SHOWN} more`] : [];
  return [`${title} (${lines.length}):`, ...shown, ...more].join('\n');
}
