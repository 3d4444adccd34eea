const WORDS: Readonly<Record<string, string>> = {
  pk: 'PK',
  pr: 'PK',
  tk: 'PK',
  it: 'PK',
  prek: 'PK',
  prekindergarten: 'PK',
  preschool: 'PK',
  k: 'K',
  kg: 'K',
  '0k': 'K',
  '0': 'K',
  '00': 'K',
  kindergarten: 'K',
  freshman: '9',
  sophomore: '10',
  junior: '11',
  senior: '12',
};

/**
 * A grade as files write it: 09, 9th, Grade 9, KG, PK; of several in one cell the highest. '' where the file says
 * that there is none (UG, other), null where it cannot be read.
 */
export function gradeOf(text: string): string | null {
  const parts = text.split(/[,;|/]+/).filter((part) => part.trim() !== '');
  const read = parts.map(one);
  if (read.some((grade) => grade === null)) return null;
  return read.sort((a, b) => rank(b) - rank(a))[0] ?? '';
}

function one(text: string): string | null {
  const bare = text
    .toLowerCase()
    .replace(/grade|year|class|level/g, '')
    .replace(/[^a-z0-9-]/g, '');
  const word = WORDS[bare] ?? WORDS[bare.replaceAll('-', '')];
  if (word) return word;
  if (/^-\d$/.test(bare)) return 'PK';
  const number = /^0?(\d{1,2})(st|nd|rd|th)?$/.exec(bare);
  if (number && Number(number[1]) >= 1 && Number(number[1]) <= 12) return String(Number(number[1]));
  return /^(ug|other|none|ps|13|na|n-a)?$/.test(bare) ? '' : null;
}

function rank(grade: string | null): number {
  if (!grade) return -3;
  return grade === 'PK' ? -1 : grade === 'K' ? 0 : Number(grade);
}
