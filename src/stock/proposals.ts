import { z } from 'zod';
import { newId } from '../db/id.ts';
import type { Query } from '../db/query.ts';
import { Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import type { ProposalKinds } from '../proposals/rules.ts';
import { postCount } from './ledger-changes.ts';
import { scrapPart } from './scrap-changes.ts';

const Content = z.object({
  counted: z.array(z.object({ part: z.string(), counted: z.number().int().min(0) })).min(1),
});

const ScrapContent = z.object({
  part: z.string(),
  quantity: z.number().int().min(1),
  reason: z.string(),
});

/** Counts and scrap that somebody without the right to change the books has proposed. */
export const stockProposals: ProposalKinds = {
  count: {
    words: 'Take over a count',
    needs: 'stock.open',
    async changes(ctx, proposal) {
      const content = Content.safeParse(proposal.content);
      const bin = proposal.thing;
      if (!content.success || !bin) throw new Invalid({ '': 'The count cannot be read any more' });
      const { counted } = content.data;
      const held: Query<{ part: string; books: number }> = {
        sql: `SELECT p.id AS part, ifnull(s.on_hand, 0) AS books FROM json_each(?) AS j
                JOIN parts AS p ON p.id = j.value LEFT JOIN stock AS s ON s.part = p.id AND s.bin = ?`,
        parameters: [JSON.stringify(counted.map(({ part }) => part)), bin],
      };
      const after: Query<{ n: number }> = {
        sql: `SELECT 1 AS n FROM movements WHERE bin = ? AND at > ?
                AND part IN (SELECT value FROM json_each(?)) LIMIT 1`,
        parameters: [bin, proposal.at, JSON.stringify(counted.map(({ part }) => part))],
      };
      const [rows, moved] = await ctx.db.read(held, after);
      // A count is true of its moment: after a movement it would overwrite what happened since.
      if (moved.length > 0)
        throw new Invalid({ '': 'Parts moved in this bin since the count: refuse it, and count again' });
      const books = new Map(rows.map((row) => [row.part, row.books]));
      const counts = counted.map((line) => {
        const inBooks = books.get(line.part);
        if (inBooks === undefined) throw new NotFound();
        return { ...line, books: inBooks };
      });
      return [
        postCount(bin, counts, ctx.actor.person, ctx.now),
        record({
          thing: bin,
          kind: 'bin',
          verb: 'counted',
          site: proposal.site,
          data: { counts, proposal: proposal.id },
        }),
      ];
    },
  },
  scrap: {
    words: 'Scrap parts',
    needs: 'scrap.do',
    async changes(ctx, proposal) {
      const content = ScrapContent.safeParse(proposal.content);
      const bin = proposal.thing;
      if (!content.success || !bin) throw new Invalid({ '': 'The proposal cannot be read any more' });
      const { part, quantity, reason } = content.data;
      const held = await ctx.db.first<{ n: number }>({
        sql: 'SELECT on_hand AS n FROM stock WHERE bin = ? AND part = ?',
        parameters: [bin, part],
      });
      if ((held?.n ?? 0) < quantity)
        throw new Invalid({ '': `The bin holds ${held?.n ?? 0} by the books: refuse it` });
      const note = proposal.reason;
      return [
        scrapPart({ id: newId(), part, bin, quantity, reason, note, by: ctx.actor.person }, ctx.now),
        record({
          thing: bin,
          kind: 'bin',
          verb: 'scrapped parts',
          site: proposal.site,
          data: { part, quantity, reason, proposal: proposal.id },
        }),
      ];
    },
  },
};
