import { describe, expect, test } from 'vitest';
import { groupRows, rightsOfGroups } from '../../src/accounts/group-rules.ts';
import { vouchedFor } from '../../src/accounts/provider-rules.ts';
import { readConfig } from '../../src/config.ts';

const domains = ['example.org'];
const who = { iss: 'https://issuer.test', sub: '1', email: 'A@Example.org', email_verified: true };
const vouched = { email: 'a@example.org', account: 'https://issuer.test 1' };

describe('who a provider vouches for', () => {
  test.each([
    ['oidc', {}, vouched],
    ['oidc', { email_verified: 'true' }, vouched],
    ['oidc', { email_verified: undefined }, { refused: 'unverified' }],
    ['oidc', { email_verified: undefined, preferred_username: 'a@example.org' }, { refused: 'unverified' }],
    ['oidc', { email: 'a@sub.example.org' }, { refused: 'domain' }],
    ['oidc', { email: 'a@elsewhere.test@example.org' }, { refused: 'unverified' }],
    // In lower case the Kelvin sign is a k.
    ['oidc', { email: '\u212aim@example.org' }, { refused: 'unverified' }],
    ['oidc', { sub: '' }, { refused: 'failed' }],
    // A private Google account may have any address, the district's too.
    ['google', {}, { refused: 'domain' }],
    ['google', { hd: 'elsewhere.test' }, { refused: 'domain' }],
    ['google', { hd: 'Example.org' }, vouched],
    ['oidc', { iss: 'https://issuer.test.elsewhere' }, { refused: 'failed' }],
    ['oidc', { iss: 'https://issuer.test/' }, { ...vouched, account: 'https://issuer.test/ 1' }],
    ['microsoft', { tid: 'another' }, { refused: 'domain' }],
    ['microsoft', { tid: undefined }, { refused: 'domain' }],
    // Entra's e-mail claim alone is what somebody typed.
    ['microsoft', { email_verified: undefined }, { refused: 'unverified' }],
    ['microsoft', { email_verified: undefined, xms_edov: '1' }, vouched],
    [
      'microsoft',
      { email_verified: undefined, email: 'boss@example.org', preferred_username: 'a@example.org' },
      vouched,
    ],
    [
      'microsoft',
      { email_verified: undefined, preferred_username: 'a_x.test#EXT#@example.org' },
      { refused: 'unverified' },
    ],
  ] as const)('%s %j', (id, claims, expected) => {
    const provider = { id, domains, issuer: 'https://issuer.test', tenant: 'the-district' };
    expect(vouchedFor(provider, { tid: 'The-district', ...who, ...claims })).toEqual(expected);
  });
});

describe('roles by group', () => {
  test('add up, the highest level counts', () => {
    const read = groupRows('Techs = specialist 1 @ MAP\n\nleads=Specialist III @ BIR, MAP\nboss = manager');
    if ('problem' in read) throw new Error(read.problem);
    expect(rightsOfGroups(read.rows, ['techs', 'leads'])).toMatchObject({
      roles: ['specialist'],
      level: '3',
      mainSites: ['MAP', 'BIR'],
    });
    expect(rightsOfGroups(read.rows, ['elsewhere'])).toBeNull();
  });

  test.each(['techs', 'techs = wizard', 'techs = specialist', 'office = contact', 'a = manager extra words'])(
    '%s is not understood, and the line is named',
    (line) => {
      expect(groupRows(`x = manager\n${line}`)).toEqual({ problem: expect.stringContaining('Line 2') });
    },
  );
});

describe('the environment', () => {
  test('takes the domains of each provider alone, else those of all', () => {
    const all = {
      ...google,
      GOOGLE_DOMAINS: 'Staff.example.org, example.org',
      OIDC_ISSUER: 'https://id.example.org/',
      OIDC_CLIENT_ID: 'i',
      OIDC_CLIENT_SECRET: 's',
    };
    expect(readConfig(all).providers).toMatchObject([
      { id: 'google', domains: ['staff.example.org', 'example.org'] },
      { id: 'oidc', domains, issuer: 'https://id.example.org' },
    ]);
  });

  const google = { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 's', SIGN_IN_DOMAINS: 'example.org' };
  test('sets up a provider whole or not at all, and names what is missing', () => {
    expect(readConfig({}).providers).toEqual([]);
    expect(readConfig(google).providers).toMatchObject([
      { id: 'google', issuer: 'https://accounts.google.com', domains },
    ]);
    const refused = (e: Record<string, string>) => {
      try {
        readConfig(e);
        return '';
      } catch (error) {
        return String(error);
      }
    };
    expect(refused({ ...google, SIGN_IN_DOMAINS: '' })).toContain('SIGN_IN_DOMAINS');
    expect(refused({ GOOGLE_CLIENT_ID: 'id', SIGN_IN_DOMAINS: 'example.org' })).toContain(
      'GOOGLE_CLIENT_SECRET',
    );
    const microsoft = {
      MICROSOFT_CLIENT_ID: 'i',
      MICROSOFT_CLIENT_SECRET: 's',
      SIGN_IN_DOMAINS: 'example.org',
    };
    for (const tenant of ['common', 'organizations', 'example.org'])
      expect(refused({ ...microsoft, MICROSOFT_TENANT: tenant })).toContain('MICROSOFT_TENANT');
    expect(refused({ ...google, OIDC_ISSUER: 'http://elsewhere.test' })).toContain('OIDC_ISSUER: https');
    expect(refused({ ...google, SIGN_IN_DOMAINS: 'example' })).toContain('not a domain');
    expect(refused({ ...google, GOOGLE_DOMAINS: 'example' })).toContain('GOOGLE_DOMAINS');
    expect(refused({ MICROSOFT_DOMAINS: 'example.org' })).toContain('MICROSOFT_DOMAINS');
  });
});
