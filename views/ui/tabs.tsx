export interface TabsProps {
  /** for screen readers: 'Views' */
  label: string;
  /** a second row, below that of the section */
  under?: boolean;
  tabs: readonly { href: string; label: string; on?: boolean; count?: number | string }[];
}

/** Views of one thing, as links: each has its own URL. */
export function Tabs({ label, tabs, under }: TabsProps) {
  return (
    <nav class={under ? 'tabs under' : 'tabs'} aria-label={label}>
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
