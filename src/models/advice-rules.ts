/**
 * Repair or retire: advice for one device, with the figures it rests on. Advice only, it never decides.
 *
 * Spend now = minutes x bench rate / 60 + parts.
 * Value left = price x months left / months of life, a straight line down to nothing, where life runs from the
 * purchase to the earlier of AUE and 72 months, and months left are those from today to that end. Without a
 * purchase date the whole life is taken as 72 months and only AUE ends it; without either it is not known.
 * Limit = the smaller of half the value left and what is left of 80 % of the price after the repairs so far, but
 * not under the small-job amount while there is life left: a keycap is always worth it. The shares, the months
 * and the small amount are settings (`adviceDefaults`), a district's own choice.
 */

export type AdviceSettings = {
  lifeMonths: number;
  /** Share of the value left that one repair may cost. */
  shareOfValue: number;
  /** Share of the price that all repairs of a device together may cost. */
  shareOfPrice: number;
  /** A repair up to this is worth it as long as there is life left, in cents. */
  smallCents: number;
  /** Fewer months of updates than this are no life left: a device past AUE can be barred from state tests. */
  fewestMonths: number;
  /** From this share of the limit on, and up to it, someone should look. */
  lookShare: number;
  /** The same fault so often in 12 months before this one: someone should look why. */
  sameFaultLook: number;
};

export const adviceDefaults: AdviceSettings = {
  lifeMonths: 72,
  shareOfValue: 0.5,
  shareOfPrice: 0.8,
  smallCents: 1500,
  fewestMonths: 3,
  lookShare: 0.85,
  sameFaultLook: 2,
};

export type AdviceInput = {
  costSoFarCents: number;
  repairsSoFar: number;
  minutesNow: number;
  partsNowCents: number;
  benchRateCentsPerHour: number;
  /** What a new one costs, or null where nobody has said. */
  priceCents: number | null;
  /** Dates YYYY-MM-DD in the district's zone. */
  purchasedOn: string | null;
  today: string;
  aueOn: string | null;
  /** Repairs of the same fault on this device in the 12 months before. */
  sameFaultBefore: number;
  /** Why it broke, where it is known: a warranty pays for no accident, liquid or purpose. */
  cause?: string | null;
  /** Last day of the maker's warranty. */
  warrantyUntil: string | null;
  /** A plan with its last day and the incidents it still pays for, null for any number. */
  coverage: { name: string; until: string; incidentsLeft: number | null } | null;
};

export type Verdict = 'repair' | 'retire' | 'claim' | 'look';

export type AdviceReason = {
  code:
    | 'covered'
    | 'updates-ended'
    | 'updates-end-soon'
    | 'small-job'
    | 'within-limit'
    | 'near-limit'
    | 'above-limit'
    | 'above-price-share'
    | 'worn-out'
    | 'same-fault'
    | 'not-known';
  text: string;
};

export type AdviceFigures = {
  spendNow: number;
  spendSoFar: number;
  /** Cents; null where price or life is not known. */
  valueLeft: number | null;
  limit: number | null;
  price: number | null;
  /** Whole months. */
  ageMonths: number | null;
  /** Whole months from today to AUE, below 0 when it is past; null where there is none. */
  monthsToAue: number | null;
};

export type Advice = { verdict: Verdict; reasons: AdviceReason[]; figures: AdviceFigures };

const DAYS_PER_MONTH = 365.25 / 12;

/**
 * Advice for one device and one repair. The first reason is the one that decided. `money` writes cents as the
 * district does (default: plain with two places). A dearer repair, more spent before, an older device or an
 * earlier AUE never turns `retire` into `repair`.
 */
export function advise(
  input: AdviceInput,
  settings: AdviceSettings = adviceDefaults,
  money: (cents: number) => string = (cents) => (cents / 100).toFixed(2),
): Advice {
  const figures = figuresOf(input, settings);
  const reasons: AdviceReason[] = [];
  const say = (code: AdviceReason['code'], text: string): void => {
    reasons.push({ code, text });
  };
  const answer = (verdict: Verdict): Advice => ({ verdict, reasons, figures });
  const toAue = input.aueOn === null ? null : monthsBetween(input.today, input.aueOn);

  if (toAue !== null && toAue <= 0) {
    say('updates-ended', `Updates ended on ${input.aueOn}.`);
    return answer('retire');
  }
  const cover = coverOf(input);
  if (cover !== null) {
    say('covered', cover);
    return answer('claim');
  }
  if (toAue !== null && toAue < settings.fewestMonths) {
    say('updates-end-soon', `Updates end on ${input.aueOn}, in less than ${settings.fewestMonths} months.`);
    return answer('retire');
  }
  const { spendNow, limit, valueLeft, price } = figures;
  if (limit === null || price === null || valueLeft === null) {
    say('not-known', unknownText(input));
    return answer('look');
  }
  if (spendNow > limit) {
    if (valueLeft === 0) say('worn-out', `${figures.ageMonths ?? 0} months old: no value left by the books.`);
    const ever = Math.round(price * settings.shareOfPrice) - input.costSoFarCents;
    if (ever < valueLeft * settings.shareOfValue) {
      const share = Math.round(settings.shareOfPrice * 100);
      const all = money(input.costSoFarCents + spendNow);
      say(
        'above-price-share',
        `All repairs would come to ${all}, above ${share} % of ${money(price)} for a new one.`,
      );
    }
    say(
      'above-limit',
      `${money(spendNow)} now is above the limit of ${money(limit)}; ${money(valueLeft)} of value is left.`,
    );
    return answer('retire');
  }
  if (input.sameFaultBefore >= settings.sameFaultLook) {
    say('same-fault', `The same fault ${input.sameFaultBefore} times before in 12 months: find out why.`);
    return answer('look');
  }
  if (spendNow <= settings.smallCents) {
    say('small-job', `${money(spendNow)} is a small job.`);
    return answer('repair');
  }
  if (spendNow > limit * settings.lookShare) {
    say('near-limit', `${money(spendNow)} now is close to the limit of ${money(limit)}.`);
    return answer('look');
  }
  say('within-limit', `${money(spendNow)} now is within the limit of ${money(limit)}.`);
  return answer('repair');
}

