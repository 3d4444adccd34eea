import type { Child } from 'hono/jsx';

export interface Fact {
  label: string;
  value: Child;
  /** takes the whole width */
  wide?: boolean;
}

export interface FactsProps {
  /** facts without a value (null, undefined, '') are left out */
  facts: readonly (Fact | null | undefined | false)[];
}

/** Labels with their values, in columns as the width allows. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl class="facts">
      {facts.map((fact) =>
        fact && fact.value !== null && fact.value !== undefined && fact.value !== '' ? (
          <div class={fact.wide ? 'wide' : undefined}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
