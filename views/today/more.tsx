import type { Frame } from '../../src/web/frame.ts';
import { Card, Cards } from '../ui/card.tsx';
import { Page } from '../ui/page.tsx';

/** Everything that does not fit the phone's bar. */
export function MorePage({ frame }: { frame: Frame }) {
  const groups = new Map<string, { href: string; label: string }[]>();
  const account = { group: 'Me', href: '/me', label: 'My account' };
  for (const { group = '', href, label } of [...frame.nav, account])
    groups.set(group, [...(groups.get(group) ?? []), { href, label }]);
  return (
    <Page frame={frame} title="More">
      <Cards columns={2}>
        {[...groups].map(([title, items]) => (
          <Card title={title}>
            <ul class="links">
              {items.map((item) => (
                <li>
                  <a href={item.href}>{item.label}</a>
                </li>
              ))}
            </ul>
          </Card>
        ))}
      </Cards>
    </Page>
  );
}
