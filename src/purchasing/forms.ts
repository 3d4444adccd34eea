import { z } from 'zod';
import {
  choice,
  date,
  optionalChoice,
  optionalDate,
  optionalMoney,
  optionalText,
  optionalWhole,
  text,
  version,
  whole,
} from '../fields.ts';

export const SUPPLIER_KINDS = ['distributor', 'maker', 'refurbisher', 'marketplace', 'other'] as const;
export type SupplierKind = (typeof SUPPLIER_KINDS)[number];

/** The most that one piece may cost, cents. */
export const DEAREST_CENTS = 100_000_00;
export const LARGEST_PACK = 10_000;
export const MOST_PIECES = 100_000;

/** A price of one piece that has to be there. */
export const price = () =>
  optionalMoney(DEAREST_CENTS).pipe(z.number({ error: 'An amount, as 41.50' }).min(1, 'Above zero'));

const email = optionalText(200).pipe(
  z.string().refine((value) => value === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value), 'An e-mail address'),
);

const supplier = {
  name: text(120),
  kind: choice(SUPPLIER_KINDS),
  accountNumber: optionalText(60),
  email,
  phone: optionalText(40),
  address: optionalText(300),
  minimum: optionalMoney(),
  shipping: optionalMoney(),
  leadDays: optionalWhole(1, 365),
  note: optionalText(1000),
};

export const NewSupplier = z.object(supplier);
export type NewSupplier = z.infer<typeof NewSupplier>;

export const SupplierEdit = z.object({ version: version(), ...supplier });
export type SupplierEdit = z.infer<typeof SupplierEdit>;

export const Versioned = z.object({ version: version() });
export type Versioned = z.infer<typeof Versioned>;

export const Nothing = z.object({});

/** What a part costs from a day on. */
export const NewPrice = z.object({
  /** SKU, maker's number, barcode, or the part's id */
  part: text(60),
  number: optionalText(60),
  pack: whole(1, LARGEST_PACK).default(1),
  price: price(),
  fromOn: optionalDate(),
  inStock: optionalWhole(0, 10_000_000),
});
export type NewPrice = z.infer<typeof NewPrice>;

const budget = {
  name: text(120),
  fund: text(60),
  accountCode: text(60),
  fiscalYearFrom: date(),
  fiscalYearTo: date(),
  amount: optionalMoney(1_000_000_000_00).pipe(z.number({ error: 'An amount, as 25,000.00' })),
  note: optionalText(1000),
};

const yearEndsLater = (form: { fiscalYearFrom: string; fiscalYearTo: string }) =>
  form.fiscalYearTo > form.fiscalYearFrom;
const LATER = { path: ['fiscalYearTo'], error: 'After its first day' };

export const NewBudget = z.object(budget).refine(yearEndsLater, LATER);
export type NewBudget = z.infer<typeof NewBudget>;

export const BudgetEdit = z.object({ version: version(), ...budget }).refine(yearEndsLater, LATER);
export type BudgetEdit = z.infer<typeof BudgetEdit>;

export const SupplierFilter = z.object({
  q: optionalText(60),
  kind: optionalChoice(SUPPLIER_KINDS),
  show: optionalChoice(['retired']),
});
export type SupplierFilter = z.infer<typeof SupplierFilter>;

export const BudgetFilter = z.object({ show: optionalChoice(['past', 'retired']) });
export type BudgetFilter = z.infer<typeof BudgetFilter>;
