import type { Line } from '../../src/history/present.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { When } from '../ui/when.tsx';
import { Lines } from './line.tsx';

export interface Typed {
  who: string;
  kind: string;
  verb: string;
  site: string;
  from: string;
  to: string;
}

interface Props {
  frame: Frame;
  typed: Typed;
  lines: readonly Line[];
  next: string | null;
  cursor: string | undefined;
  /** how far back was looked, where the page is not full (ISO UTC) */
  soFar: string | null;
  sites: readonly { value: string; label: string }[];
  /** several people have the name that was typed, or nobody has it */
  people: readonly { id: string; name: string }[] | null;
  problem: string | null;
  mayVerify: boolean;
}

const KINDS = [
  'device',
  'repair',
  'location',
  'person',
  'user',
  'model',
  'part',
  'interchange group',
  'fit',
  'bin',
  'kit',
  'label paper',
  'tag range',
  'transfer',
  'proposal',
  'settings',
];

/** Everything that was done in the district. */
export function HistoryPage(props: Props) {
  const { frame, typed, lines, next, cursor, people } = props;
  const here = (more: Record<string, string>) => {
    const query = new URLSearchParams(
      Object.entries({ ...typed, ...more }).filter(([, value]) => value !== ''),
    );
    return `/history${query.size > 0 ? `?${query}` : ''}`;
  };
  return (
    <Page
      frame={frame}
      title="History"
      wide
      actions={props.mayVerify ? <LinkButton href="/history/verify">Verify</LinkButton> : null}
    >
      <Filters
        action="/history"
        filters={[
          { name: 'who', label: 'Who', value: typed.who },
          {
            name: 'kind',
            label: 'What',
            value: typed.kind,
            options: KINDS.map((kind) => ({
              value: kind,
              label: kind.slice(0, 1).toUpperCase() + kind.slice(1),
            })),
          },
          { name: 'site', label: 'Where', value: typed.site, options: [...props.sites] },
          { name: 'verb', label: 'Done', value: typed.verb },
          { name: 'from', label: 'From, as 2027-03-01', value: typed.from },
          { name: 'to', label: 'To, as 2027-03-31', value: typed.to },
        ]}
      />
      <Results>
        {props.problem ? <Notice tone="bad">{props.problem}</Notice> : null}
        {people ? <WhichOne people={people} href={(id) => here({ who: id })} /> : null}
        {lines.length > 0 ? (
          <Lines frame={frame} lines={lines} label="History" named />
        ) : people || props.soFar ? null : (
          <Empty
            text="What people do stands here, newest first. Nothing fits these filters."
            icon="history"
          />
        )}
        {props.soFar ? (
          <p class="quiet">
            Looked back to <When at={props.soFar} frame={frame} />.
          </p>
        ) : null}
        {people ? null : (
          <Pager
            {...(cursor ? { first: here({}) } : {})}
            {...(next ? { next: here({ cursor: next }) } : {})}
            shown={lines.length}
            noun={['lines', 'line']}
          />
        )}
      </Results>
    </Page>
  );
}

function WhichOne({ people, href }: { people: NonNullable<Props['people']>; href: (id: string) => string }) {
  if (people.length === 0) return <Empty text="Nobody who signs in has this name or address." />;
  return (
    <>
      <p>Several people fit. Whose history?</p>
      <ul class="links">
        {people.map(({ id, name }) => (
          <li>
            <a href={href(id)}>{name}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
