import type { Overview } from '../../src/locations/overview-queries.ts';
import type { Location, TreeNode } from '../../src/locations/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import type { SeesNames } from '../people/words.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Page } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { BinsCard, DevicesCards, FoundCard, PeopleCard, RepairsCard } from './overview.tsx';
import { KIND_WORDS, TYPE_WORDS } from './words.ts';

export interface LocationPageProps {
  frame: Frame;
  location: Location;
  tree: readonly TreeNode[];
  overview: Overview;
  sees: SeesNames;
  mayEdit: boolean;
  mayChange: boolean;
  seesStock: boolean;
}

export function LocationPage(props: LocationPageProps) {
  const { frame, location, tree, mayEdit } = props;
  const inside = tree.filter((node) => node.parent === location.id && !node.retiredAt);
  return (
    <Page
      frame={frame}
      title={location.name}
      back={
        location.parent
          ? { href: `/locations/${location.parent}`, label: location.parentName ?? '' }
          : { href: '/locations', label: 'Locations' }
      }
      lede={
        <>
          {KIND_WORDS[location.kind]} {location.code}
          {location.retiredAt ? <Status tone="bad" word="Retired" /> : null}
        </>
      }
      actions={
        <>
          <LinkButton href={labelsHref(location)}>Labels</LinkButton>
          {mayEdit ? <LinkButton href={`/locations/${location.id}/edit`}>Edit</LinkButton> : null}
        </>
      }
      primary={
        props.mayChange && !location.retiredAt ? (
          <LinkButton href={`/check?mode=move&target=location:${location.id}`} look="primary" icon="scan">
            Bring devices here
          </LinkButton>
        ) : null
      }
    >
      <FoundCard {...props} />
      <DevicesCards {...props} />
      <RepairsCard {...props} />
      <Card title="About">
        <Facts
          facts={[
            { label: 'Type', value: location.siteType ? TYPE_WORDS[location.siteType] : null },
            {
              label: 'Lies in',
              value: location.parent ? (
                <a href={`/locations/${location.parent}`}>{location.parentName}</a>
              ) : null,
            },
            { label: 'Address', value: location.address },
            { label: 'Slots', value: location.slots },
            { label: 'Note', value: location.note, wide: true },
          ]}
        />
      </Card>
      <PeopleCard {...props} />
      <BinsCard {...props} />
      {inside.length > 0 ? (
        <Card title="Rooms and carts" count={inside.length}>
          <ul class="places">
            {inside.map((node) => (
              <li>
                <a href={`/locations/${node.id}`}>{node.name}</a> <span class="quiet">{node.code}</span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      {mayEdit ? (
        <ActionForm
          action={`/locations/${location.id}/retire`}
          formKey={newKey()}
          version={location.version}
          submit={location.retiredAt ? 'Take into use again' : 'Retire this location'}
          look="quiet"
        />
      ) : null}
    </Page>
  );
}

/** Labels for the place itself; of a site, depot or vehicle for everything in it. */
function labelsHref({ id, top, code }: Location): string {
  return id === top ? `/labels?of=places&site=${id}` : `/labels?list=${encodeURIComponent(`LOC:${code}`)}`;
}
