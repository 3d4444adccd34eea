import { z } from 'zod';
import { type DirectoryConfig, directoryOf, directoryVariables } from './directory-config.ts';
import { isAllowEntry, type Reach } from './net-address.ts';
import { providersOf, type SignInProvider, signInVariables } from './sign-in-config.ts';

const flag = z
  .enum(['0', '1', 'true', 'false', ''])
  .default('')
  .transform((value) => value === '1' || value === 'true');

/** Every variable of the environment. The README repeats this table for operators. */
const Environment = z.object({
  /** Address to listen on. */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** TCP port to listen on. */
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** Folder of the database, the photos and the secret. */
  DATA_DIR: z.string().min(1).default('./data'),
  /** What people type to get here, without a path; links in mail and on labels begin with it. */
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** The district's time zone, an IANA name. */
  TIME_ZONE: z.string().default('America/New_York').refine(isZone, 'not an IANA time zone'),
  /** Signs session cookies; at least 32 characters. Made and kept in DATA_DIR where it is absent. */
  SECRET: z.string().min(32, 'at least 32 characters').optional(),
  /** Believe X-Forwarded-For and X-Forwarded-Proto of the proxy in front. */
  TRUST_PROXY: flag,
  /** Days until a session ends by itself. */
  SESSION_DAYS: z.coerce.number().int().min(1).max(90).default(14),
  /** Server that mail goes out by; without it mail is kept as not sent. Not used on Workers. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Address that mail comes from. */
  MAIL_FROM: z.email().optional(),
  /** Requests that a program's token may make in a minute; 0 for any number. */
  API_RATE: z.coerce.number().int().min(0).max(1_000_000).default(3_000),
  /** Let webhooks go to plain http addresses as well. */
  WEBHOOK_HTTP: flag,
  /** What webhooks may reach inside the district's network: networks, addresses or names, with commas between. */
  WEBHOOK_ALLOW: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    )
    .refine((entries) => entries.every(isAllowEntry), 'networks as 10.1.0.0/16, addresses or names'),
  ...signInVariables,
  ...directoryVariables,
});

export interface Config {
  host: string;
  port: number;
  dataDir: string;
  baseUrl: string;
  timeZone: string;
  secret: string | undefined;
  trustProxy: boolean;
  sessionDays: number;
  smtpUrl: string | undefined;
  mailFrom: string | undefined;
  webhooks: Reach;
  /** requests a minute of one token; 0: any number */
  apiRate: number;
  /** Where people may sign in by OpenID Connect, in the order shown. */
  providers: readonly SignInProvider[];
  /** Google's Directory API, where it is set up. */
  directory: DirectoryConfig | null;
}

/** @throws Error naming each variable that is wrong, one on a line */
export function readConfig(environment: Readonly<Record<string, unknown>>): Config {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is wrong:\n${lines.join('\n')}`);
  }
  const e = parsed.data;
  if (e.SMTP_URL && !e.MAIL_FROM)
    throw new Error('The environment is wrong:\nMAIL_FROM: the address that mail comes from, with SMTP_URL');
  const { providers, problems } = providersOf(e);
  const directory = directoryOf(e, problems);
  if (problems.length > 0) throw new Error(`The environment is wrong:\n${problems.join('\n')}`);
  const host = e.HOST === '0.0.0.0' || e.HOST === '::' ? 'localhost' : e.HOST;
  return {
    host: e.HOST,
    port: e.PORT,
    dataDir: e.DATA_DIR,
    baseUrl: (e.BASE_URL ?? `http://${host}:${e.PORT}`).replace(/\/+$/, ''),
    timeZone: e.TIME_ZONE,
    secret: e.SECRET,
    trustProxy: e.TRUST_PROXY,
    sessionDays: e.SESSION_DAYS,
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
    apiRate: e.API_RATE,
    webhooks: { http: e.WEBHOOK_HTTP, allow: e.WEBHOOK_ALLOW },
    providers,
    directory,
  };
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
