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

  test('what is said of the kind is believed', () => {
    expect(guess(['Name', 'Code'], [], KINDS, 'locations')).toMatchObject({
      kind: 'locations',
      columns: { name: 0, code: 1 },
    });
  });
});
