/** Who keeps passkeys, by the number that makers put into them; most devices leave it out. */
const MAKERS: Readonly<Record<string, string>> = {
  'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4': 'Google Password Manager',
  'fbfc3007-154e-4ecc-8c0b-6e020557d7bd': 'Apple Passwords',
  '08987058-cadc-4b81-b6e1-30de50dcbe96': 'Windows Hello',
  '9ddd1817-af5a-4672-a2b9-3e3dd95000a9': 'Windows Hello',
  '6028b017-b1d4-4c02-b4b3-afcdafc96bb2': 'Windows Hello',
  'bada5566-a7aa-401f-bd96-45619a55120d': '1Password',
  'd548826e-79b4-db40-a3d8-11116f7e8349': 'Bitwarden',
};

/** What to call a passkey that has no name yet. */
export function makerOf(aaguid: string | null): string {
  return MAKERS[aaguid ?? ''] ?? 'Passkey';
}

/** Whether browsers take passkeys for this address: a name, over HTTPS or on this machine. */
export function passkeysPossible(baseUrl: string): boolean {
  const { hostname, protocol } = new URL(baseUrl);
  if (hostname === 'localhost') return true;
  return protocol === 'https:' && !/^[\d.]+$|^\[/.test(hostname);
}
