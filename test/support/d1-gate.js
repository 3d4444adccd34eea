// Runs inside workerd, next to D1: a batch is one call from the tests, not one for each statement.
export default {
  async fetch(request, env) {
    const database = env[new URL(request.url).pathname.slice(1)];
    const statements = await request.json();
    try {
      const prepared = statements.map((s) => database.prepare(s.sql).bind(...s.parameters));
      const answers = await database.batch(prepared);
      return Response.json({ rows: answers.map((answer) => answer.results) });
    } catch (error) {
      return Response.json({ error: error.message });
    }
  },
};
