import { Hono } from 'hono';
import { searchOptions } from '../../views/search/options.ts';
import { SearchPage } from '../../views/search/page.tsx';
import { allow } from '../web/access.ts';
import type { AppEnv } from '../web/env.ts';
import { frameOf } from '../web/frame-of.ts';
import { findAnything, findExact, findExactOrAnything } from './find.ts';

export const searchRoutes = new Hono<AppEnv>();

const SUGGESTED = 6;
const LISTED = 20;
/** What the box on every page takes. */
const MAX_TYPED = 100;

searchRoutes.get('/search', allow('device.see'), async (c) => {
  const q = (c.req.query('q') ?? '').trim();
  if (q.length > MAX_TYPED) {
    // A label's link may be longer than what people type.
    const exact = await findExact(c.var.ctx, q);
    if (exact) return c.redirect(exact.href, 303);
    const error = `At most ${MAX_TYPED} characters`;
    const typed = q.slice(0, MAX_TYPED);
    return c.html(<SearchPage frame={frameOf(c, '')} q={typed} error={error} found={null} />, 422);
  }
  const found = q === '' ? null : await findExactOrAnything(c.var.ctx, q, LISTED);
  if (found && 'href' in found) return c.redirect(found.href, 303);
  return c.html(<SearchPage frame={frameOf(c, '')} q={q} found={found} />);
});

/** Options for the listbox under the search box: a piece of a page. */
searchRoutes.get('/search/suggest', allow('device.see'), async (c) => {
  const q = (c.req.query('q') ?? '').trim();
  if (q === '' || q.length > MAX_TYPED) return c.html('');
  return c.html(searchOptions(await findAnything(c.var.ctx, q, SUGGESTED)));
});