/** The sums behind the advice, without a verdict. All cents are whole. */
export function figuresOf(input: AdviceInput, settings: AdviceSettings = adviceDefaults): AdviceFigures {
  const spendNow = Math.round((input.minutesNow * input.benchRateCentsPerHour) / 60) + input.partsNowCents;
  const age = input.purchasedOn === null ? null : Math.max(0, monthsBetween(input.purchasedOn, input.today));
  const toAue = input.aueOn === null ? null : monthsBetween(input.today, input.aueOn);
  const valueLeft = valueOn(input.priceCents, age, toAue, settings.lifeMonths);
  return {
    spendNow,
    spendSoFar: input.costSoFarCents,
    valueLeft,
    limit: limitOf(input, valueLeft, toAue, settings),
    price: input.priceCents,
    ageMonths: input.purchasedOn === null ? null : Math.max(0, wholeMonths(input.purchasedOn, input.today)),
    monthsToAue: input.aueOn === null ? null : wholeMonths(input.today, input.aueOn),
  };
}

function valueOn(
  price: number | null,
  age: number | null,
  toAue: number | null,
  life: number,
): number | null {
  if (price === null || (age === null && toAue === null)) return null;
  const left = Math.min(toAue ?? Number.POSITIVE_INFINITY, age === null ? life : life - age);
  const whole = age === null ? life : Math.min(life, age + (toAue ?? Number.POSITIVE_INFINITY));
  return whole <= 0 ? 0 : Math.round(price * Math.min(1, Math.max(0, left / whole)));
}

function limitOf(
  input: AdviceInput,
  valueLeft: number | null,
  toAue: number | null,
  settings: AdviceSettings,
): number | null {
  if (valueLeft === null || input.priceCents === null) return null;
  const ever = Math.round(input.priceCents * settings.shareOfPrice) - input.costSoFarCents;
  const limit = Math.max(0, Math.min(Math.round(valueLeft * settings.shareOfValue), ever));
  const alive = toAue === null || toAue >= settings.fewestMonths;
  return alive ? Math.max(limit, settings.smallCents) : limit;
}

function coverOf({ today, warrantyUntil, coverage, cause }: AdviceInput): string | null {
  if (coverage !== null && coverage.until >= today && coverage.incidentsLeft !== 0) {
    const left =
      coverage.incidentsLeft === null ? '' : `, ${countOf(coverage.incidentsLeft, 'incident')} left`;
    return `Covered by ${coverage.name} until ${dateWords(coverage.until)}${left}: claim it.`;
  }
  const ownFault = cause === 'accident' || cause === 'liquid' || cause === 'on_purpose';
  if (warrantyUntil === null || warrantyUntil < today || ownFault) return null;
  return `In warranty until ${dateWords(warrantyUntil)}: claim it, unless it was an accident.`;
}

function unknownText(input: AdviceInput): string {
  if (input.priceCents === null) return 'The price of a new one is not known: set it on the model.';
  return 'Neither purchase date nor AUE is known, so the value left is not.';
}

/** Months of 30.4375 days from one date to another, below 0 when the second is earlier. */
function monthsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 / DAYS_PER_MONTH;
}

/** Whole months by the calendar from one date to another, rounded down: 31 January to 28 February is none. */
function wholeMonths(from: string, to: string): number {
  const [y, m, d] = from.split('-').map(Number) as [number, number, number];
  const [y2, m2, d2] = to.split('-').map(Number) as [number, number, number];
  return (y2 - y) * 12 + (m2 - m) - (d2 < d ? 1 : 0);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** '2028-06-15' as 'Jun 15, 2028'. */
function dateWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${MONTHS[(month ?? 1) - 1]} ${day}, ${year}`;
}

function countOf(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
