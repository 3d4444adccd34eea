import type { Frame } from '../../src/web/frame.ts';
import { Card } from '../ui/card.tsx';
import { Page } from '../ui/page.tsx';

export interface SettingsLink {
  href: string;
  label: string;
  hint: string;
}

interface Props {
  frame: Frame;
  groups: readonly { title: string; links: readonly SettingsLink[] }[];
}

export function SettingsPage({ frame, groups }: Props) {
  return (
    <Page frame={frame} title="Settings">
      {groups.map(({ title, links }) => (
        <Card title={title}>
          <ul class="links">
            {links.map(({ href, label, hint }) => (
              <li>
                <a href={href}>{label}</a> <span class="quiet">{hint}</span>
              </li>
            ))}
          </ul>
        </Card>
      ))}
    </Page>
  );
}
