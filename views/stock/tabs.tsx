import { Tabs } from '../ui/tabs.tsx';

type Tab =
  | 'home'
  | 'parts'
  | 'bins'
  | 'transfers'
  | 'movements'
  | 'value'
  | 'groups'
  | 'kits'
  | 'fits'
  | 'counts'
  | 'vehicles';

export function StockTabs({ on, fits }: { on: Tab; fits?: number }) {
  const tab = (key: Tab, href: string, label: string, count?: number) => ({
    href,
    label,
    on: key === on,
    ...(count ? { count } : {}),
  });
  return (
    <Tabs
      label="Stock"
      tabs={[
        tab('home', '/stock', 'Mine'),
        tab('parts', '/stock/parts', 'Parts'),
        tab('bins', '/stock/bins', 'Bins'),
        tab('counts', '/stock/counts', 'Counts'),
        tab('vehicles', '/stock/vehicles', 'Vehicles'),
        tab('transfers', '/stock/transfers', 'Transfers'),
        tab('movements', '/stock/movements', 'Movements'),
        tab('value', '/stock/value', 'Value'),
        tab('kits', '/stock/kits', 'Kits'),
        tab('groups', '/stock/groups', 'Interchange groups'),
        tab('fits', '/stock/fits', 'Fits', fits),
      ]}
    />
  );
}
