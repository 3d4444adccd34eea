import { z } from 'zod';
import { id, text } from '../fields.ts';

export const StartHandBack = z.object({ place: id() });
export type StartHandBack = z.infer<typeof StartHandBack>;

export const HandBackScan = z.object({ q: text(500) });
export type HandBackScan = z.infer<typeof HandBackScan>;

/** Why a scanned device was not handed back. */
export const HAND_BACK_ERRORS = ['unknown', 'no_repair', 'not_ready'] as const;
export type HandBackError = (typeof HAND_BACK_ERRORS)[number];
