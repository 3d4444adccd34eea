import { Tabs } from '../ui/tabs.tsx';

/** Printing, and what managers look after. */
export function LabelTabs({ on }: { on: 'print' | 'ranges' | 'papers' }) {
  const tab = (href: string, label: string, key: typeof on) => ({ href, label, on: key === on });
  return (
    <Tabs
      label="Labels"
      tabs={[
        tab('/labels', 'Print', 'print'),
        tab('/labels/ranges', 'Tag ranges', 'ranges'),
        tab('/labels/papers', 'Paper', 'papers'),
      ]}
    />
  );
}
