/** What may be reached besides the public internet. */
export interface Reach {
  /** plain http, besides https */
  http: boolean;
  /** networks as 10.1.0.0/16 or fd00::/8, or single addresses */
  allow: readonly string[];
}

interface Network {
  bytes: readonly number[];
  bits: number;
}

/** What is not the public internet (RFC 6890 and its successors), and where clouds keep their metadata. */
const REFUSED_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
].map(networkOf);

/** Global unicast alone is public, less what is documentation or carries another address inside. */
const PUBLIC_V6 = networkOf('2000::/3');
const REFUSED_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'].map(networkOf);

const NAMES_INSIDE =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|home\.arpa|corp|private)$/;

/**
 * Why a webhook may not go to this URL, by what is written in it; null where it may. What its name leads to is asked
 * when it is connected.
 */
export function urlProblem(text: string, reach: Reach): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return 'An address that begins with https://';
  if (url.protocol === 'http:' && !reach.http) return 'https only: what is sent could be read on its way';
  if (url.username || url.password) return 'Without a name and password in it';
  const host = hostOf(url);
  if (bytesOf(host)) return addressProblem(host, reach.allow);
  if (NAMES_INSIDE.test(host.replace(/\.$/, '')) || !host.includes('.'))
    return reach.allow.includes(host) ? null : 'A name inside a network: it may not be reached from here';
  return null;
}

/** The host without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** Why this address may not be connected; null where it may. */
export function addressProblem(address: string, allow: readonly string[]): string | null {
  const bytes = bytesOf(address);
  if (!bytes) return 'That is not an address';
  if (allow.some((entry) => isNetwork(entry) && within(bytes, networkOf(entry)))) return null;
  const open =
    bytes.length === 4
      ? !REFUSED_V4.some((network) => within(bytes, network))
      : within(bytes, PUBLIC_V6) && !REFUSED_V6.some((network) => within(bytes, network));
  return open ? null : 'An address inside a network: it may not be reached from here';
}

/** Whether an entry of what is allowed can be read: a network, an address, or a name. */
export function isAllowEntry(entry: string): boolean {
  return isNetwork(entry) || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(entry);
}

function isNetwork(entry: string): boolean {
  const [address = '', bits] = entry.split('/');
  const bytes = bytesOf(address);
  if (!bytes) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= bytes.length * 8);
}

function networkOf(entry: string): Network {
  const [address = '', bits] = entry.split('/');
  const bytes = bytesOf(address) ?? [];
  return { bytes, bits: bits === undefined ? bytes.length * 8 : Number(bits) };
}

function within(bytes: readonly number[], network: Network): boolean {
  if (bytes.length !== network.bytes.length) return false;
  for (let bit = 0; bit < network.bits; bit += 8) {
    const mask = 0xff & (0xff << Math.max(0, 8 - (network.bits - bit)));
    if (((bytes[bit >> 3] ?? 0) & mask) !== ((network.bytes[bit >> 3] ?? 0) & mask)) return false;
  }
  return true;
}

/** An address as bytes, 4 or 16; null where it is a name. A zone (fe80::1%eth0) is not taken. */
export function bytesOf(text: string): number[] | null {
  return text.includes(':') ? bytesOfV6(text) : bytesOfV4(text);
}

function bytesOfV4(text: string): number[] | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) return null;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte < 256) ? bytes : null;
}

function bytesOfV6(text: string): number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = [groupsOf(halves[0] ?? ''), groupsOf(halves[1] ?? '')];
  if (!head || !tail) return null;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return null;
  return [...head, ...Array<number>(missing).fill(0), ...tail];
}

/** The bytes of 'fe80:1' or '::ffff:10.0.0.1' between its double colons. */
function groupsOf(text: string): number[] | null {
  if (text === '') return [];
  const groups = text.split(':');
  const bytes: number[] = [];
  for (const [i, group] of groups.entries()) {
    const inner = i === groups.length - 1 ? bytesOfV4(group) : null;
    if (inner) bytes.push(...inner);
    else if (/^[0-9a-f]{1,4}$/i.test(group)) bytes.push(...twoBytes(Number.parseInt(group, 16)));
    else return null;
  }
  return bytes;
}

function twoBytes(group: number): [number, number] {
  return [group >> 8, group & 0xff];
}
