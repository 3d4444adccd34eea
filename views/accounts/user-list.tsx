import type { UserFilter, UserRow } from '../../src/accounts/user-queries.ts';
import type { Role } from '../../src/context.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Count, Page as PageOfRows } from '../../src/web/paging.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { grantWords, ROLE_WORDS } from './words.ts';

interface Props {
  frame: Frame;
  filter: UserFilter;
  page: PageOfRows<UserRow>;
  count: Count;
  sites: readonly { value: string; label: string }[];
}

const COLUMNS: readonly Column<UserRow>[] = [
  { key: 'name', head: 'Name', cell: (row) => row.name, phone: 'title' },
  { key: 'email', head: 'E-mail address', cell: (row) => row.email },
  { key: 'roles', head: 'Roles', cell: (row) => rolesOf(row) },
  { key: 'state', head: 'Login', cell: stateOf, narrow: true },
];

export function UserList({ frame, filter, page, count, sites }: Props) {
  const { cursor: _, ...set } = filter;
  const here = (cursor: string | null) => {
    const query = new URLSearchParams(Object.entries(set).filter(([, value]) => value !== ''));
    if (cursor) query.set('cursor', cursor);
    return `/users${query.size > 0 ? `?${query}` : ''}`;
  };
  return (
    <Page
      frame={frame}
      title="Users"
      back={{ href: '/settings', label: 'Settings' }}
      wide
      primary={
        <LinkButton href="/users/new" look="primary" icon="plus">
          New user
        </LinkButton>
      }
    >
      <Filters
        action="/users"
        filters={[
          { name: 'q', label: 'Name or e-mail address', value: filter.q },
          {
            name: 'role',
            label: 'Role',
            value: filter.role,
            options: Object.entries(ROLE_WORDS).map(([value, label]) => ({ value, label })),
          },
          { name: 'site', label: 'Site', value: filter.site, options: [...sites] },
          {
            name: 'show',
            label: 'Show',
            value: filter.show,
            any: 'All who may sign in',
            options: [
              { value: 'invited', label: 'No password yet' },
              { value: 'deactivated', label: 'Deactivated or left' },
            ],
          },
        ]}
      />
      <Results>
        <List
          label="Users"
          columns={COLUMNS}
          rows={page.items}
          href={(row) => `/users/${row.id}`}
          empty={<Empty text="People who sign in stand here. None fits these filters." />}
        />
        <Pager
          {...(filter.cursor ? { first: here(null) } : {})}
          {...(page.next ? { next: here(page.next) } : {})}
          shown={page.items.length}
          total={count.n}
          noun={['users', 'user']}
        />
      </Results>
    </Page>
  );
}

function rolesOf(row: UserRow): string {
  const grants = JSON.parse(row.roles) as [Role, number | null, string | null][];
  return grantWords(grants.map(([role, level, siteName]) => ({ role, level, siteName }))).join('; ');
}

function stateOf(row: UserRow) {
  if (row.deactivatedAt) return status('bad', 'Deactivated');
  if (row.hasLeft) return status('bad', 'Left');
  return row.hasPassword ? status('good', 'Active') : status('wait', 'Invited');
}
