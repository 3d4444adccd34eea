/**
 * Staff and students by running number, without a list of them. A class that finishes in one year is a cohort of
 * `cohort` places; each place belongs to one elementary, one middle and one high school, so a student's school in
 * any year follows from the number alone, and nobody is in two of them.
 */
import { cast, email, externalId, personName, titles } from './data-people.ts';
import type { Places, SitePlace } from './plan-places.ts';
import type { PlanLogin, PlanPerson, PlanSize } from './plan-types.ts';
import { Random } from './random.ts';

/** Fixed places at the head of the staff: the cast that is no technician. */
const ADMIN = 0;
const MANAGER = 1;
const AUDITOR = 2;
const FIRST_TECHNICIAN = 3;

/** Grades that a kind of school has one-to-one devices in; below grade 4 there are carts. */
const oneToOneGrades = { elementary: [4, 5], middle: [6, 8], high: [9, 12] } as const;
const allGrades = { elementary: [0, 5], middle: [6, 8], high: [9, 12] } as const;

type School = { site: SitePlace; kind: 'elementary' | 'middle' | 'high'; from: number; to: number };

export class People {
  readonly cohort: number;
  readonly count: number;
  readonly staffCount: number;
  /** Number of other staff (who may hold a staff device) at each site, and the first of them. */
  readonly otherStaff: readonly number[];
  readonly firstOther: readonly number[];
  readonly #places: Places;
  readonly #size: PlanSize;
  readonly #schools = new Map<number, School>();
  readonly #byKind: Record<School['kind'], School[]> = { elementary: [], middle: [], high: [] };
  readonly #firstContact: number;
  readonly #firstGraduates: number;
  readonly #lastYear: number;

