export const REASON_WORDS: Readonly<Record<string, string>> = {
  aue: 'Updates end',
  age: 'Age',
  refresh: 'Refresh',
  purchase: 'Purchase',
  loss: 'Lost or broken',
  other: 'Other',
};
