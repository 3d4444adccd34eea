import type { Hono } from 'hono';
import type { z } from 'zod';
import type { Action } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { changeUse } from '../devices/change-use.ts';
import { foundHere, haveItHere, settleReport } from '../devices/find-again.ts';
import {
  ChangeUse,
  Dispose,
  FoundHere,
  HaveItHere,
  Identify,
  Join,
  Lose,
  Restore,
  Retire,
  SettleFound,
  UndoJoin,
  Withdraw,
} from '../devices/forms.ts';
import { identifyDevice, withdrawWrong } from '../devices/identify.ts';
import { joinDevices, undoJoin } from '../devices/join.ts';
import { loseDevice } from '../devices/lose.ts';
import { disposeDevice, restoreDevice, retireDevice } from '../devices/retire.ts';
import { Forbidden } from '../errors.ts';
import { scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { writes } from './operation.ts';
import { Done } from './shapes.ts';
import { Befallen, Elsewhere, Joined } from './shapes-devices.ts';

const tag = 'Devices';
const ID = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';
const IDENTIFIER_TAKEN = {
  'identifiers.kind, identifiers.value': ['value', 'Another device has it'],
} as const;

/** Something that befalls a device. */
interface Fate<In, A extends z.ZodType> {
  /** the last parts of the path */
  word: string;
  rights: readonly Action[];
  summary: string;
  schema: z.ZodType<In>;
  example: Record<string, unknown>;
  answer: A;
  taken?: typeof IDENTIFIER_TAKEN;
}

export function deviceLifeOperations(api: Hono<AppEnv>): void {
  function fate<In, A extends z.ZodType, R extends z.input<A>>(
    { word, ...op }: Fate<In, A>,
    run: (ctx: Ctx, device: string, form: In, c: AppContext) => Promise<R>,
  ): void {
    writes(api, { ...op, path: `/devices/:device/${word}`, tag }, (ctx, form, c) =>
      run(ctx, c.req.param('device') ?? '', form, c),
    );
  }

  const seen = 'in_service';
  fate(
    {
      word: 'lost',
      rights: ['device.lose', 'device.propose'],
      summary: 'Report a device lost or stolen; who may not decide it proposes it',
      schema: Lose,
      example: { state: 'stolen', seen, policeReport: '27-0042', reason: 'Car was broken into' },
      answer: Befallen,
    },
    (ctx, device, form, c) => loseDevice(ctx, device, form, scopeFor(c, 'device.see')),
  );
  fate(
    {
      word: 'found',
      rights: ['custody.change'],
      summary: 'A lost or stolen device turned up at a place',
      schema: FoundHere,
      example: { seen: 'lost', place: ID },
      answer: Done,
    },
    (ctx, device, form, c) => foundHere(ctx, device, form, scopeFor(c, 'custody.change')),
  );
  fate(
    {
      word: 'found/settle',
      rights: ['custody.change'],
      summary: 'The home has read that its device turned up',
      schema: SettleFound,
      example: { report: ID },
      answer: Done,
    },
    (ctx, device, form, c) => settleReport(ctx, device, form.report, scopeFor(c, 'custody.change')),
  );
  fate(
    {
      word: 'have-it',
      rights: ['custody.change'],
      summary: "A school's contact has another school's device: its home is told, nothing else changes",
      schema: HaveItHere,
      example: { note: 'Was left in the library' },
      answer: Elsewhere,
    },
    (ctx, device, form, c) => haveItHere(ctx, device, form, ownSite(c)),
  );
  fate(
    {
      word: 'retire',
      rights: ['device.retire', 'device.propose'],
      summary: 'Take a device out of use; who may not decide it proposes it',
      schema: Retire,
      example: { seen, why: 'updates' },
      answer: Befallen,
    },
    retireDevice,
  );
  fate(
    {
      word: 'dispose',
      rights: ['device.dispose', 'device.propose'],
      summary: 'A retired or lost device is gone for good; who may not decide it proposes it',
      schema: Dispose,
      example: { seen: 'retired', reason: 'Recycled, lot 12' },
      answer: Befallen,
    },
    disposeDevice,
  );
  fate(
    {
      word: 'restore',
      rights: ['device.retire', 'device.dispose'],
      summary: 'A retired device is in service again',
      schema: Restore,
      example: { seen: 'retired' },
      answer: Befallen,
    },
    restoreDevice,
  );
  fate(
    {
      word: 'use',
      rights: ['device.edit'],
      summary: 'The device is for something else from now on',
      schema: ChangeUse,
      example: { seen: 'one_to_one', use: 'loaner' },
      answer: Done,
    },
    changeUse,
  );
  for (const [kind, right, value] of [
    ['tag', 'tag.replace', '48299'],
    ['serial', 'device.edit', '5CD1234NEW'],
  ] as const) {
    fate(
      {
        word: kind,
        rights: [right],
        summary: `Another ${kind} from now on; the former one goes on to find the device`,
        schema: Identify,
        example: { value, seen: kind === 'tag' ? '48213' : '5CD1234XYZ', reason: 'Label fell off' },
        answer: Done,
        taken: IDENTIFIER_TAKEN,
      },
      (ctx, device, form) => identifyDevice(ctx, device, kind, form),
    );
  }
  fate(
    {
      word: 'withdraw',
      rights: ['device.edit'],
      summary: "A tag or serial that was never this device's no longer finds it",
      schema: Withdraw,
      example: { identifier: ID, reason: 'Typed from another device' },
      answer: Done,
    },
    withdrawWrong,
  );
  fate(
    {
      word: 'join',
      rights: ['device.edit'],
      summary: 'Another record is the same device and goes into this one',
      schema: Join,
      example: { other: '5CD1234XYZ', confirmed: ID },
      answer: Joined,
    },
    joinDevices,
  );
  fate(
    {
      word: 'join/undo',
      rights: ['device.edit'],
      summary: 'They were two devices after all',
      schema: UndoJoin,
      example: { join: ID },
      answer: Done,
    },
    (ctx, device, form) => undoJoin(ctx, device, form.join),
  );
}

/** Where a device of another site is that a school's contact holds. @throws Forbidden who sees all has no need of it */
function ownSite(c: AppContext): string {
  const scope = scopeFor(c, 'custody.change');
  const site = scope === 'all' ? undefined : scope[0];
  if (!site) throw new Forbidden();
  return site;
}
