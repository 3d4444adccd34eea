export type Tone = 'good' | 'wait' | 'bad' | 'note' | 'plain';

export interface NavItem {
  /** what stands together: a line apart in the rail, a card of its own under More */
  group?: string;
  key: string;
  href: string;
  label: string;
}

/** What every page shows around its content. Built once per request from the session. */
export interface Frame {
  person: { id?: string; name: string; initials: string } | null;
  district: string;
  /** the `key` of the nav item that is current */
  section: string;
  /** filtered by the person's rights already */
  nav: readonly NavItem[];
  notice?: { tone: 'good' | 'wait' | 'bad' | 'note'; text: string };
  /** how a scan that led here sounds */
  outcome?: 'good' | 'warn' | 'bad';
  /** what stands in the search box */
  q?: string;
  /** 'app.css' -> '/build/app-HASH.css' */
  asset: (name: string) => string;
  /** IANA name, as 'America/New_York' */
  zone: string;
  /** ISO-8601 UTC */
  now: string;
  /** YYYY-MM-DD in `zone` */
  today: string;
  demo?: boolean;
  /** the list on this page that the person may export, and the filters it has, as a query */
  exports?: { list: string; query: string };
}
