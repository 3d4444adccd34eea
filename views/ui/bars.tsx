import type { Tone } from '../../src/web/frame.ts';
import { countText } from './money.tsx';
import { list } from './table.tsx';

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

const width = 320;
const rowHeight = 28;

/** A chart of lying bars with the same figures in the table beside it. */
export function Bars(props: BarsProps) {
  const { bars, text = countText } = props;
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  const height = bars.length * rowHeight;
  return (
    <div class="bars">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        {bars.map((bar, index) => (
          <rect
            class={bar.tone ?? 'accent'}
            x="0"
            y={index * rowHeight + 6}
            width={Math.max(bar.value > 0 ? 2 : 0, Math.round((bar.value / most) * width))}
            height={rowHeight - 12}
            rx="2"
          />
        ))}
      </svg>
      {list({
        label: props.label,
        rows: bars,
        href: bars.every((bar) => bar.href) ? (bar) => bar.href ?? '' : undefined,
        columns: [
          { key: 'label', head: props.of, cell: (bar) => bar.label, phone: 'title' },
          { key: 'value', head: props.head, cell: (bar) => text(bar.value), numeric: true },
        ],
      })}
    </div>
  );
}
