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

const CATALOG: readonly Tab[] = ['parts', 'groups', 'kits', 'fits'];
const LEDGER: readonly Tab[] = ['movements', 'value'];

/** What lies where; below it the pages of the catalog or of the ledger. */
export function StockTabs({ on, fits }: { on: Tab; fits?: number }) {
  const tab = (href: string, label: string, keys: readonly Tab[], count?: number) => ({
    href,
    label,
    on: keys.includes(on),
    ...(count ? { count } : {}),
  });
  return (
    <>
      <Tabs
        label="Stock"
        tabs={[
          tab('/stock', 'Mine', ['home']),
          tab('/stock/parts', 'Parts', CATALOG, fits),
          tab('/stock/bins', 'Bins', ['bins']),
          tab('/stock/counts', 'Counts', ['counts']),
          tab('/stock/vehicles', 'Vehicles', ['vehicles']),
          tab('/stock/transfers', 'Transfers', ['transfers']),
          tab('/stock/movements', 'Ledger', LEDGER),
        ]}
      />
      {CATALOG.includes(on) ? (
        <Tabs
          under
          label="Parts"
          tabs={[
            tab('/stock/parts', 'All parts', ['parts']),
            tab('/stock/groups', 'Interchange groups', ['groups']),
            tab('/stock/fits', 'Fits', ['fits'], fits),
            tab('/stock/kits', 'Kits', ['kits']),
          ]}
        />
      ) : null}
      {LEDGER.includes(on) ? (
        <Tabs
          under
          label="Ledger"
          tabs={[
            tab('/stock/movements', 'Movements', ['movements']),
            tab('/stock/value', 'Value', ['value']),
          ]}
        />
      ) : null}
    </>
  );
}
