import type { DueRow } from '../../src/audits/due-queries.ts';
import type { AuditsFilter } from '../../src/audits/forms.ts';
import type { Audit } from '../../src/audits/queries.ts';
import type { Span } from '../../src/audits/settings-rules.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { dateOnly, dateText, when } from '../ui/when.tsx';
import { DUE_KINDS, percent, placeOf, STATE_WORDS } from './words.ts';

export type AuditTab = 'all' | 'due' | 'missing' | 'inventory' | 'verify';

export function AuditTabs({ on }: { on: AuditTab }) {
  return (
    <Tabs
      label="Audits"
      tabs={[
        { href: '/audits', label: 'Audits', on: on === 'all' },
        { href: '/audits/due', label: 'Due', on: on === 'due' },
        { href: '/audits/missing', label: 'Stays missing', on: on === 'missing' },
        { href: '/audits/inventory', label: 'Inventory of a day', on: on === 'inventory' },
        { href: '/audits/verify', label: 'Pick devices', on: on === 'verify' },
      ]}
    />
  );
}

interface ListProps {
  frame: Frame;
  audits: readonly Audit[];
  filter: AuditsFilter;
  next: string | null;
  sites: readonly { value: string; label: string }[];
  mayRun: boolean;
}

export function AuditList({ frame, audits, filter, next, sites, mayRun }: ListProps) {
  const query = new URLSearchParams();
  if (filter.state) query.set('state', filter.state);
  if (filter.site) query.set('site', filter.site);
  if (next) query.set('cursor', next);
  return (
    <Page
      frame={frame}
      title="Audits"
      wide
      primary={
        mayRun ? (
          <LinkButton href="/audits/new" look="primary" icon="plus">
            New audit
          </LinkButton>
        ) : null
      }
    >
      <AuditTabs on="all" />
      <Filters
        action="/audits"
        filters={[
          {
            name: 'state',
            label: 'State',
            value: filter.state ?? '',
            options: Object.entries(STATE_WORDS).map(([value, [, label]]) => ({ value, label })),
          },
          { name: 'site', label: 'Site', value: filter.site ?? '', options: sites },
        ]}
      />
      <Results>
        <List
          label="Audits"
          rows={audits}
          href={(row) => `/audits/${row.id}`}
          columns={[
            { key: 'title', head: 'Audit', cell: (row) => row.title, phone: 'title' },
            { key: 'place', head: 'Place', cell: (row) => placeOf(row) },
            { key: 'state', head: 'State', cell: (row) => status(...STATE_WORDS[row.state]), narrow: true },
            {
              key: 'expected',
              head: 'Expected',
              cell: (row) => shown(row, row.expected),
              numeric: true,
              narrow: true,
            },
            { key: 'rate', head: 'Found', cell: (row) => rateText(row), numeric: true, narrow: true },
            {
              key: 'missing',
              head: 'Missing',
              cell: (row) => done(row, row.missing),
              numeric: true,
              narrow: true,
            },
            { key: 'at', head: 'Begun', cell: (row) => when(row.startedAt, frame), narrow: true },
          ]}
          empty={<Empty text="No audit yet. What is due stands under Due." />}
        />
        <Pager shown={audits.length} {...(next ? { next: `/audits?${query}` } : {})} />
      </Results>
    </Page>
  );
}

function shown(audit: Audit, n: number): string {
  return audit.state === 'planned' || (audit.blind === 1 && audit.state === 'counting') ? '' : String(n);
}

function done(audit: Audit, n: number): string {
  return audit.state === 'closed' || audit.state === 'signed' ? String(n) : '';
}

function rateText(audit: Audit): string {
  const asked = audit.expected - audit.excused;
  return done(audit, 0) === '' || asked <= 0 ? '' : percent((100 * audit.found) / asked);
}

interface DueProps {
  frame: Frame;
  kind: string;
  site: string;
  span: Span | null;
  rows: readonly (DueRow & { by: string })[];
  next: string | null;
  sites: readonly { value: string; label: string }[];
  mayRun: boolean;
}

/** What nobody has counted in this school year or term. */
export function DueList({ frame, kind, site, span, rows, next, sites, mayRun }: DueProps) {
  const query = new URLSearchParams({ kind, ...(site ? { site } : {}), ...(next ? { cursor: next } : {}) });
  const plan = (row: DueRow) => `/audits/new?location=${row.id}`;
  return (
    <Page
      frame={frame}
      title="To be counted"
      wide
      lede={
        span
          ? `Not counted since ${dateText(span.from)}; due by ${dateText(span.to)}.`
          : 'The policy asks for no count of these.'
      }
    >
      <AuditTabs on="due" />
      <Filters
        action="/audits/due"
        filters={[
          { name: 'kind', label: 'What', value: kind, options: DUE_KINDS, any: 'Sites' },
          { name: 'site', label: 'Site', value: site, options: sites },
        ]}
      />
      <Results>
        <List
          label="Places to be counted"
          rows={rows}
          href={(row) => (row.audit ? `/audits/${row.audit}` : mayRun ? plan(row) : `/locations/${row.id}`)}
          tone={(row) => (row.by < frame.today ? 'late' : '')}
          columns={[
            { key: 'name', head: 'Place', cell: (row) => row.name, phone: 'title' },
            { key: 'site', head: 'Site', cell: (row) => (row.siteName === row.name ? '' : row.siteName) },
            { key: 'last', head: 'Last counted', cell: (row) => when(row.lastAt, frame), narrow: true },
            { key: 'by', head: 'Due by', cell: (row) => dateOnly(row.by, frame.today), narrow: true },
            {
              key: 'state',
              head: 'Audit',
              cell: (row) =>
                row.auditState === 'counting'
                  ? status('note', 'Being counted')
                  : row.auditState
                    ? status('plain', 'Planned')
                    : '',
              narrow: true,
            },
          ]}
          empty={<Empty text="Everything of this kind has been counted." icon="check" />}
        />
        <Pager shown={rows.length} {...(next ? { next: `/audits/due?${query}` } : {})} />
      </Results>
    </Page>
  );
}
