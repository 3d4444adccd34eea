export interface TabsProps {
  /** for screen readers: 'Views' */
  label: string;
  tabs: readonly { href: string; label: string; on?: boolean; count?: number | string }[];
}

/** Views of one thing, as links: each has its own URL. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li>
            <a href={tab.href} aria-current={tab.on ? 'page' : undefined}>
              {tab.label}
              {tab.count === undefined ? null : <span class="count"> {tab.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
