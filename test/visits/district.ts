import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { districtWithLists } from '../support/lists.ts';
import type { Shelf } from '../support/stock.ts';
import type { Cast } from '../support/world.ts';

export const TODAY = '2027-03-02';

export interface Stage {
  app: TestApp;
  w: Cast;
  s: Shelf;
  /** plans a visit as this person and gives its id */
  plan(body: Record<string, unknown>, person?: string): Promise<string>;
  post(path: string, body: Record<string, string | string[]>, person?: string): ReturnType<TestApp['post']>;
}

/** The cast with positions: Birch 7 miles north of Maple, the depot between them. */
export async function stage(): Promise<Stage> {
  const engine = freshDatabase();
  const { w, s } = await districtWithLists(engine);
  const app = testApp(engine);
  const put = (id: string, latitude: number) => ({
    sql: 'UPDATE locations SET latitude = ?, longitude = -76.6 WHERE id = ?',
    parameters: [latitude, id],
  });
  await engine.batch([put(w.maple, 39.3), put(w.birch, 39.4), put(w.depot, 39.32)]);
  return {
    app,
    w,
    s,
    plan: async (body, person = w.sid) => {
      const answer = await app.post(
        '/visits/new',
        { site: 'MAP', day: TODAY, ...body } as Record<string, string>,
        person,
      );
      if (answer.status !== 303) throw new Error(`no visit: ${answer.status} ${answer.text.slice(0, 2000)}`);
      return answer.location?.split(/[/?]/)[2] ?? '';
    },
    post: (path, body, person = w.sid) => app.post(path, body, person),
  };
}
