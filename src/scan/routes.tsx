import { Hono } from 'hono';
import { FoundPage } from '../../views/scan/found.tsx';
import { ScanPage } from '../../views/scan/page.tsx';
import { can, scopeOf } from '../accounts/permissions.ts';
import { normalizeSerial, normalizeTag, parseScan } from '../devices/identifier-rules.ts';
import { NotFound } from '../errors.ts';
import { findExact, findNear, findTag } from '../search/find.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState } from '../web/submit.tsx';

export const scanRoutes = new Hono<AppEnv>();

const MOST_NEAR = 8;
/** A label's text, cut to what an answer repeats of it. */
const SHOWN = 100;

/** The scanner; with ?q= what a scan names. It never changes anything. */
scanRoutes.get('/scan', allow('device.see'), async (c) => {
  const q = (c.req.query('q') ?? '').trim();
  if (q === '') return c.html(<ScanPage frame={frameOf(c, 'scan')} state={freshState()} miss={null} />);
  const exact = await findExact(c.var.ctx, q);
  return exact ? c.redirect(exact.href, 303) : missed(c, q);
});

/** What a label's QR code leads to. */
scanRoutes.get('/t/:tag', async (c) => {
  const { actor, district } = c.var.ctx;
  const tag = c.req.param('tag');
  if (!actor.person) {
    const signIn = `/sign-in?next=${encodeURIComponent(`/t/${encodeURIComponent(tag)}`)}`;
    const text =
      district.settings['found.text'] ||
      `This device belongs to ${district.name}. Please hand it in at any of its schools or offices.`;
    return c.html(<FoundPage frame={frameOf(c, '')} text={text} signIn={signIn} />);
  }
  const exact = await findTag(c.var.ctx, tag);
  return exact ? c.redirect(exact.href, 303) : missed(c, tag);
});

/** What the labels of locations, bins and parts lead to. */
for (const [path, kind, right] of [
  ['/l/:code', 'LOC', 'location.see'],
  ['/b/:code', 'BIN', 'stock.see'],
  ['/p/:code', 'PART', 'stock.see'],
] as const) {
  scanRoutes.get(path, allow(right), async (c) => {
    const exact = await findExact(c.var.ctx, `${kind}:${c.req.param('code')}`);
    if (!exact) throw new NotFound();
    return c.redirect(exact.href, 303);
  });
}

async function missed(c: AppContext, text: string): Promise<Response> {
  const { db, actor } = c.var.ctx;
  const near = await findNear(db, parseScan(text)[0]?.value ?? text, scopeOf(actor, 'device.see'), MOST_NEAR);
  const newDevice = can(actor, 'device.edit') ? newDeviceHref(text) : null;
  const miss = { text: text.slice(0, SHOWN), near, newDevice };
  return c.html(<ScanPage frame={frameOf(c, 'scan')} state={freshState()} miss={miss} />);
}

/** The form for a new device with the text filled in: short ones and plain numbers are tags. */
function newDeviceHref(text: string): string {
  const tag = normalizeTag(text.slice(0, SHOWN));
  const isTag = tag.length <= 7 || /^\d+$/.test(tag);
  const query = new URLSearchParams(
    isTag ? { tag: tag.slice(0, 64) } : { serial: normalizeSerial(text).slice(0, 64) },
  );
  return `/devices/new?${query}`;
}
