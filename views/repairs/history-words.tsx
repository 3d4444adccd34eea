import type { HistoryLine } from '../../src/repairs/queries.ts';
import type { TimelineItem } from '../ui/timeline.tsx';
import { CAUSES, HOLDS, LEVELS, OUTCOMES, PLACES } from './words.ts';

/** A repair's records in people's words. */
export function historyItems(lines: readonly HistoryLine[]): TimelineItem[] {
  return lines.map((line) => ({
    at: line.doneAt,
    who: line.personName,
    what: [sentence(line.verb), ...facts(line.data)].join(', '),
    more: line.text,
    tone: line.verb === 'closed' ? 'good' : 'plain',
  }));
}

const sentence = (verb: string) => verb.charAt(0).toUpperCase() + verb.slice(1);

/** What of a record's data says something without a look-up. */
function facts(json: string): string[] {
  const data = JSON.parse(json) as Record<string, unknown>;
  const word = (words: Readonly<Record<string, string>>, value: unknown) =>
    typeof value === 'string' ? words[value] : undefined;
  return [
    word(OUTCOMES, data.outcome),
    word(HOLDS, data.reason)?.toLowerCase(),
    word(PLACES, data.place)?.toLowerCase(),
    word(CAUSES, data.cause)?.toLowerCase(),
    typeof data.to === 'number' ? LEVELS[String(data.to)] : undefined,
    typeof data.minutes === 'number' ? `${data.minutes} min` : undefined,
    data.how === 'in_use' ? 'stays in use' : undefined,
    data.aboveLevel ? 'above the level' : undefined,
  ].filter((fact) => fact !== undefined);
}
