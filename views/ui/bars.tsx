import type { Tone } from '../../src/web/frame.ts';
import { html, safe } from './html.ts';
import { countText } from './money.tsx';
import { List } from './table.tsx';

export interface Bar {
  label: string;
  value: number;
  tone?: Tone;
  href?: string;
}

export interface BarsProps {
  /** what is counted: 'Devices by year' */
  label: string;
  /** head of the first column: 'Year' */
  of: string;
  /** head of the figures: 'Devices' */
  head: string;
  bars: readonly Bar[];
  /** how a value is written; default with thousands */
  text?: (value: number) => string;
}

/** Lying bars, each in the row of the table that holds its figure. */
export function Bars(props: BarsProps) {
  const { bars, text = countText } = props;
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  return (
    <div class="bars">
      <List
        label={props.label}
        compact
        rows={bars}
        columns={[
          { key: 'label', head: props.of, cell: labelOf, narrow: true },
          { key: 'value', head: props.head, cell: (bar) => text(bar.value), numeric: true, narrow: true },
          { key: 'bar', head: 'Bar', quiet: true, cell: (bar) => drawing(bar, most) },
        ]}
      />
    </div>
  );
}

function labelOf(bar: Bar) {
  return bar.href ? html`<a href="${bar.href}">${bar.label}</a>` : bar.label;
}

function drawing(bar: Bar, most: number) {
  const width = bar.value > 0 ? Math.max(0.5, Math.round((bar.value / most) * 1000) / 10) : 0;
  return safe(
    `<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="${bar.tone ?? 'accent'}" width="${width}" height="10"/></svg>`,
  );
}
