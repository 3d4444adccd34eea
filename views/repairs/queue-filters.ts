import type { QueuePage } from '../../src/repairs/queue-queries.ts';
import type { QueueFilter } from '../../src/repairs/queue-rules.ts';
import type { Filter } from '../ui/filters.tsx';
import { HOLDS, LEVELS, optionsOf, PRIORITIES, STATES } from './words.ts';

const AGES = { '7': 'Over a week', '14': 'Over 2 weeks', '30': 'Over 30 days', '60': 'Over 60 days' };

/** The filters of the queue; closed repairs are found by fewer of them. */
export function queueFilters({
  filter,
  sites,
  technicians,
}: Pick<QueuePage, 'sites' | 'technicians'> & { filter: QueueFilter }): Filter[] {
  const common: Filter[] = [
    { name: 'q', label: filter.show ? 'Number, tag or serial' : 'Number, tag or fault', value: filter.q },
    { name: 'site', label: 'Site', value: filter.site, options: sites },
    {
      name: 'technician',
      label: 'Technician',
      value: filter.technician,
      options: [{ value: 'me', label: 'Me' }, { value: 'none', label: 'Nobody yet' }, ...technicians],
    },
  ];
  const above = { value: 'above', label: 'Above the level' };
  if (filter.show)
    return [...common, { name: 'mark', label: 'Marked', value: filter.mark, options: [above] }];
  const open = Object.entries(STATES).filter(([state]) => state !== 'closed' && state !== 'withdrawn');
  return [
    ...common,
    {
      name: 'state',
      label: 'State',
      value: filter.state,
      options: open.map(([value, [, label]]) => ({ value, label })),
    },
    {
      name: 'hold',
      label: 'Waits for',
      value: filter.hold,
      options: [{ value: 'any', label: 'Anything' }, ...optionsOf(HOLDS)],
    },
    { name: 'level', label: 'Level', value: filter.level, options: optionsOf(LEVELS) },
    { name: 'priority', label: 'Priority', value: filter.priority, options: optionsOf(PRIORITIES) },
    { name: 'age', label: 'Age', value: filter.age, options: optionsOf(AGES) },
    {
      name: 'mark',
      label: 'Marked',
      value: filter.mark,
      options: [{ value: 'late', label: 'Overdue' }, above],
    },
  ];
}
