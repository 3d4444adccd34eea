import { Hono } from 'hono';
import { personWords } from '../../views/people/words.ts';
import { RepairPage } from '../../views/repairs/page.tsx';
import { can, scopeOf } from '../accounts/permissions.ts';
import { claimsOfRepair } from '../claims/queries.ts';
import { issuedTo, whoHasIt } from '../custody/now.ts';
import { deviceByRef, sees } from '../devices/queries.ts';
import { NotFound } from '../errors.ts';
import { photosOfRepair } from '../photos/queries.ts';
import { reservationsOf, takenFor } from '../stock/reservation-queries.ts';
import { allow, scopeFor } from '../web/access.ts';
import { dayIn } from '../web/day.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { frameOf } from '../web/frame-of.ts';
import { submit } from '../web/submit.tsx';
import { coverageNow } from './coverage.ts';
import { coverageOf } from './coverage-queries.ts';
import { isLate } from './due-rules.ts';
import { Nothing } from './move-forms.ts';
import { markSeen } from './note.ts';
import { findRepair, historyOf, holdsOf, linesOf, notesOf, partsOf, type Repair } from './queries.ts';
import { myPlace, type Quick, quickByRepair } from './quick-queries.ts';
import { undoQuickRepair } from './quick-undo.ts';
import { returnRepairPart, withdrawLine } from './return-part.ts';
import { movesFrom } from './rules.ts';

export const repairPageRoutes = new Hono<AppEnv>();

repairPageRoutes.get('/repairs/:ref', allow('repair.see'), async (c) => {
  const { db, actor, now, today } = c.var.ctx;
  const repair = await findRepair(db, c.req.param('ref'), scopeFor(c, 'repair.see'));
  const [devices, lines, parts, holds, kept, taken, notes, photos, history, quick, covered, places, claims] =
    await db.read(
      deviceByRef(repair.device),
      linesOf(repair.id),
      partsOf(repair.id),
      holdsOf(repair.id),
      reservationsOf(repair.id),
      takenFor(repair.id),
      notesOf(repair.id, actor.person),
      photosOfRepair(repair.id),
      historyOf(repair.id),
      quickByRepair(repair.id),
      coverageOf(repair.device),
      myPlace(actor.person),
      claimsOfRepair(repair.id),
    );
  const device = devices[0];
  if (!device) throw new NotFound();
  const names = scopeOf(actor, 'student.see');
  const mayWork = can(actor, 'repair.work');
  const maySeeStock = can(actor, 'stock.see');
  return c.html(
    <RepairPage
      frame={frameOf(c, 'repairs')}
      repair={repair}
      device={{
        ...device,
        seen: sees(scopeOf(actor, 'device.see'), device),
        whoHasIt: whoHasIt(device, names),
        issuedTo: issuedTo(device, names),
      }}
      hadDevice={personWords(
        { students: names },
        {
          name: repair.hadDeviceName,
          kind: repair.hadDeviceKind,
          grade: repair.hadDeviceGrade,
          site: repair.hadDeviceSite,
        },
      )}
      coverage={coverageNow(covered[0], today)}
      late={!repair.closedAt && isLate(repair, now)}
      lines={lines}
      parts={parts}
      holds={holds}
      kept={maySeeStock ? kept : []}
      taken={maySeeStock ? taken : []}
      notes={notes}
      photos={photos}
      history={history}
      moves={mayWork ? movesFrom(repair.state) : []}
      mayWork={mayWork}
      maySeeStock={maySeeStock}
      mayWrite={mayWork || can(actor, 'repair.report')}
      mayUndo={mayUndo(c, repair, quick[0])}
      myPlace={places[0] ?? null}
      claims={can(actor, 'claim.see') ? claims : []}
    />,
  );
});

/** The author's, on the day, where nothing happened since. */
function mayUndo(c: AppContext, repair: Repair, quick: Quick | undefined): boolean {
  const { actor, today, district } = c.var.ctx;
  if (!quick || quick.undoneAt || quick.person !== actor.person || repair.state === 'withdrawn') return false;
  const { version } = JSON.parse(quick.undo) as { version: number };
  return version === repair.version && dayIn(district.zone, quick.at) === today;
}

repairPageRoutes.post('/repairs/:ref/undo', allow('repair.work'), (c) => {
  const ref = c.req.param('ref');
  return submit(c, {
    schema: Nothing,
    run: (ctx) => undoQuickRepair(ctx, ref),
    done: ({ number }) => `/repairs/${number}?done=undone`,
    back: `/repairs/${encodeURIComponent(ref)}`,
  });
});

repairPageRoutes.post('/repairs/:ref/parts/:use/return', allow('repair.work'), (c) => {
  const { ref, use } = c.req.param();
  return submit(c, {
    schema: Nothing,
    run: (ctx) => returnRepairPart(ctx, ref, use),
    done: ({ number }) => `/repairs/${number}?done=saved`,
    back: `/repairs/${encodeURIComponent(ref)}`,
  });
});

repairPageRoutes.post('/repairs/:ref/lines/:line/withdraw', allow('repair.work'), (c) => {
  const { ref, line } = c.req.param();
  return submit(c, {
    schema: Nothing,
    run: (ctx) => withdrawLine(ctx, ref, line),
    done: ({ number }) => `/repairs/${number}?done=withdrawn`,
    back: `/repairs/${encodeURIComponent(ref)}`,
  });
});

repairPageRoutes.post('/repairs/mentions/:note/seen', allow('account.own'), (c) => {
  const note = c.req.param('note');
  return submit(c, {
    schema: Nothing,
    run: (ctx) => markSeen(ctx, note),
    done: ({ number }) => `/repairs/${number}#notes`,
    back: '/',
  });
});
