import { z } from 'zod';
import { choice, flag, list, optionalChoice, optionalId, optionalText, text, version } from '../fields.ts';

const LEVELS = ['1', '2', '3'] as const;

/** An address as people type it, kept in lower case. */
export function email() {
  return text(200).pipe(z.string().toLowerCase().pipe(z.email('An e-mail address, as name@example.org')));
}

/** Typed as it is: a password may begin with a space. */
export function password() {
  return z.string({ error: 'Fill this in' }).min(1, 'Fill this in').max(200, 'At most 200 characters');
}

export const SignIn = z.object({ email: text(200).pipe(z.string().toLowerCase()), password: password() });
export type SignIn = z.infer<typeof SignIn>;

export const NewPassword = z.object({ password: password() });
export type NewPassword = z.infer<typeof NewPassword>;

export const FirstAdmin = z.object({
  givenName: text(80),
  familyName: text(80),
  email: email(),
  password: password(),
});
export type FirstAdmin = z.infer<typeof FirstAdmin>;

export const PasswordChange = z.object({ current: password(), password: password() });
export type PasswordChange = z.infer<typeof PasswordChange>;

export const NewToken = z.object({ name: text(60) });
export type NewToken = z.infer<typeof NewToken>;

/** Codes of sites as an admin types them: "MAP, BIR". */
const siteCodes = optionalText(4000).transform((typed) => [
  ...new Set(
    typed
      .split(/[,;\n]+/)
      .map((code) => code.trim())
      .filter(Boolean),
  ),
]);

export const ROLE_NAMES = ['intern', 'specialist', 'manager', 'contact', 'auditor', 'admin'] as const;

const rights = {
  roles: list(choice(ROLE_NAMES), 6),
  level: optionalChoice(LEVELS),
  contactSites: siteCodes,
  mainSites: siteCodes,
  backupSites: siteCodes,
  bin: optionalId(),
};

export const NewUser = z.object({
  /** a staff person who is known already; else one is made */
  person: optionalId(),
  givenName: optionalText(80),
  familyName: optionalText(80),
  email: email(),
  ...rights,
});
export type NewUser = z.infer<typeof NewUser>;

export const UserEdit = z.object({
  version: version(),
  givenName: text(80),
  familyName: text(80),
  email: email(),
  ...rights,
});
export type UserEdit = z.infer<typeof UserEdit>;

const bytes = () => z.string().max(20_000);

const fromPasskey = {
  id: z.string().min(1).max(2000),
  rawId: bytes(),
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string().max(60), z.unknown()),
};

/** What a browser's passkey signed, as JSON. */
export const PasskeyAnswer = z.object({
  response: z.object({
    ...fromPasskey,
    response: z.object({
      clientDataJSON: bytes(),
      authenticatorData: bytes(),
      signature: bytes(),
      userHandle: z.string().max(2000).optional(),
    }),
  }),
  next: z.string().max(2000).optional(),
});
export type PasskeyAnswer = z.infer<typeof PasskeyAnswer>;

/** A passkey that a browser made, as JSON. */
export const MadePasskey = z.object({
  response: z.object({
    ...fromPasskey,
    response: z.object({
      clientDataJSON: bytes(),
      attestationObject: bytes(),
      transports: z.array(z.string().max(30)).max(10),
    }),
  }),
});
export type MadePasskey = z.infer<typeof MadePasskey>;

export const PasskeyName = z.object({ name: text(60) });
export type PasskeyName = z.infer<typeof PasskeyName>;

export const Ways = z.object({
  version: version(),
  passwords: flag(),
  newcomers: flag(),
  follow: flag(),
  claim: text(60),
  lines: optionalText(8000),
});
export type Ways = z.infer<typeof Ways>;

export const Nothing = z.object({});

export const Versioned = z.object({ version: version() });
export type Versioned = z.infer<typeof Versioned>;

/** What was typed into a form whose session had ended, as the sign-in page carries it. */
export const Kept = z.object({
  path: z.string().max(2000),
  fields: z.record(z.string().max(200), z.union([z.string(), z.array(z.string())])),
  files: flag(),
});
export type Kept = z.infer<typeof Kept>;
