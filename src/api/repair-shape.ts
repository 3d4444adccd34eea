import type { z } from 'zod';
import { can } from '../accounts/permissions.ts';
import { isLate } from '../repairs/due-rules.ts';
import { findRepair, holdsOf, linesOf, notesOf, partsOf, type Repair } from '../repairs/queries.ts';
import { movesFrom } from '../repairs/rules.ts';
import { scopeFor } from '../web/access.ts';
import type { AppContext } from '../web/env.ts';
import { namesFor, personRef } from './person.ts';
import type { Repair as RepairShape } from './shapes-repairs.ts';

/** The repair that the path names, where the person may see it. @throws NotFound */
export function repairHere(c: AppContext): Promise<Repair> {
  return findRepair(c.var.ctx.db, c.req.param('repair') ?? '', scopeFor(c, 'repair.see'));
}

/** Everything that is known of the repair that the path names. @throws NotFound */
export async function wholeRepair(c: AppContext): Promise<z.input<typeof RepairShape>> {
  const { db, actor, now } = c.var.ctx;
  const repair = await repairHere(c);
  const [lines, parts, holds, notes] = await db.read(
    linesOf(repair.id),
    partsOf(repair.id),
    holdsOf(repair.id),
    notesOf(repair.id, actor.person),
  );
  const { hadDevice, hadDeviceName, hadDeviceKind, hadDeviceGrade, hadDeviceSite } = repair;
  return {
    ...repair,
    site: { id: repair.site, name: repair.siteName },
    technician: named(repair.technician, repair.technicianName),
    reportedBy: named(repair.reportedBy, repair.reportedByName),
    confirmedBy: named(repair.confirmedBy, repair.confirmedByName),
    hadDevice: personRef(namesFor(c), {
      id: hadDevice,
      name: hadDeviceName,
      kind: hadDeviceKind,
      grade: hadDeviceGrade,
      site: hadDeviceSite,
    }),
    late: repair.closedAt === null && isLate(repair, now),
    moves: can(actor, 'repair.work') ? movesFrom(repair.state) : [],
    lines: lines as z.input<typeof RepairShape>['lines'],
    parts,
    holds,
    notes,
  };
}

function named(id: string | null, name: string | null) {
  return id === null ? null : { id, name: name ?? '' };
}
