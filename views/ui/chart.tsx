import type { Child } from 'hono/jsx';
import { type Html, safe } from './html.ts';
import { countText } from './money.tsx';

/** A band between two values in each slot: the outer ones are drawn paler. */
export interface Band {
  label: string;
  low: readonly (number | null)[];
  high: readonly (number | null)[];
  strength: 1 | 2;
}

export interface Series {
  label: string;
  look: 'bars' | 'line';
  tone: 'accent' | 'good' | 'wait' | 'note' | 'plain';
  values: readonly (number | null)[];
}

export interface ChartProps {
  /** what is drawn, for screen readers: 'Use of screens by month' */
  label: string;
  /** one a slot, from the left */
  slots: readonly string[];
  /** slots whose label is written below; default: first, middle, last */
  marks?: readonly number[];
  bands?: readonly Band[];
  series: readonly Series[];
  /** from this slot on it is ahead: a line is drawn before it */
  now?: number;
  /** 'units' */
  unit: string;
  /** the same figures as a table: every chart has one */
  children: Child;
}

const HEIGHT = 100;
const SLOT = 10;

/**
 * Bars, lines and bands over slots of equal width, as SVG without a single style of its own: colours are the
 * style sheet's, so that it follows light, dark and print. The drawing stretches; its words do not.
 */
export function Chart(props: ChartProps) {
  const { slots, series, bands = [], label, unit } = props;
  const top = niceTop(props);
  const marks = new Set(props.marks ?? [0, Math.floor(slots.length / 2), slots.length - 1]);
  return (
    <figure class="chart" aria-label={label}>
      <figcaption class="chart-key">
        {series.map((one) => (
          <span class={`key ${one.look} ${one.tone}`}>{one.label}</span>
        ))}
        {bands.map((band) => (
          <span class={`key band s${band.strength}`}>{band.label}</span>
        ))}
        <span class="quiet">{unit}</span>
      </figcaption>
      <div class="chart-plot">
        <div class="chart-y" aria-hidden="true">
          <span>{countText(top)}</span>
          <span>{top % 2 === 0 || top < 1 ? countText(top / 2) : ''}</span>
          <span>0</span>
        </div>
        {drawing(props, top)}
      </div>
      <div class="chart-x" aria-hidden="true">
        {slots.map((slot, i) =>
          marks.has(i) ? <span class={place(i, slots.length)}>{slot}</span> : <span></span>,
        )}
      </div>
      <details class="chart-figures">
        <summary>The figures</summary>
        {props.children}
      </details>
    </figure>
  );
}

function place(at: number, count: number): string {
  if (at === 0) return 'start';
  return at === count - 1 ? 'end' : 'middle';
}

/** The least of 1, 2, 5, 10, 20 ... that holds every value. */
function niceTop({ series, bands = [] }: ChartProps): number {
  let most = 0;
  for (const list of [...series.map((one) => one.values), ...bands.map((band) => band.high)])
    for (const value of list) if (value !== null && value > most) most = value;
  if (most <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  const times = [1, 2, 4, 6, 8, 10].find((n) => n * power >= most) ?? 10;
  const top = times * power;
  return top < 1 ? top : Math.max(2, Math.round(top));
}

function drawing({ slots, series, bands = [], now }: ChartProps, top: number): Html {
  const width = Math.max(1, slots.length) * SLOT;
  const y = (value: number) => round(HEIGHT - (Math.max(0, value) / top) * HEIGHT);
  let out = `<svg viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true" focusable="false">`;
  out += `<path class="grid" d="M0 0H${width}M0 ${HEIGHT / 2}H${width}M0 ${HEIGHT}H${width}"/>`;
  for (const band of bands) out += `<path class="band s${band.strength}" d="${bandPath(band, y)}"/>`;
  const bars = series.filter((one) => one.look === 'bars');
  bars.forEach((one, nth) => {
    const each = (SLOT - 2) / bars.length;
    let path = '';
    one.values.forEach((value, i) => {
      if (value === null || value <= 0) return;
      const x = round(i * SLOT + 1 + nth * each);
      path += `M${x} ${HEIGHT}V${y(value)}H${round(x + each)}V${HEIGHT}Z`;
    });
    out += `<path class="bars ${one.tone}" d="${path}"/>`;
  });
  for (const one of series)
    if (one.look === 'line') out += `<path class="line ${one.tone}" d="${linePath(one.values, y)}"/>`;
  if (now !== undefined) out += `<path class="now" d="M${now * SLOT} 0V${HEIGHT}"/>`;
  return safe(`${out}</svg>`);
}

function linePath(values: readonly (number | null)[], y: (value: number) => number): string {
  let path = '';
  let down = false;
  values.forEach((value, i) => {
    if (value === null) down = false;
    else {
      path += `${down ? 'L' : 'M'}${i * SLOT + SLOT / 2} ${y(value)}`;
      down = true;
    }
  });
  return path;
}

function bandPath({ low, high }: Band, y: (value: number) => number): string {
  const slots = high.flatMap((value, i) => (value === null ? [] : [i]));
  const first = slots[0];
  const last = slots.at(-1);
  if (first === undefined || last === undefined) return '';
  // Half a slot more at both ends: a band of one slot can be seen too.
  const edge = (of: readonly (number | null)[]) => {
    const at = (x: number, i: number) => `${x} ${y(of[i] ?? 0)}`;
    const middles = slots.map((i) => at(i * SLOT + SLOT / 2, i));
    return [at(first * SLOT, first), ...middles, at((last + 1) * SLOT, last)];
  };
  const up = edge(high);
  const back = edge(low).reverse();
  return `M${[...up, ...back].join('L')}Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** A value with its interval, as a line with a dot in a table's cell. @param most the value at the right edge */
export function interval(
  low: number,
  value: number,
  high: number,
  most: number,
  tone: 'accent' | 'bad',
): Html {
  const x = (v: number) => round(Math.min(100, (Math.max(0, v) / (most || 1)) * 100));
  return safe(
    `<svg class="interval ${tone}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><path class="span" d="M${x(low)} 5H${x(high)}"/><path class="dot" d="M${x(value)} 1V9"/></svg>`,
  );
}
