import { beforeEach, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase, freshSqlite } from '../support/database.ts';
import { listening, planOf, scansIn } from '../support/plans.ts';
import { type Cast, makeWorld } from '../support/world.ts';

let app: TestApp;
let w: Cast;

beforeEach(async () => {
  const engine = freshDatabase();
  w = await makeWorld(engine);
  app = testApp(engine);
});

const student = (fields: Record<string, string> = {}) => ({
  kind: 'student',
  givenName: 'Wren',
  familyName: 'Tidewater',
  externalId: '700777',
  site: w.maple,
  grade: '8',
  ...fields,
});

describe('the list of people', () => {
  test.each([
    ['', ['Fennimore, Quill', 'Larkspur, Pip', 'Pliers, Sid'], []],
    ['kind=student', ['Fennimore, Quill'], ['Pliers, Sid']],
    ['site=MAP&kind=student', ['Fennimore, Quill'], ['Larkspur, Pip']],
    ['q=fen', ['Fennimore, Quill'], ['Larkspur, Pip']],
    ['q=70000', ['Fennimore, Quill', 'Larkspur, Pip'], ['Pliers, Sid']],
    ['q=quill+fenn', ['Fennimore, Quill'], ['Larkspur, Pip']],
    ['grade=7', ['Fennimore, Quill'], ['Pliers, Sid']],
    ['grade=8', [], ['Fennimore, Quill']],
    ['show=gone', [], ['Fennimore, Quill']],
    ['q=%22%29+OR+1', [], ['Fennimore, Quill']],
    ['cursor=nonsense&kind=%3Cb%3E', [], ['Fennimore, Quill']],
  ])('%s', async (query, shown, hidden) => {
    const page = await app.get(`/people?${query}`, w.mara);
    expect(page.status).toBe(200);
    for (const name of shown) expect(page.text).toContain(name);
    for (const name of hidden) expect(page.text).not.toContain(name);
  });

  test('shows no student to an auditor, whatever the URL says', async () => {
    for (const query of ['', 'kind=student', 'q=fen', 'grade=7'])
      expect((await app.get(`/people?${query}`, w.audrey)).text).not.toContain('Fennimore');
    expect((await app.get('/people', w.audrey)).text).toContain('Pliers, Sid');
    expect((await app.get(`/people/${w.student}`, w.audrey)).status).toBe(404);
  });

  test('is the own school for a contact', async () => {
    const page = await app.get('/people', w.cora);
    expect(page.text).toContain('Fennimore');
    expect(page.text).not.toContain('Larkspur');
    for (const query of ['site=BIR', 'q=lark', 'kind=student'])
      expect((await app.get(`/people?${query}`, w.cora)).text).not.toContain('Larkspur');
    expect((await app.get(`/people/${w.birchStudent}`, w.cora)).status).toBe(404);
    expect((await app.get(`/people/${w.student}`, w.cora)).status).toBe(200);
  });
});

