import type { Verdict } from '../../src/models/advice-rules.ts';
import type { Tone } from '../../src/web/frame.ts';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { moneyText } from '../ui/money.tsx';
import { status } from '../ui/status.tsx';
import type { DevicePageProps } from './page.tsx';

const VERDICTS: Readonly<Record<Verdict, readonly [Tone, string]>> = {
  repair: ['good', 'Repair'],
  retire: ['bad', 'Retire'],
  claim: ['note', 'Claim it'],
  look: ['wait', 'Have a look'],
};

/** Repair or retire, with the figures that it rests on. */
export function AdviceCard({ device, advice }: DevicePageProps) {
  const { verdict, reasons, figures } = advice.advice;
  const idle = device.openRepair === null;
  if (device.state === 'disposed') return null;
  const [tone, word] =
    idle && verdict === 'repair' ? (['good', 'Worth repairing'] as const) : VERDICTS[verdict];
  const text = (cents: number | null) => (cents === null ? null : moneyText(cents));
  return (
    <Card title="Advice">
      <p>
        {status(tone, word)}{' '}
        {idle && verdict === 'repair' && figures.limit !== null
          ? `up to ${moneyText(figures.limit)} now`
          : reasons.map((reason) => reason.text).join(' ')}
      </p>
      <Facts
        facts={[
          { label: 'This repair', value: idle ? null : moneyText(figures.spendNow) },
          { label: 'Limit', value: text(figures.limit) },
          { label: 'Repairs so far', value: moneyText(figures.spendSoFar) },
          { label: 'Value left', value: text(figures.valueLeft) },
          { label: 'A new one', value: text(figures.price) },
          { label: 'Age', value: figures.ageMonths === null ? null : months(figures.ageMonths) },
          {
            label: 'Updates for',
            value: figures.monthsToAue === null ? null : months(Math.max(0, figures.monthsToAue)),
          },
        ]}
      />
    </Card>
  );
}

const months = (n: number) => (n < 24 ? `${n} months` : `${(n / 12).toFixed(1)} years`);
