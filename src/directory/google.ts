import type { DirectoryConfig } from '../directory-config.ts';
import { Busy, Declined, Denied, googleClient, isBusy, StalePage } from './google-client.ts';

/** A page of devices, as the API gives them. */
export interface DevicePage {
  devices: unknown[];
  /** '' after the last one */
  next: string;
}

/** Where devices are read from, page by page, and where a few words of ours go. */
export interface DirectorySource {
  readonly name: 'google';
  /** @throws Busy, StalePage, Denied */
  page(token: string): Promise<DevicePage>;
  /** One device as it is now, by the scope for writing. @throws Busy, Declined, Denied */
  device(external: string): Promise<Readonly<Record<string, unknown>>>;
  /** Some of its words. @param etag of the reading that they go by @throws Busy, Declined, Denied */
  patch(external: string, etag: string, fields: Readonly<Record<string, string>>): Promise<void>;
  /** @param externals at most 50 @throws Busy, Declined, Denied */
  move(unit: string, externals: readonly string[]): Promise<void>;
}

const SCOPE = 'https://www.googleapis.com/auth/admin.directory.device.chromeos';
const PAGE = 200;
/** Devices of one move: Google takes no more. */
export const MOST_MOVED = 50;

/** Google's Admin SDK Directory API, by a service account with domain-wide delegation. */
export function googleDirectory(config: DirectoryConfig, clock: () => number = Date.now): DirectorySource {
  const reader = googleClient(config, `${SCOPE}.readonly`, clock);
  // The scope for writing is asked for when something is written, and never by a reading.
  const writer = googleClient(config, SCOPE, clock);
  const devices = `/admin/directory/v1/customer/${config.customer}/devices/chromeos`;
  const one = (external: string) => `${devices}/${encodeURIComponent(external)}`;
  const write = async (path: string, init: Parameters<typeof writer.ask>[1]) => {
    const answer = await writer.ask(path, init);
    if (answer.ok) return answer.told;
    const { status, words, reason, after } = answer;
    if (isBusy(answer)) throw new Busy(words, after);
    // The scope, or a right of the admin: no other device would go either.
    if (status === 403 && /insufficientPermissions|accessNotConfigured/i.test(reason))
      throw new Denied(words);
    throw new Declined(words, status);
  };
  return {
    name: 'google',
    async page(token) {
      const query = new URLSearchParams({
        maxResults: String(PAGE),
        projection: 'FULL',
        // In an order that does not move while it is read.
        orderBy: 'serialNumber',
        ...(token ? { pageToken: token } : {}),
      });
      const answer = await reader.ask(`${devices}?${query}`);
      if (answer.ok) {
        const { chromeosdevices = [], nextPageToken = '' } = answer.told as {
          chromeosdevices?: unknown[];
          nextPageToken?: string;
        };
        return { devices: Array.isArray(chromeosdevices) ? chromeosdevices : [], next: nextPageToken };
      }
      if (isBusy(answer)) throw new Busy(answer.words, answer.after);
      if ((answer.status === 400 || answer.status === 410) && token) throw new StalePage(answer.words);
      throw new Denied(answer.words);
    },
    async device(external) {
      return (await write(`${one(external)}?projection=FULL`, {})) as Record<string, unknown>;
    },
    async patch(external, etag, fields) {
      const headers: Record<string, string> = etag ? { 'If-Match': etag } : {};
      await write(`${one(external)}?projection=BASIC`, { method: 'PATCH', body: fields, headers });
    },
    async move(unit, externals) {
      const query = new URLSearchParams({ orgUnitPath: unit });
      await write(`${devices}/moveDevicesToOu?${query}`, { method: 'POST', body: { deviceIds: externals } });
    },
  };
}