  /** `firstYear` and `lastYear` are the first and last school years (by start) that the plan touches. */
  constructor(size: PlanSize, places: Places, firstYear: number, lastYear: number) {
    this.#size = size;
    this.#places = places;
    this.#lastYear = lastYear;
    this.cohort = Math.max(1, Math.floor(size.students / 13));
    this.#firstGraduates = firstYear + 1;
    this.#firstContact = FIRST_TECHNICIAN + size.technicians;
    this.#layOutSchools();
    const rest = Math.max(0, size.staff - this.#firstContact - places.sites.length);
    const weights = places.sites.map((site) => this.#staffWeight(site));
    const total = weights.reduce((a, b) => a + b, 0);
    let sum = 0;
    let given = 0;
    const counts: number[] = [];
    const firsts: number[] = [];
    for (const weight of weights) {
      sum += weight;
      const upTo = Math.floor((rest * sum) / total);
      firsts.push(this.#firstContact + places.sites.length + given);
      counts.push(upTo - given);
      given = upTo;
    }
    this.otherStaff = counts;
    this.firstOther = firsts;
    this.staffCount = this.#firstContact + places.sites.length + given;
    this.count = this.staffCount + this.cohort * (lastYear + 13 - this.#firstGraduates + 1);
  }

  technician(nth: number): number {
    return FIRST_TECHNICIAN + nth;
  }

  get manager(): number {
    return MANAGER;
  }

  /** The school contact of a site: its secretary or media assistant. */
  contact(site: SitePlace): number {
    return this.#firstContact + site.nth;
  }

  /** Classes with one-to-one devices at a site (0 for sites without), and the size of each. */
  oneToOne(site: SitePlace): { classes: number; size: number } {
    const school = this.#schools.get(site.nth);
    if (!school) return { classes: 0, size: 0 };
    const [low, high] = oneToOneGrades[school.kind];
    return { classes: high - low + 1, size: school.to - school.from };
  }

  /** Students at a site, all grades. */
  studentsAt(site: SitePlace): number {
    const school = this.#schools.get(site.nth);
    if (!school) return 0;
    const [low, high] = allGrades[school.kind];
    return (high - low + 1) * (school.to - school.from);
  }

  /**
   * The student who has place `place` of class track `track` in a school year: the one cohort in the site's
   * one-to-one grades whose year of finishing leaves `track` when divided by their number.
   */
  holder(site: SitePlace, track: number, place: number, schoolYear: number): number {
    const school = this.#schools.get(site.nth) as School;
    const [low, high] = oneToOneGrades[school.kind];
    const classes = high - low + 1;
    const earliest = schoolYear + 13 - high;
    const graduates = earliest + ((((track - earliest) % classes) + classes) % classes);
    return this.#student(graduates, school.from + place);
  }

  /** Any student who is at the site in that school year. */
  anyStudent(site: SitePlace, schoolYear: number, random: Random): number {
    const school = this.#schools.get(site.nth);
    if (!school || school.to === school.from) return this.contact(site);
    const [low, high] = allGrades[school.kind];
    return this.#student(schoolYear + 13 - random.int(low, high), random.int(school.from, school.to - 1));
  }

  #student(graduates: number, place: number): number {
    return this.staffCount + (graduates - this.#firstGraduates) * this.cohort + place;
  }

  person(index: number): PlanPerson {
    return index < this.staffCount ? this.#staff(index) : this.#pupil(index);
  }

  *all(): Generator<PlanPerson> {
    for (let index = 0; index < this.count; index++) yield this.person(index);
  }

  *logins(): Generator<PlanLogin> {
    const none = { level: null, sites: [], bin: null };
    yield { person: ADMIN, role: 'admin', ...none };
    yield { person: MANAGER, role: 'manager', ...none };
    yield { person: AUDITOR, role: 'auditor', ...none };
    for (const { nth, intern, level, bin, main, backup } of this.#places.technicians)
      yield {
        person: this.technician(nth),
        role: intern ? 'intern' : 'specialist',
        level: intern ? null : level,
        sites: [
          ...main.map((site) => ({ site, rank: 'main' as const })),
          ...backup.map((site) => ({ site, rank: 'backup' as const })),
        ],
        bin,
      };
    for (const site of this.#places.sites)
      yield {
        person: this.contact(site),
        role: 'contact',
        level: null,
        sites: [{ site: site.code, rank: 'main' }],
        bin: null,
      };
  }

  #staff(index: number): PlanPerson {
    const name = this.#castName(index) ?? personName(index);
    const site = this.#siteOf(index);
    const title = this.#title(index, site);
    return {
      index,
      kind: 'staff',
      externalId: externalId('staff', index),
      ...name,
      site: site.code,
      title,
      email: email(name),
      grade: null,
      active: true,
    };
  }

  #castName(index: number): { given: string; family: string } | null {
    const intern = this.#places.technicians.findIndex((technician) => technician.intern);
    const of = [
      [ADMIN, cast.admin],
      [MANAGER, cast.manager],
      [AUDITOR, cast.auditor],
      [FIRST_TECHNICIAN, cast['specialist-1']],
      [FIRST_TECHNICIAN + 1, cast['specialist-2']],
      [FIRST_TECHNICIAN + 2, cast['specialist-3']],
      [FIRST_TECHNICIAN + intern, cast.intern],
      [this.#firstContact, cast.contact],
    ] as const;
    const name = of.find(([at]) => at === index)?.[1];
    return name ? { given: name.given, family: name.family } : null;
  }

  #siteOf(index: number): SitePlace {
    const { sites } = this.#places;
    if (index < this.#firstContact)
      return sites.find((site) => site.kind === 'office') ?? (sites[0] as SitePlace);
    if (index < this.#firstContact + sites.length) return sites[index - this.#firstContact] as SitePlace;
    let low = 0;
    let high = sites.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.firstOther[middle] as number) <= index) low = middle;
      else high = middle - 1;
    }
    return sites[low] as SitePlace;
  }

  #title(index: number, site: SitePlace): string {
    if (index === ADMIN) return 'Systems administrator';
    if (index === MANAGER) return 'Repair operations manager';
    if (index === AUDITOR) return 'Inventory auditor';
    const technician = this.#places.technicians[index - FIRST_TECHNICIAN];
    if (technician)
      return technician.intern ? 'Intern' : `Mobile workstation specialist ${'I'.repeat(technician.level)}`;
    if (index < this.#firstContact + this.#places.sites.length)
      return site.kind === 'library' ? 'Librarian' : 'Secretary';
    const kind = site.kind === 'library' || site.kind === 'office' ? site.kind : 'school';
    return new Random(this.#size.seed, 'title', index).weighted(titles[kind]);
  }

  #pupil(index: number): PlanPerson {
    const at = index - this.staffCount;
    const graduates = this.#firstGraduates + Math.floor(at / this.cohort);
    const grade = 12 - (graduates - (this.#lastYear + 1));
    const kind = grade >= 9 ? 'high' : grade >= 6 ? 'middle' : 'elementary';
    const school = schoolAt(this.#byKind[kind], at % this.cohort);
    return {
      index,
      kind: 'student',
      externalId: externalId('student', at),
      ...personName(index),
      site: school.site.code,
      title: '',
      email: null,
      grade: grade > 12 ? null : grade === 0 ? 'K' : String(grade),
      active: grade <= 12,
    };
  }

  // The cohort's places are shared out among the elementary schools; a middle school takes those of some
  // neighbouring ones, a high school those of some middle schools.
  #layOutSchools(): void {
    const of = (kind: School['kind']) => this.#places.sites.filter((site) => site.kind === kind);
    const elementary = of('elementary');
    const random = new Random(this.#size.seed, 'schools');
    const weights = elementary.map(() => 0.65 + 0.7 * random.next());
    const total = weights.reduce((a, b) => a + b, 0);
    const ends: number[] = [];
    let sum = 0;
    for (const weight of weights) {
      sum += weight;
      ends.push(Math.round((this.cohort * sum) / total));
    }
    for (const kind of ['elementary', 'middle', 'high'] as const) {
      const sites = of(kind);
      for (const [i, site] of sites.entries()) {
        const last = Math.floor(((i + 1) * elementary.length) / sites.length) - 1;
        const first = Math.floor((i * elementary.length) / sites.length) - 1;
        const school = { site, kind, from: ends[first] ?? 0, to: ends[last] ?? this.cohort };
        this.#schools.set(site.nth, school);
        this.#byKind[kind].push(school);
      }
    }
  }

  #staffWeight(site: SitePlace): number {
    const students = this.studentsAt(site);
    return students > 0 ? 5 + students / 8 : site.kind === 'office' ? 40 + this.cohort / 100 : 12;
  }
}

function schoolAt(schools: readonly School[], place: number): School {
  return (schools.find((school) => place >= school.from && place < school.to) ?? schools[0]) as School;
}
