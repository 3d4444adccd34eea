import { Tabs } from '../ui/tabs.tsx';

type Tab = 'orders' | 'receive' | 'late' | 'suppliers' | 'budgets' | 'invoices' | 'returns';

/** The pages of purchasing. */
export function PurchasingTabs({ on }: { on: Tab }) {
  const tab = (key: Tab, href: string, label: string) => ({ href, label, on: key === on });
  return (
    <Tabs
      label="Purchasing"
      tabs={[
        tab('orders', '/purchasing/orders', 'Orders'),
        tab('receive', '/purchasing/receive', 'Receive'),
        tab('late', '/purchasing/back-orders', 'Back-orders'),
        tab('suppliers', '/purchasing/suppliers', 'Suppliers'),
        tab('budgets', '/purchasing/budgets', 'Budgets'),
        tab('invoices', '/purchasing/invoices', 'Invoices'),
        tab('returns', '/purchasing/returns', 'Returns'),
      ]}
    />
  );
}
