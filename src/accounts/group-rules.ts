import { type NewUser, ROLE_NAMES } from './forms.ts';
import type { Claims } from './provider-rules.ts';

/** What members of a group at the provider become. */
export interface GroupRow {
  group: string;
  role: (typeof ROLE_NAMES)[number];
  level: '1' | '2' | '3' | null;
  /** codes of a specialist's main sites, or of a contact's schools */
  sites: string[];
}

export interface GroupSettings {
  /** people without a login: 'known' keeps them out, 'groups' makes one by their groups */
  newcomers: 'known' | 'groups';
  /** the roles that groups gave follow them at each sign-in; else groups count when the login is made */
  follow: boolean;
  /** the claim of the ID token that holds the groups */
  claim: string;
  /** as typed, one group on a line */
  lines: string;
}

const LINE = /^(.{1,200}?)\s*=\s*([a-z]+)(?:\s+([123]|I{1,3}))?(?:\s*@\s*(.{1,2000}))?$/i;

/** "tech-team = specialist 2 @ MAP, BIR", one on a line. @returns rows, or what is wrong with which line */
export function groupRows(text: string): { rows: GroupRow[] } | { problem: string } {
  const rows: GroupRow[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const found = LINE.exec(line);
    const role = ROLE_NAMES.find((name) => name === found?.[2]?.toLowerCase());
    const at = `Line ${index + 1}: `;
    if (!found || !role) return { problem: `${at}a group, = and a role, as: tech-team = specialist 2` };
    const sites = (found[4] ?? '')
      .split(',')
      .map((code) => code.trim())
      .filter(Boolean);
    const level = levelOf(found[3]);
    if (role === 'specialist' && !level) return { problem: `${at}a specialist has a level, 1 to 3` };
    if (role === 'contact' && sites.length === 0)
      return { problem: `${at}a contact has schools, as: office-map = contact @ MAP` };
    rows.push({ group: found[1] ?? '', role, level: role === 'specialist' ? level : null, sites });
  }
  return { rows };
}

function levelOf(text: string | undefined): GroupRow['level'] {
  if (!text) return null;
  const level = text.startsWith('I') || text.startsWith('i') ? String(text.length) : text;
  return level === '1' || level === '2' || level === '3' ? level : null;
}

/** The groups that a token names; compared without regard to case. */
export function groupsIn(claims: Claims, claim: string): string[] {
  const value = claims[claim];
  const list = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\s,]+/) : [];
  return list
    .filter((group) => typeof group === 'string' && group !== '')
    .map((g: string) => g.toLowerCase());
}

/** Rights add up over the groups; null where none of them is mapped. */
export function rightsOfGroups(
  rows: readonly GroupRow[],
  groups: readonly string[],
): Pick<NewUser, 'roles' | 'level' | 'contactSites' | 'mainSites' | 'backupSites' | 'bin'> | null {
  const mine = rows.filter(({ group }) => groups.includes(group.toLowerCase()));
  if (mine.length === 0) return null;
  const sitesOf = (role: GroupRow['role']) => [
    ...new Set(mine.filter((row) => row.role === role).flatMap(({ sites }) => sites)),
  ];
  const levels = mine.map(({ level }) => level).filter((level) => level !== null);
  return {
    roles: [...new Set(mine.map(({ role }) => role))],
    level: levels.sort().at(-1) ?? null,
    contactSites: sitesOf('contact'),
    mainSites: sitesOf('specialist'),
    backupSites: [],
    bin: null,
  };
}

/** @param settings of the district: `sign-in.groups` */
export function groupSettings(settings: Readonly<Record<string, string>>): GroupSettings {
  const set: GroupSettings = {
    newcomers: 'known',
    follow: false,
    claim: 'groups',
    lines: '',
  };
  try {
    const kept = JSON.parse(settings['sign-in.groups'] ?? '{}') as Partial<GroupSettings>;
    if (kept.newcomers === 'groups') set.newcomers = 'groups';
    set.follow = kept.follow === true;
    if (typeof kept.claim === 'string' && kept.claim) set.claim = kept.claim;
    if (typeof kept.lines === 'string') set.lines = kept.lines;
  } catch {
    return set;
  }
  return set;
}

/** Whether people may sign in with a password of this district. @param settings `sign-in.passwords` */
export function passwordsAllowed(settings: Readonly<Record<string, string>>): boolean {
  return settings['sign-in.passwords'] !== 'off';
}
