// Runs inside workerd, next to D1: what a test did is one call from it, not one for each trip.
export default {
  async fetch(request, env) {
    const database = env[new URL(request.url).pathname.slice(1)];
    const { texts, trips } = await request.json();
    const prepared = (trip) =>
      trip.statements.map(([text, ...values]) => database.prepare(texts[text]).bind(...values));
    const run = async (trip) => {
      try {
        const results = await database.batch(prepared(trip));
        return trip.writes ? {} : { rows: results.map((result) => result.results) };
      } catch (error) {
        return { error: error.message };
      }
    };
    const answers = [];
    for (let at = 0; at < trips.length; ) {
      // Reads between two commits see the same: they go together.
      let to = at + 1;
      if (!trips[at].writes) while (to < trips.length && !trips[to].writes && to - at < 50) to++;
      const reads = trips.slice(at, to);
      const all = reads.length > 1 && (await run({ statements: reads.flatMap((trip) => trip.statements) }));
      if (all?.rows)
        for (const { statements } of reads) answers.push({ rows: all.rows.splice(0, statements.length) });
      else for (const trip of reads) answers.push(await run(trip));
      at = to;
    }
    return Response.json(answers);
  },
};
