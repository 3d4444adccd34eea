import type { Role } from '../../src/context.ts';

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  intern: 'Intern',
  specialist: 'Specialist',
  manager: 'Manager',
  contact: 'School contact',
  auditor: 'Auditor',
  admin: 'Admin',
};

export const PROVIDER_WORDS: Readonly<Record<string, string>> = {
  google: 'Google',
  microsoft: 'Microsoft',
  oidc: 'School account',
};

const LEVELS = ['', 'I', 'II', 'III'];

/** "Specialist II", "School contact of Maple Elementary, Birch Middle". */
export function grantWords(
  grants: readonly { role: Role; level: number | null; siteName: string | null }[],
): string[] {
  const words: string[] = [];
  const schools = grants.filter((grant) => grant.role === 'contact').map((grant) => grant.siteName ?? '');
  for (const { role, level } of grants) {
    if (role === 'contact') continue;
    words.push(level ? `${ROLE_WORDS[role]} ${LEVELS[level] ?? level}` : ROLE_WORDS[role]);
  }
  if (schools.length > 0) words.push(`${ROLE_WORDS.contact} of ${schools.join(', ')}`);
  return words;
}

/** The browser and system of a user agent, as people know them. */
export function browserWords(userAgent: string | null): string {
  const text = userAgent ?? '';
  const browser = /Edg\//.test(text)
    ? 'Edge'
    : /Firefox\//.test(text)
      ? 'Firefox'
      : /Chrome\//.test(text)
        ? 'Chrome'
        : /Safari\//.test(text)
          ? 'Safari'
          : 'A browser';
  const system = /CrOS/.test(text)
    ? 'ChromeOS'
    : /Android/.test(text)
      ? 'Android'
      : /iPhone|iPad/.test(text)
        ? 'iOS'
        : /Windows/.test(text)
          ? 'Windows'
          : /Mac OS X/.test(text)
            ? 'macOS'
            : /Linux/.test(text)
              ? 'Linux'
              : '';
  return system ? `${browser} on ${system}` : browser;
}
