import type { FieldType } from '../../src/custom-fields/forms.ts';

export const FIELD_KIND_WORDS: Readonly<Record<string, string>> = {
  chromebook: 'Chromebook',
  laptop: 'Laptop',
  tablet: 'Tablet',
  desktop: 'Desktop',
  printer: 'Printer',
  hotspot: 'Hotspot',
  other: 'Other',
};

export const TYPE_WORDS: Readonly<Record<FieldType, string>> = {
  text: 'Text',
  number: 'Number',
  date: 'Date',
  choice: 'Choice',
};

export const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
