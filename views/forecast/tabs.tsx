import { Tabs } from '../ui/tabs.tsx';

type Tab = 'plan' | 'groups' | 'fleet' | 'failures' | 'backtest' | 'runs';

/** The pages of the forecast. */
export function ForecastTabs({ on }: { on: Tab }) {
  const tab = (key: Tab, href: string, label: string) => ({ href, label, on: key === on });
  return (
    <Tabs
      label="Forecast"
      tabs={[
        tab('plan', '/plan', 'What to order'),
        tab('groups', '/forecast', 'Forecast'),
        tab('fleet', '/fleet-plan', 'Fleet plan'),
        tab('failures', '/forecast/failures', 'Failures'),
        tab('backtest', '/forecast/backtest', 'Was it right?'),
        tab('runs', '/forecast/runs', 'Runs'),
      ]}
    />
  );
}
