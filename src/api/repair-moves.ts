import type { Hono } from 'hono';
import { z } from 'zod';
import type { Action } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { acceptRepair } from '../repairs/accept.ts';
import { repairCameBack } from '../repairs/came-back.ts';
import { closeRepair } from '../repairs/close.ts';
import { escalateRepair } from '../repairs/escalate.ts';
import { handOver, takeOver } from '../repairs/hand-over.ts';
import { holdRepair } from '../repairs/hold.ts';
import * as forms from '../repairs/move-forms.ts';
import { addNote } from '../repairs/note.ts';
import { undoQuickRepair } from '../repairs/quick-undo.ts';
import { makeReady, reworkRepair } from '../repairs/ready.ts';
import { resumeRepair } from '../repairs/resume.ts';
import { returnRepairPart, withdrawLine } from '../repairs/return-part.ts';
import { sendToVendor } from '../repairs/vendor.ts';
import { withdrawRepair } from '../repairs/withdraw.ts';
import { workOnLine } from '../repairs/work.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { writes } from './operation.ts';
import { Moved } from './shapes-repairs.ts';

const tag = 'Moves of a repair';
const ID = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';
const PART = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b03';

interface Move<In> {
  /** the last parts of the path */
  word: string;
  summary: string;
  description?: string;
  schema: z.ZodType<In>;
  example?: Record<string, unknown>;
  rights?: readonly Action[];
}

/** What can be done to a repair. A move that its state does not allow is refused with 409. */
export function moveOperations(api: Hono<AppEnv>): void {
  function move<In>(
    { word, rights = ['repair.work'], ...op }: Move<In>,
    run: (ctx: Ctx, repair: string, form: In, c: AppContext) => Promise<{ number: number }>,
  ): void {
    writes(api, { ...op, rights, path: `/repairs/:repair/${word}`, tag, answer: Moved }, (ctx, form, c) =>
      run(ctx, c.req.param('repair') ?? '', form, c),
    );
  }

  move(
    {
      word: 'accept',
      summary: 'Take the repair; the device comes to a place of yours, or stays in use',
      schema: forms.Accept,
      example: { how: 'take', place: ID },
    },
    acceptRepair,
  );
  move(
    {
      word: 'work',
      summary: 'Work on a fault line: what was found, what was done, which parts went in',
      description:
        '`parts` are "part:bin" by their ids, the bin may be left out; `partCode` is a SKU, maker number or barcode. ' +
        'A part that the books do not have is saved as a shortfall, never refused.',
      schema: forms.Work,
      example: { fault: 'screen', remedy: 'replaced', minutes: 15, parts: [`${PART}:${ID}`], done: true },
    },
    workOnLine,
  );
  move(
    {
      word: 'hold',
      summary: 'The repair waits, and says for what',
      schema: forms.Hold,
      example: { reason: 'parts', group: ID, quantity: 1 },
    },
    holdRepair,
  );
  move(
    {
      word: 'resume',
      summary: 'Work goes on; what comes back from a vendor needs its place',
      schema: forms.Resume,
      example: { place: ID },
    },
    resumeRepair,
  );
  move(
    {
      word: 'escalate',
      summary: 'Somebody of a higher level has to do it',
      schema: forms.Escalate,
      example: { level: 3, reason: 'The mainboard is dead' },
    },
    escalateRepair,
  );
  move(
    {
      word: 'to-vendor',
      summary: 'The device goes to a vendor',
      schema: forms.ToVendor,
      example: { vendor: ID, expectedOn: '2027-03-20' },
    },
    sendToVendor,
  );
  move({ word: 'take-over', summary: 'The repair is yours from now on', schema: forms.Nothing }, takeOver);
  move(
    {
      word: 'hand-over',
      summary: "The repair is another technician's from now on",
      schema: forms.HandOver,
      example: { technician: ID },
    },
    handOver,
  );
  move(
    {
      word: 'ready',
      summary: 'The work is done, with an outcome',
      schema: forms.Ready,
      example: { outcome: 'repaired' },
    },
    makeReady,
  );
  move(
    {
      word: 'rework',
      summary: 'It is not ready after all',
      schema: forms.Rework,
      example: { reason: 'Still flickers' },
    },
    reworkRepair,
  );
  move(
    {
      word: 'close',
      summary: 'End the repair with a place for the device',
      description:
        '`place`: back (to whom it is issued; `loaner` comes back in the same step), spare, or retire.',
      schema: forms.Close,
      example: { outcome: 'repaired', place: 'back' },
    },
    closeRepair,
  );
  move(
    {
      word: 'came-back',
      summary: 'The device came back with its fault: the repair is open again',
      schema: forms.CameBack,
      example: { note: 'Dark again after a day' },
    },
    repairCameBack,
  );
  move(
    {
      word: 'withdraw',
      summary: 'The repair was a mistake',
      schema: forms.Withdraw,
      example: { reason: 'Reported twice' },
    },
    withdrawRepair,
  );
  move(
    { word: 'undo', summary: 'Undo your own quick repair of today', schema: forms.Nothing },
    undoQuickRepair,
  );
  move(
    {
      word: 'notes',
      rights: ['repair.work', 'repair.report'],
      summary: 'Write a note; @name and `tell` bring it to people',
      schema: forms.NewNote,
      example: { text: '@Sid the hinge cover is on its way' },
    },
    addNote,
  );
  move(
    { word: 'parts/:id/return', summary: 'A part comes out again', schema: z.object({}) },
    (ctx, repair, _, c) => returnRepairPart(ctx, repair, c.req.param('id') ?? ''),
  );
  move(
    { word: 'lines/:id/withdraw', summary: 'A fault line was a mistake', schema: z.object({}) },
    (ctx, repair, _, c) => withdrawLine(ctx, repair, c.req.param('id') ?? ''),
  );
}
