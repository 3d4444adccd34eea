import { describe, expect, test } from 'vitest';
import { guess } from '../../src/imports/guess.ts';
import type { KindName } from '../../src/imports/kind.ts';
import { KINDS } from '../../src/imports/kinds/all.ts';
import { SOURCES } from '../../src/imports/sources/all.ts';

const look = (head: string, sample: string[] = [], only?: KindName) => {
  const names = head.split(',');
  const found = guess(
    names,
    sample.map((line) => line.split(',')),
    KINDS,
    only,
  );
  const columns = Object.fromEntries(
    Object.entries(found?.columns ?? {}).map(([name, at]) => [name, names[at]]),
  );
  return { kind: found?.kind, source: found?.source, columns };
};

describe('files of known systems', () => {
  test.each(
    SOURCES.flatMap((source) => source.tables.map((table) => [source.name, table.kind, table] as const)),
  )('%s: %s', (source, kind, table) => {
    // Who has a device stands in the same file as the device.
    const found = look(table.heads.join(','), [], kind === 'custody' ? kind : undefined);
    expect(found.source).toBe(source);
    expect(found.kind).toBe(kind);
    for (const [name, heads] of Object.entries(table.columns))
      if (found.columns[name]) expect(heads).toContain(found.columns[name]);
  });

  test('of the console nothing behind the slipping columns is taken', () => {
    const console_ = SOURCES[0]?.tables[0];
    const found = look(console_?.heads.join(',') ?? '');
    expect(found.columns).toMatchObject({
      note: 'annotated notes',
      home: 'org unit path',
      external_id: 'deviceId',
    });
  });

  test('a OneRoster file of 1.2 with roles, and a Snipe-IT report with fields of its own', () => {
    const users = look(
      'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,primaryOrgSourcedId,pronouns,metadata.x,role,orgSourcedIds',
    );
    expect(users).toMatchObject({
      kind: 'people',
      source: 'oneroster',
      columns: {
        external_id: 'identifier',
        kind: 'role',
        site: 'orgSourcedIds',
        main_site: 'primaryOrgSourcedId',
        grade: 'grades',
      },
    });
    expect(Object.values(users.columns)).not.toContain('password');
    const assets = look(
      'Asset Tag,Serial,Model,Model Number,Category,Status,Location,Purchase Date,Purchase Cost,Checkout Type,Bag Number,Funding',
    );
    expect(assets).toMatchObject({
      kind: 'devices',
      source: 'snipe-it',
      columns: { serial: 'Serial', tag: 'Asset Tag' },
    });
  });
});

describe('files that nobody has seen', () => {
  test('most columns are told by likeness and by what stands in them', () => {
    const found = look(
      'Ser. No,Asset #,Device Mdl,School Bldg,Date Purch.,Unit Price,PO Num,Remarks,Colour',
      [
        '5CD1234XYZ,48213,Dell Chromebook 3100,Maple,8/28/2026,$279.00,PO-1,fine,grey',
        '5CD1235XYZ,48214,Dell Chromebook 3100,Maple,8/29/2026,$279.00,PO-1,,grey',
      ],
    );
    expect(found).toMatchObject({
      kind: 'devices',
      source: 'csv',
      columns: {
        serial: 'Ser. No',
        tag: 'Asset #',
        model: 'Device Mdl',
        home: 'School Bldg',
        purchased_on: 'Date Purch.',
        cost: 'Unit Price',
        order_number: 'PO Num',
        note: 'Remarks',
      },
    });
    const people = look('Student No.,First,Last,Mail,Bldg,Gr Level', [
      '700001,Ada,Made,ada@made.example,Maple,07',
      '700002,Bo,Made,bo@made.example,Maple,08',
    ]);
    expect(people).toMatchObject({
      kind: 'people',
      columns: {
        external_id: 'Student No.',
        given_name: 'First',
        family_name: 'Last',
        email: 'Mail',
        grade: 'Gr Level',
      },
    });
  });

  const SERIALS = ['5CD1111XYZ', '5CD1112XYZ'];
  const twice = (row: string) => SERIALS.map((serial) => row.replace('SERIAL', serial));

  test.each([
    [
      'a district in German',
      'Inventarnummer;Seriennummer;Gerätemodell;Hersteller;Schule;Raum;Kaufdatum;Anschaffungskosten;Garantie bis;Zustand;Bemerkungen',
      '10012;SERIAL;Chromebook 3100;Dell;Maple;12;28.08.2026;279,50 €;27.08.2028;gut;keine',
      'tag serial model maker home place purchased_on cost warranty_until condition note',
    ],
    [
      'a district in Spanish',
      'Nº de inventario;Número de serie;Modelo;Marca;Escuela;Fecha de compra;Precio;Garantía hasta;Estado;Observaciones',
      '10012;SERIAL;Chromebook 3100;Dell;Maple;28/08/2026;279.50;27/08/2028;en uso;',
      'tag serial model maker home purchased_on cost warranty_until state note',
    ],
    [
      "a vendor's invoice",
      'Invoice No.;Cust PO;Ship Dt;Mfr Part #;Item Description;S/N Shipped;Tag Applied;Ext. Unit Price;Wty Expires;Ship To School',
      'INV-1;PO-77;08/28/2026;9X-11;HP Chromebook 11 G9 EE;SERIAL;10012;$279.50;08/27/2029;Maple',
      '- order_number purchased_on model_number model serial tag cost warranty_until home',
    ],
    [
      'a device management',
      'Device name;Hardware ID;Manufacturer;Model;Total storage;Wi-Fi MAC;Ethernet MAC;Primary user email;Enrollment date;OS version;Building;Inventory tag',
      'MAP-1;SERIAL;Dell;Dell Chromebook 3100;32 GB;3c58c2019a7f;;x@made.example;2026-08-28;15.4;Maple;10012',
      '- serial maker model storage wifi_mac ethernet_mac - - - home tag',
    ],
    [
      'letters above the columns: what stands in them alone',
      'A;B;C;D',
      '3c58c2019a7f;SERIAL;Dell Chromebook 3100;x',
      'wifi_mac serial model -',
    ],
  ])('%s', (_, head, row, expected) => {
    const found = guess(
      head.split(';'),
      twice(row).map((line) => line.split(';')),
      KINDS,
    );
    const seen = head.split(';').map((_head, i) => {
      const [name = '-'] = Object.entries(found?.columns ?? {}).find(([, at]) => at === i) ?? [];
      return name;
    });
    expect([found?.kind, found?.source, seen.join(' ')]).toEqual(['devices', 'csv', expected]);
  });

  test('what is said of the kind is believed', () => {
    expect(guess(['Name', 'Code'], [], KINDS, 'locations')).toMatchObject({
      kind: 'locations',
      columns: { name: 0, code: 1 },
    });
  });
});
