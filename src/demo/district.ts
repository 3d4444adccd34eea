/** What a made district is called, and who of its cast signs in with which words. */
import { cast } from './data-people.ts';

export const districtName = 'Lanternfield Public Schools';
export const foundText =
  'This device belongs to Lanternfield Public Schools, a made-up district. Please hand it in at any school.';
/** Of every login of the cast: it is shown on the sign-in page of the demo, and opens nothing else. */
export const demoPassword = 'plainly made up';

/** Roles of the cast in the order of the sign-in page's buttons, by their key in `cast`. */
export const castRoles = {
  intern: 'Intern',
  'specialist-1': 'Specialist I',
  'specialist-2': 'Specialist II',
  'specialist-3': 'Specialist III',
  manager: 'Manager',
  contact: 'School contact',
  auditor: 'Auditor',
  admin: 'Admin',
} as const satisfies Record<keyof typeof cast, string>;

export type CastKey = keyof typeof castRoles;

export function castKey(login: { role: string; level: number | null }): CastKey {
  return (login.role === 'specialist' ? `specialist-${login.level}` : login.role) as CastKey;
}

/** Rows of the settings that make a district a demo. @param emails address by cast key */
export function demoSettings(emails: ReadonlyMap<CastKey, string>): [name: string, value: string][] {
  const logins = (Object.keys(castRoles) as CastKey[]).flatMap((key) => {
    const email = emails.get(key);
    const { given, family } = cast[key];
    const login = { role: castRoles[key], email, password: demoPassword, name: `${given} ${family}` };
    return email === undefined ? [] : [login];
  });
  return [
    ['demo', '1'],
    ['demo.logins', JSON.stringify(logins)],
    ['district.name', districtName],
    ['found.text', foundText],
  ];
}
