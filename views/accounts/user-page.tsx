import type { UserDetails } from '../../src/accounts/user-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { When } from '../ui/when.tsx';
import { Passkeys } from './passkeys.tsx';
import { Sessions } from './sessions.tsx';
import { Tokens } from './tokens.tsx';
import { grantWords, PROVIDER_WORDS } from './words.ts';

interface Props {
  frame: Frame;
  user: UserDetails;
  /** the address of the open invitation or reset link */
  link: string | null;
  /** the session that looks at this page */
  session: string | null;
}

export function UserPage({ frame, user, link, session }: Props) {
  const base = `/users/${user.id}`;
  const sites = (rank: string) =>
    user.sites
      .filter((site) => site.rank === rank)
      .map((site) => site.name)
      .join(', ');
  return (
    <Page
      frame={frame}
      title={user.name}
      back={{ href: '/users', label: 'Users' }}
      lede={<State user={user} />}
      actions={
        <>
          <LinkButton href={`/history/${user.id}`}>History</LinkButton>
          <LinkButton href={`${base}/edit`}>Edit</LinkButton>
        </>
      }
    >
      {user.hasLeft && !user.deactivatedAt ? (
        <Notice tone="wait">
          {user.name} is marked as no longer there, so this login opens nothing.{' '}
          <a href={`/people/${user.id}`}>Their page</a> says so, and can say that they are back.
        </Notice>
      ) : null}
      <Card title="About">
        <Facts
          facts={[
            { label: 'Signs in as', value: user.email, wide: true },
            { label: 'Roles', value: grantWords(user.grants).join('; '), wide: true },
            { label: 'Main sites', value: sites('main'), wide: true },
            { label: 'Backup sites', value: sites('backup'), wide: true },
            { label: 'Vehicle', value: user.bin?.name },
            { label: 'Login made', value: <When at={user.createdAt} frame={frame} /> },
          ]}
        />
      </Card>
      {user.deactivatedAt || user.hasLeft ? null : <LinkCard frame={frame} user={user} link={link} />}
      <Card title="Signed in" count={user.sessions.length}>
        <Sessions frame={frame} sessions={user.sessions} current={session} base={`${base}/sessions`} />
      </Card>
      {user.accounts.length > 0 ? (
        <Card title="Linked accounts" count={user.accounts.length}>
          <ul class="rows">
            {user.accounts.map(({ provider, since }) => (
              <li>
                <span>
                  {PROVIDER_WORDS[provider] ?? provider}{' '}
                  <span class="quiet">
                    since <When at={since} frame={frame} />
                  </span>
                </span>
                <ActionForm
                  action={`${base}/accounts/${provider}/unlink`}
                  formKey={newKey()}
                  submit="Unlink"
                  look="quiet"
                />
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      {user.passkeys.length > 0 ? (
        <Card title="Passkeys" count={user.passkeys.length}>
          <Passkeys frame={frame} passkeys={user.passkeys} base={`${base}/passkeys`} own={false} />
        </Card>
      ) : null}
      {user.tokens.length > 0 ? (
        <Card title="Tokens for programs" count={user.tokens.length}>
          <Tokens frame={frame} tokens={user.tokens} base={`${base}/tokens`} />
        </Card>
      ) : null}
      <ActionForm
        action={`${base}/${user.deactivatedAt ? 'reactivate' : 'deactivate'}`}
        formKey={newKey()}
        version={user.version}
        submit={user.deactivatedAt ? 'Let this person sign in again' : 'Deactivate this login'}
        look="quiet"
      />
    </Page>
  );
}

function State({ user }: { user: UserDetails }) {
  if (user.deactivatedAt) return <Status tone="bad" word="Deactivated" />;
  if (user.hasLeft) return <Status tone="bad" word="Left" />;
  return user.hasPassword ? <Status tone="good" word="Active" /> : <Status tone="wait" word="Invited" />;
}

function LinkCard({ frame, user, link }: Pick<Props, 'frame' | 'user' | 'link'>) {
  const words = user.hasPassword ? 'a link to choose a new password' : 'an invitation';
  return (
    <Card title={user.hasPassword ? 'Forgotten password' : 'Invitation'}>
      {link && user.link ? (
        <>
          <p>
            Give this link to {user.name} yourself. It works once, until{' '}
            <When at={user.link.expiresAt} frame={frame} />.
          </p>
          <p>
            <code class="secret">{link}</code>
          </p>
        </>
      ) : (
        <p class="quiet">There is no open link.</p>
      )}
      <ActionForm
        action={`/users/${user.id}/link`}
        formKey={newKey()}
        submit={`Make ${words}${link ? ' anew' : ''}`}
        busy="Making it"
      />
    </Card>
  );
}
