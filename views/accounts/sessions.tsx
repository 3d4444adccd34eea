import type { SessionInfo } from '../../src/accounts/user-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { When } from '../ui/when.tsx';
import { browserWords } from './words.ts';

interface Props {
  frame: Frame;
  sessions: readonly SessionInfo[];
  /** the session that looks at this page */
  current: string | null;
  /** a session is ended at `base/id/end` */
  base: string;
}

export function Sessions({ frame, sessions, current, base }: Props) {
  if (sessions.length === 0) return <p class="quiet">Nowhere at the moment.</p>;
  return (
    <ul class="rows">
      {sessions.map((session) => (
        <li>
          <span>
            {browserWords(session.userAgent)}
            {session.id === current ? ' (here)' : ''}{' '}
            <span class="quiet">
              {session.address ? `${session.address}, ` : ''}
              since <When at={session.createdAt} frame={frame} />
            </span>
          </span>
          {session.id === current ? null : (
            <ActionForm
              action={`${base}/${session.id}/end`}
              formKey={newKey()}
              submit="Sign out"
              look="quiet"
              label={`Sign out ${browserWords(session.userAgent)}`}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
