import { Invalid } from '../errors.ts';
import type { ProposalKinds } from '../proposals/rules.ts';
import { ResolveFindings } from './forms.ts';
import { findAudit } from './queries.ts';
import { fitting, resolving } from './resolve.ts';

/** What others ask for about the findings of an audit; who agrees does it. */
export const auditProposals: ProposalKinds = {
  settle_findings: {
    words: 'Settle findings of an audit',
    needs: 'audit.apply',
    async changes(ctx, proposal) {
      const audit = await findAudit(ctx.db, proposal.thing ?? '', 'all');
      if (audit.state !== 'closed')
        throw new Invalid({ '': 'The audit is not open for this any more: refuse this proposal' });
      const form = ResolveFindings.parse({ ...proposal.content, reason: proposal.reason });
      const findings = await fitting(ctx, audit, form);
      return (await resolving(ctx, audit, form, findings)).changes;
    },
  },
};
