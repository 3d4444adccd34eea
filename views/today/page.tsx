import type { FoundLine, Mention, PartsThere, SiteLine, StopLine, Waiting } from '../../src/today/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card, Cards } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { Age } from '../ui/when.tsx';
import { Bench, type BenchProps } from './bench.tsx';
import { Road, Stops } from './stops.tsx';

export interface TodayProps {
  frame: Frame;
  sites: { title: string; lines: readonly SiteLine[] } | null;
  bench: Omit<BenchProps, 'frame'> | null;
  mentions: readonly Mention[];
  waiting: Waiting;
  /** kept for my repairs, to be fetched */
  parts: readonly PartsThere[];
  /** my visits of today */
  stops: readonly StopLine[];
  /** devices in my vehicle, and vehicles with devices in them: at the end of the day */
  road: { mine: number; vehicles: number } | null;
  /** waits in the stock: so many of what, and where to look */
  stock: readonly { href: string; n: number; noun: string; what: string }[];
  mayConfirm: boolean;
  mayDecide: boolean;
  /** runs the settings: hears of webhooks that stopped */
  mayManage: boolean;
  /** decides on overtime */
  mayApprove: boolean;
  found: readonly FoundLine[];
  loansDue: number;
  links: readonly { href: string; label: string; hint: string }[];
}

/** The start of the day: where there is work, what waits for me. */
export function TodayPage(props: TodayProps) {
  const { frame, sites, bench, mentions, links } = props;
  const nothing = !sites && !bench && links.length === 0 && props.stops.length === 0;
  return (
    <Page frame={frame} title="Today">
      <Decisions {...props} />
      <Road road={props.road} />
      {props.stops.length > 0 ? <Stops stops={props.stops} /> : null}
      <Cards columns={2}>
        {sites ? <Sites {...sites} /> : null}
        {bench ? <Bench frame={frame} {...bench} /> : null}
        {props.parts.length > 0 ? <Parts frame={frame} parts={props.parts} /> : null}
        {props.stock.length > 0 ? <Stock lines={props.stock} /> : null}
        {mentions.length > 0 ? <Mentions frame={frame} mentions={mentions} /> : null}
        {props.found.length > 0 ? <Found frame={frame} found={props.found} /> : null}
        {links.length > 0 ? <Links links={links} /> : null}
      </Cards>
      {nothing ? <Empty text="Nothing waits for you." icon="check" /> : null}
    </Page>
  );
}

function Decisions({ waiting, mayConfirm, mayDecide, mayManage, mayApprove, loansDue }: TodayProps) {
  return (
    <>
      {mayManage && waiting.webhooks > 0 ? (
        <Notice tone="bad" action={<LinkButton href="/settings/webhooks">Look</LinkButton>}>
          {countOf(waiting.webhooks, 'webhook')} stopped: no good answers
        </Notice>
      ) : null}
      {mayConfirm && waiting.toConfirm > 0 ? (
        <Notice tone="wait" action={<LinkButton href="/repairs/confirm">Look</LinkButton>}>
          {countOf(waiting.toConfirm, 'repair')} by interns to confirm
        </Notice>
      ) : null}
      {mayDecide && waiting.proposals > 0 ? (
        <Notice tone="note" action={<LinkButton href="/proposals">Decide</LinkButton>}>
          {countOf(waiting.proposals, 'proposal')} to decide
        </Notice>
      ) : null}
      {mayApprove && waiting.overtime > 0 ? (
        <Notice tone="note" action={<LinkButton href="/visits/miles">Decide</LinkButton>}>
          {countOf(waiting.overtime, 'request')} for overtime to decide
        </Notice>
      ) : null}
      {loansDue > 0 ? (
        <Notice tone="wait" action={<LinkButton href="/devices?due=1">See them</LinkButton>}>
          {countOf(loansDue, 'loan')} due back
        </Notice>
      ) : null}
    </>
  );
}

function countOf(n: number, noun: string): string {
  const many = noun.endsWith('ch') ? `${noun}es` : `${noun}s`;
  if (n >= 1000) return `1,000+ ${many}`;
  return n === 1 ? `1 ${noun}` : `${n} ${many}`;
}

function Sites({ title, lines }: { title: string; lines: readonly SiteLine[] }) {
  return (
    <Card title={title} count={lines.length}>
      <ul class="rows">
        {lines.map((line) => (
          <li>
            <span>
              <a href={`/repairs?site=${line.site}`}>{line.name}</a>
              <span class="rows-more">
                {line.open === 0 ? 'no open repairs' : countOf(line.open, 'open repair')}
                {line.ready > 0 ? `, ${line.ready} ready` : ''}
                {line.rank === 'backup' ? ', backup' : ''}
              </span>
            </span>
            {line.late > 0 ? (
              <span class="rows-end">
                <Status tone="bad" word={`${line.late} overdue`} />
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Parts({ frame, parts }: { frame: Frame; parts: readonly PartsThere[] }) {
  return (
    <Card title="Parts are there for my repairs" count={parts.length}>
      <ul class="links">
        {parts.map((line) => (
          <li>
            <a href={`/repairs/${line.number}`}>R-{String(line.number).padStart(6, '0')}</a> {line.quantity} x{' '}
            {line.part}
            <span class="rows-more">
              at <a href={`/stock/bins/${line.bin}`}>{line.binName}</a>, <Age at={line.at} frame={frame} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Stock({ lines }: { lines: TodayProps['stock'] }) {
  return (
    <Card title="Stock and orders">
      <ul class="links">
        {lines.map(({ href, n, noun, what }) => (
          <li>
            <a href={href}>
              {countOf(n, noun)} {what}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Mentions({ frame, mentions }: { frame: Frame; mentions: readonly Mention[] }) {
  return (
    <Card title="Somebody named me" count={mentions.length}>
      <ul class="links">
        {mentions.map((mention) => (
          <li>
            <a href={`/repairs/${mention.number}`}>R-{String(mention.number).padStart(6, '0')}</a>{' '}
            {mention.text.length > 140 ? `${mention.text.slice(0, 140)} ...` : mention.text}
            <span class="rows-more">
              {mention.by ?? 'somebody'}, <Age at={mention.at} frame={frame} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Found({ frame, found }: { frame: Frame; found: readonly FoundLine[] }) {
  return (
    <Card title="Found elsewhere" count={found.length}>
      <ul class="links">
        {found.map((line) => (
          <li>
            <a href={`/devices/${line.device}`}>{line.tag || line.serial}</a> at {line.siteName}
            <span class="rows-more">
              home {line.homeName}, <Age at={line.at} frame={frame} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Links({ links }: Pick<TodayProps, 'links'>) {
  return (
    <Card title="Look after the district">
      <ul class="links">
        {links.map(({ href, label, hint }) => (
          <li>
            <a href={href}>{label}</a> <span class="quiet">{hint}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
