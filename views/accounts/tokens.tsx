import type { TokenInfo } from '../../src/accounts/user-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Status } from '../ui/status.tsx';
import { Age, DateOnly } from '../ui/when.tsx';

interface Props {
  frame: Frame;
  tokens: readonly TokenInfo[];
  /** a token is ended at `base/id/end` */
  base: string;
}

export function Tokens({ frame, tokens, base }: Props) {
  if (tokens.length === 0) return null;
  return (
    <ul class="rows">
      {tokens.map((token) => (
        <li>
          <span>
            {token.name} <code>…{token.hint}</code>{' '}
            <span class="quiet">
              made <Age at={token.createdAt} frame={frame} />,{' '}
              {token.lastUsedOn ? (
                <>
                  last used <DateOnly date={token.lastUsedOn} today={frame.today} />
                </>
              ) : (
                'never used'
              )}
            </span>
          </span>
          {token.revokedAt ? (
            <Status tone="plain" word="Ended" />
          ) : (
            <ActionForm
              action={`${base}/${token.id}/end`}
              formKey={newKey()}
              submit="End"
              look="quiet"
              label={`End ${token.name}`}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
