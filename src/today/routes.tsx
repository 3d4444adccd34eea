import { Hono } from 'hono';
import { MorePage } from '../../views/today/more.tsx';
import { TodayPage, type TodayProps } from '../../views/today/page.tsx';
import { can, scopeOf } from '../accounts/permissions.ts';
import { SignInNeeded } from '../errors.ts';
import { overnightBefore } from '../visits/overnight.ts';
import { visitSettingsOf } from '../visits/rules.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { frameOf } from '../web/frame-of.ts';
import {
  bench,
  dueLoans,
  foundDevices,
  inVehicles,
  mySites,
  openAt,
  partsThere,
  type StockWaiting,
  stockWaiting,
  theseSites,
  todaysStops,
  unseenMentions,
  WAITING,
  worstSites,
} from './queries.ts';

export const todayRoutes = new Hono<AppEnv>();

const SHOWN = 20;

todayRoutes.get('/', allow('account.own'), async (c) => {
  const { actor } = c.var.ctx;
  const own = ownSites(c);
  const props = own ? await forContact(c, own) : await forStaff(c);
  return c.html(
    <TodayPage
      frame={frameOf(c, 'today')}
      {...props}
      mayConfirm={can(actor, 'repair.confirm')}
      mayDecide={can(actor, 'proposal.decide')}
      mayManage={can(actor, 'settings.manage')}
      mayApprove={can(actor, 'visit.manage')}
      links={linksFor(c)}
    />,
  );
});

todayRoutes.get('/more', allow('account.own'), (c) => c.html(<MorePage frame={frameOf(c, 'more')} />));

type Content = Omit<TodayProps, 'frame' | 'mayConfirm' | 'mayDecide' | 'mayManage' | 'mayApprove' | 'links'>;

/** A technician's or a manager's day. */
async function forStaff(c: AppContext): Promise<Content> {
  const { db, now, today, actor, district } = c.var.ctx;
  const person = personOf(c);
  const works = can(actor, 'repair.work');
  const [sites, worst, lines, mentions, waiting, parts, stock, stops, road] = await db.read(
    mySites(person, now),
    worstSites(now),
    bench(person, now),
    unseenMentions(person),
    WAITING,
    partsThere(person),
    stockWaiting(person, today),
    todaysStops(person, today, now),
    inVehicles(person, overnightBefore(now, district.zone, visitSettingsOf(district.settings).dayEnd)),
  );
  const shown =
    sites.length > 0 ? { title: 'My sites', lines: sites } : { title: 'Where most is late', lines: worst };
  return {
    sites: shown.lines.length > 0 ? shown : null,
    bench: works
      ? {
          title: 'My bench',
          lines: lines.slice(0, SHOWN),
          more: lines.length > SHOWN,
          href: '/repairs?mine=1',
          empty: 'Nothing is on your bench. Take a repair from the queue.',
        }
      : null,
    mentions,
    waiting: waiting[0] ?? { toConfirm: 0, proposals: 0, webhooks: 0, overtime: 0 },
    parts,
    stock: stock[0] ? stockLines(c, stock[0]) : [],
    stops: can(actor, 'visit.work') ? stops : [],
    road: can(actor, 'visit.work') ? roadOf(road[0], can(actor, 'visit.manage')) : null,
    found: [],
    loansDue: 0,
  };
}

/** A school contact's day: own schools and nothing else. */
async function forContact(c: AppContext, own: readonly string[]): Promise<Content> {
  const { db, now, today } = c.var.ctx;
  const first = own[0] ?? '';
  const [sites, lines, mentions, found, loans] = await db.read(
    theseSites(own, now),
    openAt(first, now),
    unseenMentions(personOf(c)),
    foundDevices(own),
    dueLoans(own, today),
  );
  return {
    sites: { title: own.length > 1 ? 'My schools' : 'My school', lines: sites },
    bench: {
      title: 'Open repairs',
      lines: lines.slice(0, SHOWN),
      more: lines.length > SHOWN,
      href: `/repairs?site=${first}`,
      empty: 'No repair is open at your school.',
    },
    mentions,
    waiting: { toConfirm: 0, proposals: 0, webhooks: 0, overtime: 0 },
    parts: [],
    stock: [],
    stops: [],
    road: null,
    found,
    loansDue: loans[0]?.n ?? 0,
  };
}

/** What waits in the stock for somebody who may do something about it. */
function stockLines(c: AppContext, waits: StockWaiting): TodayProps['stock'] {
  const { actor } = c.var.ctx;
  const all = [
    {
      needs: 'stock.adjust',
      n: waits.counts,
      noun: 'counted difference',
      what: 'to decide',
      href: '/stock/counts/waiting',
    },
    {
      needs: 'order.approve',
      n: waits.orders,
      noun: 'order',
      what: 'to approve',
      href: '/purchasing/orders?state=proposed',
    },
    { needs: 'device.dispose', n: waits.lots, noun: 'pallet', what: 'to approve', href: '/disposal/lots' },
    {
      needs: 'stock.transfer',
      n: waits.coming,
      noun: 'transfer',
      what: 'on the way to my vehicle',
      href: '/stock/transfers',
    },
    {
      needs: 'claim.work',
      n: waits.batches,
      noun: 'vendor batch',
      what: 'late',
      href: '/vendor-batches/away',
    },
  ] as const;
  return all.filter(({ needs, n }) => n > 0 && can(actor, needs));
}

/** The sites of somebody who sees repairs of own sites only; null where all are seen. */
function ownSites(c: AppContext): readonly string[] | null {
  const scope = scopeOf(c.var.ctx.actor, 'repair.see');
  return scope === 'all' ? null : (scope ?? []);
}

function linksFor(c: AppContext): TodayProps['links'] {
  const { actor } = c.var.ctx;
  const links = [];
  if (can(actor, 'users.manage'))
    links.push({ href: '/users', label: 'Users', hint: 'who signs in, and as what' });
  if (can(actor, 'settings.manage'))
    links.push({ href: '/settings', label: 'Settings', hint: 'the district, holidays, coverage plans' });
  if (can(actor, 'history.verify'))
    links.push({
      href: '/history/verify',
      label: 'Verify the history',
      hint: 'that nothing was changed afterwards',
    });
  return links;
}

function personOf(c: AppContext): string {
  const { person } = c.var.ctx.actor;
  if (!person) throw new SignInNeeded();
  return person;
}

/** What is in vehicles and asks for its place overnight; a manager sees whose is not said. */
function roadOf(row: { mine: number; vehicles: number } | undefined, manages: boolean): TodayProps['road'] {
  const others = manages ? (row?.vehicles ?? 0) : 0;
  return row && (row.mine > 0 || others > 0) ? { mine: row.mine, vehicles: others } : null;
}
