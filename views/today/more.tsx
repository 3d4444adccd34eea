import type { Frame } from '../../src/web/frame.ts';
import { Card } from '../ui/card.tsx';
import { Page } from '../ui/page.tsx';

/** Everything that does not fit the phone's bar. */
export function MorePage({ frame }: { frame: Frame }) {
  return (
    <Page frame={frame} title="More">
      <Card>
        <ul class="links">
          {frame.nav.map((item) => (
            <li>
              <a href={item.href}>{item.label}</a>
            </li>
          ))}
          <li>
            <a href="/me">My account</a>
          </li>
        </ul>
      </Card>
    </Page>
  );
}
