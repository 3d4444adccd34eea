import { Tabs } from '../ui/tabs.tsx';

export type VisitTab = 'week' | 'day' | 'suggestion' | 'load' | 'miles' | 'rules';

/** The pages about visits; a contact sees the plan alone. */
export function VisitTabs({ on, works, sees }: { on: VisitTab; works: boolean; sees: boolean }) {
  const all = [
    { href: '/visits', label: 'Week', key: 'week', shown: true },
    { href: '/visits/day', label: 'Day', key: 'day', shown: works },
    { href: '/visits/suggestion', label: 'Suggestion', key: 'suggestion', shown: works },
    { href: '/visits/load', label: 'Load list', key: 'load', shown: works },
    { href: '/visits/miles', label: 'Miles and hours', key: 'miles', shown: works || sees },
    { href: '/visits/rules', label: 'Rules', key: 'rules', shown: works },
  ];
  return (
    <Tabs
      label="Visits"
      tabs={all.filter((tab) => tab.shown).map(({ href, label, key }) => ({ href, label, on: key === on }))}
    />
  );
}
