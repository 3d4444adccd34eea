import type { SessionMode } from '../../src/custody/session-forms.ts';
import type { Entry } from '../../src/custody/session-queries.ts';

interface ModeWords {
  title: string;
  about: string;
  /** '48213 checked out to Ada Quill' */
  done: string;
}

export const MODE_WORDS: Readonly<Record<SessionMode, ModeWords>> = {
  person: {
    title: 'Check out to people',
    about: 'Scan a badge, then the device',
    done: 'checked out to',
  },
  place: {
    title: 'Check out to a room or cart',
    about: 'Rooms, carts with slots, vehicles',
    done: 'checked out',
  },
  check_in: { title: 'Check in', about: 'Devices come in at one place', done: 'checked in' },
  move: { title: 'Move', about: 'Devices go from place to place', done: 'moved' },
  collection: {
    title: 'Collection day',
    about: 'Scan, one tap what is wrong, next',
    done: 'collected',
  },
  day_loan: { title: 'Day loan', about: 'Scan a badge, then the loaner; due today', done: 'lent to' },
  return: { title: 'Loan return', about: 'One scan brings a loaner back', done: 'returned' },
};

export const VERDICT_WORDS: Readonly<Record<string, string>> = {
  fine: 'Fine',
  damaged: 'Damaged',
  charger: 'Charger missing',
  case: 'Case missing',
  not_theirs: "Not this student's",
};

/** How a scan sounds. */
export function soundOf(entry: Pick<Entry, 'outcome' | 'message'>): 'good' | 'warn' | 'bad' {
  if (entry.outcome === 'error') return 'bad';
  if (entry.outcome === 'already' || entry.message === 'not_lent' || entry.message === 'other_brought_it')
    return 'warn';
  return 'good';
}

/** What came of a scan, in one line. */
export function entryWords(mode: SessionMode, entry: Entry): string {
  const name = entry.tag || entry.serial || entry.scanned;
  const words = MODE_WORDS[mode];
  const who = entry.who ?? 'somebody';
  switch (entry.message) {
    case 'done':
      if (mode === 'person' || mode === 'day_loan') return `${name} ${words.done} ${who}`;
      return entry.who ? `${name} ${words.done}, was with ${entry.who}` : `${name} ${words.done}`;
    case 'not_lent':
      return `${name} ${words.done}. It was not on loan`;
    case 'other_brought_it':
      return `${name} ${words.done}. It is issued to ${who}, not to who brought it`;
    case 'already':
      return mode === 'person' || mode === 'day_loan'
        ? `${name}: they have it already`
        : `${name}: already there`;
    case 'badge':
      return `Now for ${who}`;
    case 'place':
      return 'Now for another place';
    case 'elsewhere':
      return `${name} belongs to ${entry.homeName ?? 'another site'}`;
    case 'no_badge':
      return `${name}: scan the badge first`;
    case 'badge_not_needed':
      return `${entry.scanned} is a badge: scan a device`;
    case 'issued_to_other':
      return `${name} is issued to ${entry.who ?? 'another'}`;
    case 'not_in_service':
      return `${name} is retired`;
    case 'missing':
      return `${name} was reported missing`;
    case 'at_vendor':
      return `${name} is at a vendor by the books: bring it back in its repair first`;
    case 'no_slot':
      return `${name}: every slot of the cart is taken`;
    case 'meanwhile':
      return `${name}: somebody else was quicker and has it now`;
    default:
      return `${entry.scanned}: nothing here is called that`;
  }
}
