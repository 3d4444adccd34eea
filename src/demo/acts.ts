/**
 * What happens to a made device as use cases of the app: one act is one thing that somebody does on a page. The
 * bulk loader writes their rows, the demo runs their actions; both from the same list.
 */
import type { Use } from '../devices/forms.ts';
import type { HoldReason, Outcome } from '../repairs/forms.ts';
import type { Holder, PlanDevice, PlanRepair } from './plan-types.ts';

/** Places by code, people and devices by number, moments ISO UTC. */
export type Act = { at: string; by: number; device: number } & (
  | { do: 'create'; facts: PlanDevice; place: string }
  | { do: 'check out'; to: Holder; issue: boolean }
  | { do: 'check in'; place: string; end: boolean }
  | { do: 'collect'; place: string; end: boolean }
  | { do: 'lend'; person: number; dueOn: string }
  | { do: 'move'; place: string; slot: number | null }
  | { do: 'issue'; to: Holder }
  | { do: 'end issue' }
  | { do: 'lose'; state: 'lost' | 'stolen'; reason: string; policeReport: string }
  | { do: 'find'; place: string }
  | { do: 'retire'; why: string; reason: string }
  | { do: 'dispose'; reason: string }
  | { do: 'use'; use: Use }
  | { do: 'tag'; value: string }
  | RepairAct
);

export type RepairAct = { repair: PlanRepair } & (
  | { do: 'report' }
  | { do: 'quick'; serial: string | null }
  | { do: 'accept' }
  | { do: 'escalate'; level: 2 | 3 }
  | { do: 'hand over'; technician: number }
  | { do: 'take over' }
  | { do: 'start'; fault: string }
  | { do: 'hold'; reason: HoldReason; group: string | null; quantity: number | null; vendor: string | null }
  | { do: 'resume' }
  | { do: 'send'; vendor: string }
  | { do: 'receive'; place: string }
  | { do: 'work'; line: number; serial: string | null }
  | { do: 'ready'; outcome: Outcome }
  /** Handed back to whom it is issued, or to a place in a row of others, or put aside to be retired. */
  | { do: 'close'; outcome: Outcome; retireTo: string | null; handTo: string | null }
  | { do: 'came back' }
  | { do: 'confirm' }
);

/** An act on a repair: when, and by whom. */
export type Acted = RepairAct & { at: string; by: number };