describe('a person', () => {
  test('is made, findable at once, and recorded without a name', async () => {
    const made = await app.post('/people/new', student(), w.mara);
    expect(made.status).toBe(303);
    const page = await app.get(made.location ?? '', w.mara);
    expect(page.text).toContain('Wren Tidewater');
    expect(page.text).toContain('Grade 8');
    expect((await app.get('/people?q=tide', w.mara)).text).toContain('Tidewater, Wren');
    const [record] = await app.rows("SELECT verb, data FROM records WHERE kind = 'person'");
    expect(JSON.stringify(record)).not.toContain('Wren');
  });

  test.each([
    ['externalId', '700001', 'Another person has this id'],
    ['familyName', '', 'Fill this in'],
    ['familyName', 'x'.repeat(10_001), 'At most 80 characters'],
    ['site', '', 'A student belongs to a school'],
    ['grade', '13', 'Choose one of these'],
    ['email', 'not an address', 'An e-mail address'],
    ['kind', 'admin', 'Choose one of these'],
  ])('with %s of %j is refused at its field', async (name, value, words) => {
    const answer = await app.post('/people/new', student({ [name]: value }), w.mara);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain('value="Wren"');
  });

  test('of a depot, or on the staff with a grade, is refused', async () => {
    expect((await app.post('/people/new', student({ site: w.depot }), w.mara)).text).toContain(
      'Choose a site in use',
    );
    expect((await app.post('/people/new', student({ kind: 'staff' }), w.mara)).text).toContain(
      'Only students have a grade',
    );
  });

  test('takes HTML and SQL in every field as text', async () => {
    const evil = `<img src=x onerror=alert(1)>'; DROP TABLE people;`;
    const made = await app.post('/people/new', student({ givenName: evil, externalId: evil }), w.mara);
    const page = await app.get(made.location ?? '', w.mara);
    expect(page.text).not.toContain('<img src=x');
    expect(page.text).toContain('&lt;img src=x');
  });

  test('is edited; a stale form keeps the typing and shows what changed', async () => {
    const edit = { version: '1', givenName: 'Quill', familyName: 'Fennimore', site: w.maple, active: 'on' };
    const moved = await app.post(`/people/${w.student}/edit`, { ...edit, site: w.birch, grade: '8' }, w.mara);
    expect(moved.status).toBe(303);
    const stale = await app.post(`/people/${w.student}/edit`, { ...edit, familyName: 'Fenn' }, w.ada);
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('value="Fenn"');
    expect(stale.text).toContain('<td>Maple Elementary</td><td>Birch Middle</td>');
  });

  test('who left is no longer in the list, and keeps the page', async () => {
    const edit = { version: '1', givenName: 'Quill', familyName: 'Fennimore', site: w.maple };
    await app.post(`/people/${w.student}/edit`, edit, w.mara);
    expect((await app.get('/people', w.mara)).text).not.toContain('Fennimore');
    expect((await app.get('/people?show=gone', w.mara)).text).toContain('Fennimore');
    expect((await app.get(`/people/${w.student}`, w.mara)).text).toContain('Gone');
  });

  test('is made and edited by managers and admins alone', async () => {
    for (const person of [w.sid, w.ivy, w.cora, w.audrey]) {
      expect((await app.post('/people/new', student(), person)).status).toBe(403);
      expect((await app.get(`/people/${w.student}/edit`, person)).status).toBe(403);
    }
  });
});

describe('the page of a person', () => {
  test('shows what they have, what is missing, and what broke', async () => {
    await app.rows(
      `INSERT INTO repairs (id, number, device, site, state, had_device, reported_at, recorded_at, headline)
       VALUES ('r1', 7, ?, ?, 'reported', ?, '2027-01-05T00:00:00.000Z', '2027-01-05T00:00:00.000Z', 'Hinge') RETURNING 1`,
      w.one,
      w.maple,
      w.student,
    );
    await app.rows(
      `INSERT INTO missing_accessories (id, device, person, what, at)
       VALUES ('m1', ?, ?, 'charger', '2027-01-05T00:00:00.000Z') RETURNING 1`,
      w.two,
      w.student,
    );
    const page = await app.get(`/people/${w.student}`, w.sid);
    for (const text of ['48213', 'Issued, has it', 'Charger', '48214', 'R-000007', 'Hinge'])
      expect(page.text).toContain(text);
  });
});

describe('reading people', () => {
  test('walks no big table, and sorts only the hits of a name', async () => {
    const file = freshSqlite();
    const world = await makeWorld(file);
    const { engine, reads } = listening(file);
    const watched = testApp(engine);
    for (const path of [
      '/people',
      '/people?kind=student',
      '/people?site=MAP',
      `/people?site=${world.maple}&grade=7`,
      '/people?site=MAP&kind=student&show=gone',
      '/people?q=fen',
      '/people?q=fen&site=MAP',
      `/people/${world.student}`,
    ]) {
      for (const person of [world.mara, world.cora, world.audrey]) {
        reads.length = 0;
        await watched.get(path, person);
        for (const read of reads) {
          const plan = planOf(file, read);
          expect({
            path,
            sql: read.sql,
            scans: scansIn(plan).filter((step) => !/people_present|people_gone|^SCAN c$/.test(step)),
          }).toEqual({ path, sql: read.sql, scans: [] });
          if (read.sql.includes('FROM people AS p INDEXED'))
            expect(plan.filter((step) => /TEMP B-TREE/.test(step))).toEqual([]);
        }
      }
    }
  });
});
