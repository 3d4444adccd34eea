/** Which people's names may stand on a page. */
export interface SeesNames {
  /** students of these sites; 'all', or null for none */
  students: 'all' | readonly string[] | null;
}

export interface NamedPerson {
  name: string | null;
  kind: string | null;
  grade: string | null;
  site: string | null;
}

/** A person's name, or 'a student, grade 7' for whoever may not know it; '' for nobody. */
export function personWords(sees: SeesNames, person: NamedPerson): string {
  if (person.name === null) return '';
  if (person.kind !== 'student' || maySee(sees, person.site)) return person.name;
  return person.grade ? `a student, grade ${person.grade}` : 'a student';
}

/** Whether a student of this site may be named. */
export function maySee({ students }: SeesNames, site: string | null): boolean {
  if (students === 'all') return true;
  return students !== null && site !== null && students.includes(site);
}

export const PERSON_KINDS: Readonly<Record<string, string>> = { student: 'Student', staff: 'Staff' };

export const GRADE_WORDS: Readonly<Record<string, string>> = {
  PK: 'Pre-K',
  K: 'Kindergarten',
  ...Object.fromEntries(Array.from({ length: 12 }, (_, i) => [String(i + 1), `Grade ${i + 1}`])),
};

export const GRADE_OPTIONS = ['PK', 'K', ...Array.from({ length: 12 }, (_, i) => String(i + 1))].map(
  (value) => ({
    value,
    label: GRADE_WORDS[value] ?? value,
  }),
);
