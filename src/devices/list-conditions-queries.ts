import type { Scope } from '../accounts/permissions.ts';
import type { DeviceFilter, Driver } from './list-rules.ts';

/** The WHERE of a list: text without values, and its values in order. */
export interface Conditions {
  sql: string;
  parameters: (string | number)[];
  driver: Driver;
  /** the home's id, where the filter names it by its id */
  home: string | null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Above every text that begins with the prefix. */
const after = (prefix: string) => `${prefix}\u{10ffff}`;

/** A site by its id, or by its code, which reads better in a URL. */
const site = (value: string) => (UUID.test(value) ? '?' : '(SELECT id FROM locations WHERE code = ?)');

/**
 * What a row has to be, as the driver's index can use it. @param today YYYY-MM-DD
 * @param goesOn the way of a later page. Its cursor is the nearer bound on that side; where the filter's
 * own one is offered as well, the planner starts there and walks through every page before.
 */
export function conditionsOf(
  filter: DeviceFilter,
  driver: Driver,
  scope: Exclude<Scope, null>,
  today: string,
  goesOn?: 'up' | 'down',
): Conditions {
  const low = goesOn === 'up' ? '+' : '';
  const high = goesOn === 'down' ? '+' : '';
  const parts = ['d.joined_into IS NULL'];
  const parameters: (string | number)[] = [];
  const add = (sql: string, ...values: (string | number)[]) => {
    parts.push(sql);
    parameters.push(...values);
  };
  if (filter.home) add(`d.home = ${site(filter.home)}`, filter.home);
  if (filter.at) add(`d.at_site = ${site(filter.at)}`, filter.at);
  if (filter.place) add('d.place = ?', filter.place);
  if (filter.model) add('d.model = ?', filter.model);
  if (filter.kind) add('d.kind = ?', filter.kind);
  if (filter.use) add('d.use = ?', filter.use);
  if (filter.state) add('d.state = ?', filter.state);
  if (filter.holder) add('d.holder = ?', filter.holder);
  if (filter.assigned) add('d.assigned_person = ?', filter.assigned);
  if (filter.room) add('d.assigned_location = ?', filter.room);
  if (filter.tag) add(`${low}d.tag >= ? AND ${high}d.tag < ?`, filter.tag, after(filter.tag));
  if (filter.serial) add(`${low}d.serial >= ? AND ${high}d.serial < ?`, filter.serial, after(filter.serial));
  if (filter.due) addDue(filter.due, today, [low, high], add);
  if (filter.from) add(`${low}d.purchased_on >= ?`, filter.from);
  if (filter.to) add(`${high}d.purchased_on <= ?`, filter.to);
  if (filter.funding) add("d.funding_source = ? AND d.funding_source <> ''", filter.funding);
  if (filter.unidentified) add('d.unidentified = 1');
  if (filter.aue) {
    if (driver.order === 'aue') add('m.aue_on < ?', filter.aue);
    else add('d.model IN (SELECT id FROM models WHERE aue_on < ?)', filter.aue);
  }
  if (filter.field && filter.value) {
    if (driver.order === 'field') add('x.field = ? AND x.value = ?', filter.field, filter.value);
    else
      add(
        '(SELECT value FROM custom_values WHERE device = d.id AND field = ?) = ?',
        filter.field,
        filter.value,
      );
  }
  if (scope !== 'all') {
    const sites = JSON.stringify(scope);
    add(
      '(d.home IN (SELECT value FROM json_each(?)) OR d.at_site IN (SELECT value FROM json_each(?)))',
      sites,
      sites,
    );
  }
  const home = UUID.test(filter.home) ? filter.home : null;
  return { sql: parts.join(' AND '), parameters, driver, home };
}

function addDue(
  due: DeviceFilter['due'],
  today: string,
  [low, high]: readonly [string, string],
  add: (sql: string, value: string) => void,
): void {
  if (due === 'overdue') add(`${high}d.due_on < ?`, today);
  else if (due === 'week') add(`${high}d.due_on <= ?`, daysLater(today, 7));
  else add(`${low}d.due_on > ?`, '');
}

function daysLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
