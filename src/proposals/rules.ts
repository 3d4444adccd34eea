import type { Action } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import type { Change } from '../db/commit.ts';

/** What somebody without the right for it asks for. */
export interface Proposal {
  id: string;
  kind: string;
  /** id of the thing that it is about */
  thing: string | null;
  /** what its kind has put there */
  content: Readonly<Record<string, unknown>>;
  reason: string;
  site: string | null;
  proposedBy: string | null;
  at: string;
  decision: 'agreed' | 'refused' | null;
  decidedBy: string | null;
  decidedAt: string | null;
}

/** One kind of proposal, registered by its domain in src/proposals/routes.tsx. */
export interface ProposalKind {
  /** 'Retire' */
  words: string;
  /** what whoever agrees must be allowed to do */
  needs: Action;
  /** The changes that carry it out, with their record; committed with the decision. @throws Invalid, NotFound, Conflict */
  changes(ctx: Ctx, proposal: Proposal): Promise<Change>;
}

export type ProposalKinds = Readonly<Record<string, ProposalKind>>;
