import { z } from 'zod';

/** How Google's Directory API is reached. */
export interface DirectoryConfig {
  /** without a slash at its end */
  url: string;
  customer: string;
  /** the admin in whose name the service account reads */
  admin: string;
  /** of the service account */
  email: string;
  keyId: string;
  /** PKCS #8, PEM */
  privateKey: string;
  tokenUrl: string;
}

/** The variables of Google's Directory API. */
export const directoryVariables = {
  /** The service account's key: the whole JSON document that Google gives. */
  GOOGLE_DIRECTORY_KEY: z.string().min(1).optional(),
  /** The address of an admin who may see Chrome devices; the service account acts in that name. */
  GOOGLE_DIRECTORY_ADMIN: z.email().optional(),
  /** The customer's id; `my_customer` is the admin's own. */
  GOOGLE_DIRECTORY_CUSTOMER: z
    .string()
    .regex(/^[A-Za-z0-9_]{1,40}$/)
    .default('my_customer'),
  /** Where the API is; another one in tests. */
  GOOGLE_DIRECTORY_URL: z.url({ protocol: /^https?$/ }).default('https://admin.googleapis.com'),
};

const Key = z.object({
  client_email: z.string().min(3),
  private_key: z.string().includes('PRIVATE KEY'),
  private_key_id: z.string().default(''),
  token_uri: z.url({ protocol: /^https?$/ }).default('https://oauth2.googleapis.com/token'),
});

interface Read {
  GOOGLE_DIRECTORY_KEY?: string | undefined;
  GOOGLE_DIRECTORY_ADMIN?: string | undefined;
  GOOGLE_DIRECTORY_CUSTOMER: string;
  GOOGLE_DIRECTORY_URL: string;
}

/** @param problems what is wrong is added, one line for each variable */
export function directoryOf(e: Read, problems: string[]): DirectoryConfig | null {
  if (!e.GOOGLE_DIRECTORY_KEY && !e.GOOGLE_DIRECTORY_ADMIN) return null;
  const key = Key.safeParse(documentIn(e.GOOGLE_DIRECTORY_KEY ?? ''));
  if (!key.success)
    problems.push('GOOGLE_DIRECTORY_KEY: the JSON document of a service account key, as Google gives it');
  if (!e.GOOGLE_DIRECTORY_ADMIN)
    problems.push('GOOGLE_DIRECTORY_ADMIN: the admin in whose name it reads, with GOOGLE_DIRECTORY_KEY');
  if (!key.success || !e.GOOGLE_DIRECTORY_ADMIN) return null;
  return {
    url: e.GOOGLE_DIRECTORY_URL.replace(/\/+$/, ''),
    customer: e.GOOGLE_DIRECTORY_CUSTOMER,
    admin: e.GOOGLE_DIRECTORY_ADMIN,
    email: key.data.client_email,
    keyId: key.data.private_key_id,
    privateKey: key.data.private_key,
    tokenUrl: key.data.token_uri,
  };
}

function documentIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
