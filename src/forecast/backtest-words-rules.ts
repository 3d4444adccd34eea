import { type Backtest, QUANTILES } from './backtest-rules.ts';

export interface Verdict {
  tone: 'good' | 'wait' | 'bad';
  /** whether to trust it, in a sentence */
  text: string;
  /** what it rests on */
  because: string[];
}

const at = (p: (typeof QUANTILES)[number]) => QUANTILES.indexOf(p);
const percent = (share: number) => `${Math.round(share * 100)} of 100`;

/**
 * Whether to trust the forecast, in words: does the 95 % quantile hold what it promises, and is it better than
 * a moving average. On parts that are rarely wanted the quantile of whole pieces covers more than it says.
 */
export function verdictOf({ ours, average, months }: Backtest): Verdict {
  const coverage = ours.coverage[at(0.95)] ?? 0;
  const better = ratio(average.pinball[at(0.95)], ours.pinball[at(0.95)]);
  const because = [
    `What it said would be enough in 95 of 100 cases was enough in ${percent(coverage)}.`,
    better >= 1
      ? `Its misses cost ${Math.round((1 - 1 / better) * 100)} % less than those of a moving average.`
      : `Its misses cost ${Math.round((1 / better - 1) * 100)} % more than those of a moving average.`,
    `On ${ours.forecasts.toLocaleString('en-US')} forecasts of two months each, over ${months.length} months.`,
  ];
  if (ours.forecasts < 30) return { tone: 'wait', text: 'There is too little history to say yet.', because };
  if (coverage < 0.88)
    return { tone: 'bad', text: 'Order more than it says: it was too low too often.', because };
  if (better < 0.95)
    return { tone: 'wait', text: 'It holds, but a moving average would have done as well here.', because };
  if (coverage < 0.92)
    return {
      tone: 'wait',
      text: 'Trust it, with a little more than it says for what must not run out.',
      because,
    };
  return { tone: 'good', text: 'Trust it: it held what it promised.', because };
}

function ratio(a: number | undefined, b: number | undefined): number {
  return b && b > 0 ? (a ?? 0) / b : 1;
}
