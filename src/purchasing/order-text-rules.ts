export interface TextLine {
  sku: string;
  name: string;
  number: string;
  quantity: number;
  cancelled: number;
  unitCents: number;
}

export interface TextOrder {
  number: string;
  accountNumber: string | null;
  note: string;
  shippingCents: number;
}

const amount = (cents: number) => (cents / 100).toFixed(2);

/** The mail that orders: plain text, as every program reads it. */
export function mailOf(
  order: TextOrder,
  lines: readonly TextLine[],
  district: { name: string; currency: string },
  by: string,
): { subject: string; body: string } {
  const wanted = lines.filter((line) => line.quantity > line.cancelled);
  const rows = wanted.map((line) => {
    const quantity = line.quantity - line.cancelled;
    const number = line.number ? `your number ${line.number}, ` : '';
    return `${quantity} x ${line.name}\n    ${number}our number ${line.sku}, ${amount(line.unitCents)} each, ${amount(quantity * line.unitCents)}`;
  });
  const goods = wanted.reduce((sum, line) => sum + (line.quantity - line.cancelled) * line.unitCents, 0);
  return {
    subject: `Order ${order.number} of ${district.name}`,
    body: [
      `Order ${order.number}`,
      order.accountNumber ? `Our account number with you: ${order.accountNumber}` : '',
      '',
      ...rows,
      '',
      `Goods ${amount(goods)} ${district.currency}`,
      order.shippingCents > 0 ? `Shipping ${amount(order.shippingCents)} ${district.currency}` : '',
      order.note ? `\n${order.note}` : '',
      '',
      'Please put the order number on the packing slip and on the invoice.',
      by,
      district.name,
    ]
      .filter((line, i, all) => line !== '' || all[i - 1] !== '')
      .join('\n'),
  };
}

/** The order as CSV with a head, for a supplier's basket. */
export function csvOf(order: TextOrder, lines: readonly TextLine[]): string {
  const head = ['Order', 'Supplier number', 'Our number', 'Name', 'Quantity', 'Price'];
  const rows = lines
    .filter((line) => line.quantity > line.cancelled)
    .map((line) => [
      order.number,
      line.number,
      line.sku,
      line.name,
      String(line.quantity - line.cancelled),
      amount(line.unitCents),
    ]);
  return `${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A cell that a spreadsheet takes for text: what begins like a formula gets an apostrophe. */
export function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
