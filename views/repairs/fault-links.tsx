import type { Fault } from '../../src/repairs/list-queries.ts';
import { fieldId } from '../ui/form.tsx';

interface Props {
  faults: readonly Fault[];
  chosen: string;
  /** the URL with this fault chosen */
  href: (code: string) => string;
  /** how many stand in the open */
  open?: number;
}

/** Fault buttons that work as links: choosing one fills in the rest of the form. */
export function FaultLinks({ faults, chosen, href, open = 8 }: Props) {
  const first = faults.slice(0, open);
  const chosenOne = faults.find((fault) => fault.code === chosen);
  // The one that was chosen stands in the open, so that the form follows at once.
  if (chosenOne && !first.includes(chosenOne)) first[open - 1] = chosenOne;
  const rest = faults.filter((fault) => !first.includes(fault));
  return (
    <nav class="fault-links" id={fieldId('fault')} aria-label="What is wrong">
      <ul class="choices">
        {first.map((fault) => (
          <FaultLink fault={fault} chosen={chosen} href={href} />
        ))}
      </ul>
      {rest.length > 0 ? (
        <details class="more-fields">
          <summary>More faults</summary>
          <ul class="choices">
            {rest.map((fault) => (
              <FaultLink fault={fault} chosen={chosen} href={href} />
            ))}
          </ul>
        </details>
      ) : null}
    </nav>
  );
}

function FaultLink({ fault, chosen, href }: { fault: Fault } & Pick<Props, 'chosen' | 'href'>) {
  const on = fault.code === chosen;
  return (
    <li>
      <a
        class={on ? 'button primary' : 'button plain'}
        href={href(fault.code)}
        aria-current={on ? 'true' : undefined}
      >
        {fault.name}
      </a>
    </li>
  );
}
