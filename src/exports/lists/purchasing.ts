import { ORDER_WORDS, REASON_WORDS, RETURN_WORDS, SUPPLIER_WORDS } from '../../../views/purchasing/words.ts';
import { type BackOrder, backOrders } from '../../purchasing/back-order-queries.ts';
import { type BudgetRow, listBudgets } from '../../purchasing/budget-queries.ts';
import { BudgetFilter, SupplierFilter } from '../../purchasing/forms.ts';
import { type InvoiceRow, listInvoices } from '../../purchasing/invoice-queries.ts';
import { OrderFilter } from '../../purchasing/order-forms.ts';
import { listOrders, type OrderRow } from '../../purchasing/order-queries.ts';
import { listReceipts, type ReceiptRow } from '../../purchasing/receipt-list-queries.ts';
import { listReturns, type ReturnRow } from '../../purchasing/return-queries.ts';
import { listSuppliers, type SupplierRow } from '../../purchasing/supplier-queries.ts';
import { listExport, whole } from '../list.ts';
import { wordIn } from './scope.ts';

const NO_ORDERS_FILTER = { q: '', state: null, supplier: null, budget: null };
const supplierIn = (query: Readonly<Record<string, string>>) =>
  OrderFilter.catch(NO_ORDERS_FILTER).parse({ supplier: query.supplier }).supplier;

export const orders = listExport<OrderRow>({
  name: 'orders',
  label: 'Orders',
  columns: [
    ['number', 'Order', (row) => row.number],
    ['supplier', 'Supplier', (row) => row.supplierName ?? 'several'],
    ['state', 'State', (row) => wordIn(ORDER_WORDS, row.state)],
    ['budget', 'Budget', (row) => row.budgetName],
    ['expected', 'Expected', (row) => row.expectedOn, 'date'],
    ['total', 'Total', (row) => row.totalCents, 'money'],
    ['received', 'Pieces there', (row) => row.received, 'number'],
    ['open', 'Pieces to come', (row) => row.open, 'number'],
    ['made', 'Made', (row) => row.createdAt, 'time'],
  ],
  async page(ctx, query, cursor, limit) {
    return (await listOrders(ctx.db, OrderFilter.catch(NO_ORDERS_FILTER).parse(query), cursor, limit)).page;
  },
});

export const receipts = listExport<ReceiptRow>({
  name: 'receipts',
  label: 'Receipts',
  columns: [
    ['order', 'Order', (row) => row.orderNumber],
    ['supplier', 'Supplier', (row) => row.supplierName],
    ['state', 'State', (row) => row.state],
    ['arrived', 'Arrived', (row) => row.arrivedOn, 'date'],
    ['pieces', 'Pieces', (row) => row.pieces, 'number'],
  ],
  page: (ctx, _query, cursor, limit) => listReceipts(ctx.db, '', cursor, limit),
});

export const late = listExport<BackOrder>({
  name: 'back-orders',
  label: 'Back orders',
  columns: [
    ['order', 'Order', (row) => row.number],
    ['supplier', 'Supplier', (row) => row.supplierName],
    ['sku', 'SKU', (row) => row.sku],
    ['name', 'Part', (row) => row.name],
    ['open', 'To come', (row) => row.open, 'number'],
    ['quantity', 'Ordered', (row) => row.quantity, 'number'],
    ['sent', 'Sent', (row) => row.sentOn, 'date'],
    ['expected', 'Expected', (row) => row.expectedOn, 'date'],
    ['waiting', 'Repairs that wait', (row) => row.waiting, 'number'],
    ['asked', 'Asked', (row) => row.askedOn, 'date'],
    ['note', 'Answer', (row) => row.askedNote],
  ],
  async page(ctx, query, cursor, limit) {
    const filter = { supplier: supplierIn(query), show: query.show === 'all' ? 'all' : 'late' } as const;
    return (await backOrders(ctx.db, filter, ctx.today, cursor, limit)).page;
  },
});

export const suppliers = listExport<SupplierRow>({
  name: 'suppliers',
  label: 'Suppliers',
  columns: [
    ['name', 'Supplier', (row) => row.name],
    ['kind', 'Kind', (row) => wordIn(SUPPLIER_WORDS, row.kind)],
    ['median', 'Days it takes, median', (row) => row.lead.median, 'number'],
    ['ninetieth', '9 of 10 within days', (row) => row.lead.ninetieth, 'number'],
    ['minimum', 'Minimum', (row) => row.minimumCents, 'money'],
    ['parts', 'Parts', (row) => row.parts, 'number'],
    ['open', 'Open orders', (row) => row.openOrders, 'number'],
  ],
  async page(ctx, query, cursor, limit) {
    const filter = SupplierFilter.catch({ q: '', kind: null, show: null }).parse(query);
    return (await listSuppliers(ctx.db, filter, ctx.today, cursor, limit)).page;
  },
});

export const invoices = listExport<InvoiceRow>({
  name: 'invoices',
  label: 'Invoices',
  columns: [
    ['number', 'Invoice', (row) => row.number],
    ['supplier', 'Supplier', (row) => row.supplierName],
    ['order', 'Order', (row) => row.orderNumber],
    ['date', 'Date', (row) => row.invoicedOn, 'date'],
    ['total', 'Total', (row) => row.totalCents, 'money'],
    ['difference', 'Billed above the order', (row) => row.differenceCents, 'money'],
    ['settled', 'Settled', (row) => row.settledAt, 'time'],
  ],
  page: (ctx, { show }, cursor, limit) =>
    listInvoices(ctx.db, show === 'differ' ? 'differ' : '', cursor, limit),
});

export const returns = listExport<ReturnRow>({
  name: 'returns',
  label: 'Returns',
  columns: [
    ['quantity', 'Quantity', (row) => row.quantity, 'number'],
    ['sku', 'SKU', (row) => row.sku ?? row.code],
    ['name', 'Part', (row) => row.name],
    ['supplier', 'Supplier', (row) => row.supplierName],
    ['order', 'Order', (row) => row.orderNumber],
    ['reason', 'Why', (row) => wordIn(REASON_WORDS, row.reason)],
    ['state', 'State', (row) => wordIn(RETURN_WORDS, row.state)],
    ['rma', 'RMA', (row) => row.rma],
    ['expected', 'Expected credit', (row) => row.expectedCents, 'money'],
    ['credited', 'Credited', (row) => (row.state === 'credited' ? row.creditedCents : null), 'money'],
    ['at', 'Made', (row) => row.at, 'time'],
  ],
  async page(ctx, query, cursor, limit) {
    const filter = { supplier: supplierIn(query), show: query.show === 'done' ? 'done' : '' } as const;
    return (await listReturns(ctx.db, filter, cursor, limit)).page;
  },
});

export const budgets = listExport<BudgetRow>({
  name: 'budgets',
  label: 'Budgets',
  columns: [
    ['name', 'Budget', (row) => row.name],
    ['from', 'Year from', (row) => row.fiscalYearFrom, 'date'],
    ['to', 'Year to', (row) => row.fiscalYearTo, 'date'],
    ['fund', 'Fund', (row) => row.fund],
    ['account', 'Account', (row) => row.accountCode],
    ['amount', 'Amount', (row) => row.amountCents, 'money'],
    ['spent', 'Spent', (row) => row.spentCents, 'money'],
    ['committed', 'Promised', (row) => row.committedCents, 'money'],
    ['left', 'Left', (row) => row.leftCents, 'money'],
  ],
  page: async (ctx, query) =>
    whole(await ctx.db.all(listBudgets(BudgetFilter.catch({ show: null }).parse(query), ctx.today))),
});
