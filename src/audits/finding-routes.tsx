import { Hono } from 'hono';
import { FindingPage } from '../../views/audits/finding.tsx';
import { FindingsPage } from '../../views/audits/findings.tsx';
import { can } from '../accounts/permissions.ts';
import { NotFound } from '../errors.ts';
import { storePhotos } from '../photos/actions.ts';
import { allow, scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { sayOverFindings } from './close.ts';
import { findingCounts, findingsById, listFindings, photosOf } from './finding-queries.ts';
import { OFFERS } from './findings-rules.ts';
import { FINDING_KINDS, type FindingKind, Nothing, type ResolutionKind, ResolveFindings } from './forms.ts';
import { addAuditPhotos, auditPhoto } from './photos.ts';
import { findAudit, modelOptions } from './queries.ts';
import { resolveFindings } from './resolve.ts';
import { undoResolution } from './resolve-undo.ts';

/** What was found, and what is done about it. */
export const findingRoutes = new Hono<AppEnv>();

const LIMIT = 50;

findingRoutes.get('/audits/:id/findings', allow('audit.see'), async (c) =>
  c.html(await findingsPage(c, freshState())),
);

findingRoutes.post('/audits/:id/findings', allow('audit.apply', 'audit.propose'), async (c) => {
  const audit = await findAudit(c.var.ctx.db, c.req.param('id'), scopeFor(c, 'audit.see'));
  const kind = kindIn(c);
  return submit(c, {
    schema: ResolveFindings,
    run: (ctx, form) => resolveFindings(ctx, audit.id, form, scopeFor(c, 'audit.see')),
    done: ({ proposed }) =>
      `/audits/${audit.id}/findings?kind=${kind}&done=${proposed ? 'proposed' : 'saved'}`,
    again: (state) => findingsPage(c, state),
  });
});

findingRoutes.get('/audits/:id/findings/:finding', allow('audit.see'), async (c) =>
  c.html(await findingPage(c, freshState())),
);

findingRoutes.post('/audits/:id/findings/:finding', allow('audit.apply', 'audit.propose'), async (c) => {
  const { audit, finding } = await findingHere(c);
  return submit(c, {
    schema: ResolveFindings.omit({ findings: true }),
    run: (ctx, form) =>
      resolveFindings(ctx, audit.id, { ...form, findings: [finding.id] }, scopeFor(c, 'audit.see')),
    done: ({ proposed }) =>
      `/audits/${audit.id}/findings?kind=${finding.kind}&done=${proposed ? 'proposed' : 'saved'}`,
    again: (state) => findingPage(c, state),
  });
});

findingRoutes.post('/audits/:id/findings/:finding/photos', allow('audit.run'), async (c) => {
  const { audit, finding } = await findingHere(c);
  return submit(c, {
    schema: Nothing,
    run: async (ctx) => {
      const bytes = async (name: string) =>
        Promise.all(
          (c.var.body.files[name] ?? []).map(async (file) => new Uint8Array(await file.arrayBuffer())),
        );
      const upload = { photos: await bytes('photo'), thumbs: await bytes('thumb') };
      const stored = await storePhotos(c.var.services.photos, upload);
      return addAuditPhotos(ctx, audit.id, finding.key, stored, scopeFor(c, 'audit.run'));
    },
    done: () => `/audits/${audit.id}/findings/${finding.id}?done=saved`,
    again: (state) => findingPage(c, state),
  });
});

findingRoutes.get('/audits/:id/photos/:name', allow('audit.see'), async (c) => {
  const { id, name } = c.req.param();
  const known = await auditPhoto(c.var.ctx, id, name, scopeFor(c, 'audit.see'));
  const photo = await c.var.services.photos.get(known);
  if (!photo) throw new NotFound('The photo is not in the store any more');
  return c.body(photo.bytes, 200, {
    'Content-Type': photo.type,
    'Content-Length': String(photo.bytes.byteLength),
    'Content-Disposition': 'inline',
    'Cache-Control': 'private, max-age=31536000, immutable',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  });
});

findingRoutes.post('/audits/:id/resolutions/:resolution/undo', allow('audit.apply'), async (c) => {
  const audit = await findAudit(c.var.ctx.db, c.req.param('id'), scopeFor(c, 'audit.see'));
  return submit(c, {
    schema: Nothing,
    run: (ctx) => undoResolution(ctx, audit.id, c.req.param('resolution'), scopeFor(c, 'audit.see')),
    done: () => `/audits/${audit.id}?done=undone`,
    back: `/audits/${audit.id}`,
  });
});

function kindIn(c: AppContext): FindingKind {
  const asked = c.var.body.fields.kind ?? c.req.query('kind');
  return FINDING_KINDS.find((kind) => kind === asked) ?? 'missing';
}

async function findingsPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const audit = await findAudit(ctx.db, c.req.param('id') ?? '', scopeFor(c, 'audit.see'));
  const kind = kindIn(c);
  const [page, counts] = await Promise.all([
    listFindings(ctx.db, audit, [kind], c.req.query('cursor'), LIMIT),
    ctx.db.all(findingCounts(audit)),
  ]);
  const tabs = new Map<FindingKind, number>();
  for (const of of FINDING_KINDS) {
    const n = counts.filter((row) => row.kind === of).reduce((sum, row) => sum + row.n, 0);
    if (n > 0 || of === kind) tabs.set(of, n);
  }
  return (
    <FindingsPage
      frame={frameOf(c, 'audits')}
      audit={audit}
      kind={kind}
      rows={page.items}
      next={page.next}
      counts={tabs}
      offers={offersFor(kind)}
      say={sayOverFindings(ctx)}
      state={state}
    />
  );
}

async function findingPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const { audit, finding } = await findingHere(c);
  const naming = finding.device === null;
  const [models, photos] = await ctx.db.read(modelOptions(), photosOf(audit.id));
  const offers = offersFor(finding.kind).filter((what) => naming || (what !== 'match' && what !== 'create'));
  return (
    <FindingPage
      frame={frameOf(c, 'audits')}
      audit={audit}
      finding={finding}
      offers={offers}
      models={naming ? models : []}
      photos={photos.filter(({ about }) => about === finding.key)}
      say={sayOverFindings(ctx)}
      state={state}
      mayUndo={can(ctx.actor, 'audit.apply')}
      mayPhoto={can(ctx.actor, 'audit.run')}
    />
  );
}

function offersFor(kind: FindingKind): ResolutionKind[] {
  return OFFERS[kind] as ResolutionKind[];
}

async function findingHere(c: AppContext) {
  const { db } = c.var.ctx;
  const audit = await findAudit(db, c.req.param('id') ?? '', scopeFor(c, 'audit.see'));
  const [finding] = await db.all(findingsById(audit, [c.req.param('finding') ?? '']));
  if (!finding) throw new NotFound();
  return { audit, finding };
}
