/** Which school to drive to next: what waits there against the drive. Pure. */

export interface SiteNeed {
  site: string;
  name: string;
  /** open repairs that can be worked on there, by priority */
  urgent: number;
  high: number;
  normal: number;
  low: number;
  /** of those, past their due time */
  late: number;
  /** devices of open repairs that nobody can use meanwhile */
  out: number;
  /** repairs that are ready to be handed back there */
  ready: number;
  followUps: number;
  auditDue: boolean;
  /** since somebody left there last; null: never, as far as is known */
  daysSince: number | null;
  /** of the sites that this technician looks after */
  mine: 'main' | 'backup' | null;
  /** tenths of a mile from where the day begins; null where it is not known */
  tenths: number | null;
}

export interface Suggested extends SiteNeed {
  score: number;
  reasons: string[];
}

const WEIGHTS = { urgent: 12, high: 6, normal: 3, low: 1, late: 5, out: 2, ready: 1, followUp: 2, audit: 6 };
/** A school that was not seen for this long gains nothing more by waiting. */
const LONGEST_DAYS = 60;
const UNKNOWN_TENTHS = 100;
/** Miles of drive that halve what a site is worth. */
const HALVING_MILES = 25;

/** What waits, in points, before the drive. */
export function worthOf(need: SiteNeed): number {
  const waits =
    need.urgent * WEIGHTS.urgent +
    need.high * WEIGHTS.high +
    need.normal * WEIGHTS.normal +
    need.low * WEIGHTS.low +
    need.late * WEIGHTS.late +
    need.out * WEIGHTS.out +
    need.ready * WEIGHTS.ready +
    need.followUps * WEIGHTS.followUp +
    (need.auditDue ? WEIGHTS.audit : 0);
  const days = Math.min(LONGEST_DAYS, need.daysSince ?? LONGEST_DAYS) / 6;
  const own = need.mine === 'main' ? 1.25 : need.mine === 'backup' ? 1.1 : 1;
  return (waits + days) * own;
}

/** The best first. Sites where nothing waits are left out. */
export function rankSites(needs: readonly SiteNeed[], most = 20): Suggested[] {
  return needs
    .map((need) => {
      const miles = (need.tenths ?? UNKNOWN_TENTHS) / 10;
      const score = worthOf(need) / (1 + miles / HALVING_MILES);
      return { ...need, score: Math.round(score * 10) / 10, reasons: reasonsOf(need) };
    })
    .filter((need) => need.reasons.length > 0)
    .sort((a, b) => b.score - a.score || a.name.localeCompare(b.name))
    .slice(0, most);
}

function reasonsOf(need: SiteNeed): string[] {
  const repairs = need.urgent + need.high + need.normal + need.low;
  const waits = [
    count(repairs, 'repair'),
    need.urgent > 0 ? `${need.urgent} urgent` : '',
    need.late > 0 ? `${need.late} overdue` : '',
    need.out > 0 ? `${count(need.out, 'device')} out of use` : '',
    need.ready > 0 ? `${need.ready} to hand back` : '',
    need.followUps > 0 ? count(need.followUps, 'follow-up') : '',
    need.auditDue ? 'audit due' : '',
  ].filter(Boolean);
  if (waits.length === 0) return [];
  if (need.daysSince === null) waits.push('no visit known');
  else if (need.daysSince > 0) waits.push(`last visit ${need.daysSince} d ago`);
  return waits;
}

function count(n: number, noun: string): string {
  return n === 0 ? '' : `${n} ${noun}${n === 1 ? '' : 's'}`;
}
