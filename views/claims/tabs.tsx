import { Tabs } from '../ui/tabs.tsx';

type Tab = 'batches' | 'covered' | 'away' | 'receive';

export function ClaimTabs({ on, mayWork }: { on: Tab; mayWork: boolean }) {
  const tab = (key: Tab, href: string, label: string) => ({ href, label, on: key === on });
  return (
    <Tabs
      label="Vendor batches"
      tabs={[
        tab('batches', '/vendor-batches', 'Batches'),
        tab('covered', '/vendor-batches/covered', 'Covered repairs'),
        tab('away', '/vendor-batches/away', 'At vendors'),
        ...(mayWork ? [tab('receive', '/vendor-batches/receive', 'Receive')] : []),
      ]}
    />
  );
}
