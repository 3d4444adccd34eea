import type { Child } from 'hono/jsx';
import type { Found } from '../../src/search/find.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { aboutDevice, aboutPerson, aboutPlace, nameOf } from './words.ts';

interface Props {
  frame: Frame;
  q: string;
  /** why nothing was looked for */
  error?: string;
  /** null where nothing was looked for */
  found: Found | null;
}

/** What fits a text, by kind, where nothing has exactly that name. */
export function SearchPage({ frame, q, error, found }: Props) {
  return (
    <Page frame={{ ...frame, q }} title={q ? `Search: ${q.slice(0, 60)}` : 'Search'} heading="Search">
      <SearchBox q={q} error={error} autofocus={q === ''} />
      {error ? (
        <Notice tone="bad" live>
          <span id="page-search-error">{error}</span>
        </Notice>
      ) : null}
      {found ? <Results q={q} found={found} /> : null}
    </Page>
  );
}

function Results({ q, found }: { q: string; found: Found }) {
  const { devices, people, places, models, parts, near } = found;
  const none = [devices, people, places, models, parts, near].every((list) => list.length === 0);
  if (none) {
    return (
      <Empty text="Nothing here has that in its tag, serial, name or code." icon="search">
        <LinkButton href={`/scan?q=${encodeURIComponent(q)}`}>Look for a device</LinkButton>
      </Empty>
    );
  }
  return (
    <div class="gap-above">
      <Group title="Near tags and serials">
        {near.map((d) => line(`/devices/${d.id}`, nameOf(d), aboutDevice(d)))}
      </Group>
      <Group title="Devices">{devices.map((d) => line(`/devices/${d.id}`, nameOf(d), aboutDevice(d)))}</Group>
      <Group title="People">{people.map((p) => line(`/people/${p.id}`, p.name, aboutPerson(p)))}</Group>
      <Group title="Locations">{places.map((p) => line(`/locations/${p.id}`, p.name, aboutPlace(p)))}</Group>
      <Group title="Models">{models.map((m) => line(`/models/${m.id}`, m.name, m.number))}</Group>
      <Group title="Parts">{parts.map((p) => line(`/stock/parts/${p.id}`, p.sku, p.name))}</Group>
    </div>
  );
}

function Group({ title, children }: { title: string; children: Child[] }) {
  if (children.length === 0) return null;
  return (
    <Card title={title} count={children.length}>
      <ul class="links">{children}</ul>
    </Card>
  );
}

function line(href: string, name: string, about: string): Child {
  return (
    <li>
      <a href={href}>{name}</a> <span class="quiet">{about}</span>
    </li>
  );
}
