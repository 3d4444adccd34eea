import { GAM, GOOGLE_ADMIN } from '../../../src/imports/sources/google.ts';

const HEADS = GOOGLE_ADMIN.tables[0]?.heads ?? [];

/** A line of the console's export: what is not said is empty, and the last columns slip as they do there. */
function line(values: Readonly<Record<string, string>>): string {
  return HEADS.map((head) =>
    /[",]/.test(values[head] ?? '') ? `"${values[head]}"` : (values[head] ?? ''),
  ).join(',');
}

/** The Chrome device export of the console: devices of two schools, one ruined serial, one school that is not known. */
export function consoleExport(): string {
  const device = (n: number, more: Record<string, string>) =>
    line({
      deviceId: `00000000-0000-4000-8000-00000000000${n}`,
      'serial number': `5CD70${n}XYZ`,
      model: 'Dell Chromebook 3100',
      'last sync': '2026-08-28 09:08 AM',
      'org unit path': '/Students/Maple Elementary/Grade 4',
      'provision status': 'Provisioned',
      'asset id': `0700${n}`,
      'annotated user': 'somebody@made.example',
      'annotated location': 'Room 12, cart A',
      'wifi mac address': 'a1b2c3d4e5f6',
      'auto update expiration': '2029-06',
      'storage total (bytes)': '12,345 / 31,000',
      notes: '10.1.2.3',
      ...more,
    });
  return [
    HEADS.join(','),
    device(1, { 'annotated notes': 'keys sticky, 2nd repair' }),
    device(2, { 'org unit path': '/Staff/Birch Middle', 'provision status': 'Deprovisioned' }),
    device(3, { 'serial number': '6.37702E+15' }),
    device(4, { 'org unit path': '/Students/Nowhere' }),
    device(5, { model: 'Chromebook 9' }),
    device(1, {}),
  ].join('\r\n');
}

/** The same fleet as GAM writes it, in UTF-16 as a spreadsheet saves it. */
export function gamExport(): Uint8Array {
  const heads = [
    'deviceId',
    'status',
    'annotatedAssetId',
    'annotatedLocation',
    'model',
    'serialNumber',
  ].concat([
    ...['autoUpdateExpiration', 'lastSync', 'osVersion', 'orgUnitPath', 'macAddress', 'recentUsers.email'],
  ]);
  const known = new Set(GAM.tables[0]?.heads);
  const text = [
    heads.filter((head) => known.has(head)).join('\t'),
    'id-1\tACTIVE\t08001\t\tDell Chromebook 3100\t5CD8001XYZ\t1874966400000\t2026-08-28T13:08:00.000Z\t128\t/Students/Birch Middle\ta1b2c3d4e5f6\tx@made.example',
    'id-2\tDEPROVISIONED\t08002\t\tLenovo 100e Chromebook Gen 2\tPF8002XYZ\t\t\t\t/BIR\t\t',
  ].join('\n');
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, true);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + i * 2, text.charCodeAt(i), true);
  return bytes;
}
