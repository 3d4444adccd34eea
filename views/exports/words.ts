export const FORMAT_OPTIONS = [
  { value: 'xlsx', label: 'Excel (XLSX)' },
  { value: 'csv', label: 'CSV' },
];

export const SCHEDULE_WORDS: Readonly<Record<string, string>> = {
  '': 'When asked',
  daily: 'Every day',
  weekly: 'Every Monday',
  monthly: 'On the first of the month',
};

export const SCHEDULE_OPTIONS = Object.entries(SCHEDULE_WORDS).map(([value, label]) => ({
  value: value || 'never',
  label,
}));
