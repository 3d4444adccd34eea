import type { Plan } from '../../src/demo/plan.ts';
import type { DeviceLife, PlanEvent, PlanRepair } from '../../src/demo/plan-types.ts';

/** What is wrong with a made district, in words, the first 20; [] where every rule of the product holds. */
export function planFaults(plan: Plan): string[] {
  const faults: string[] = [];
  const wrong = (text: string): void => {
    if (faults.length < 20) faults.push(text);
  };
  const known = knownIn(plan, wrong);
  const numbers = new Set<string>();
  const issues: { at: string; device: number; holder: string; opens: boolean }[] = [];
  const uses: { at: string; key: string; quantity: number }[] = [];
  const shortfalls = new Set<string>();
  const once = (key: string): void => {
    if (numbers.has(key)) wrong(`${key} comes twice`);
    numbers.add(key);
  };
  let devices = 0;

  for (const life of plan.lives()) {
    const { device, events, repairs } = life;
    if (device.index !== devices++) wrong(`device ${device.index} is out of order`);
    if (device.tag === null && device.serial === null) wrong(`device ${device.index} has no number`);
    if (device.tag !== null) once(`tag ${device.tag}`);
    if (device.serial !== null) once(`serial ${device.serial}`);
    for (const repair of repairs) once(`repair ${repair.number}`);
    for (const event of events) if (event.what === 'identify') once(`${event.kind} ${event.value}`);
    if (!known.models.has(device.model)) wrong(`model ${device.model} is unknown`);
    for (const text of [...lifeFaults(plan, life), ...referenceFaults(known, life)])
      wrong(`device ${device.index}: ${text}`);
    collectIssues(life, issues);
    for (const line of repairs.flatMap((repair) => repair.lines))
      for (const part of line.parts) {
        if (!known.parts.has(part.sku)) wrong(`part ${part.sku} is unknown`);
        if (part.bin === null) continue;
        if (!known.bins.has(part.bin)) wrong(`bin ${part.bin} is unknown`);
        if (part.shortfall) shortfalls.add(`${part.bin} ${part.sku}`);
        else uses.push({ at: line.doneAt ?? '', key: `${part.bin} ${part.sku}`, quantity: -part.quantity });
      }
  }
  if (devices !== plan.size.devices) wrong(`${devices} devices instead of ${plan.size.devices}`);
  for (const text of [...heldTwice(issues), ...stockFaults(plan, uses, shortfalls, known.bins)]) wrong(text);
  return faults;
}

type Known = {
  places: Set<string>;
  bins: Set<string>;
  parts: Set<string>;
  groups: Set<string>;
  models: Set<string>;
  people: number;
};

function knownIn(plan: Plan, wrong: (text: string) => void): Known {
  const places = new Set<string>();
  for (const { code, parent } of plan.locations()) {
    if (places.has(code)) wrong(`location ${code} comes twice`);
    if (parent !== null && !places.has(parent)) wrong(`location ${code} comes before ${parent}`);
    places.add(code);
  }
  const emails = new Set<string>();
  let people = 0;
  for (const person of plan.people()) {
    if (person.index !== people++) wrong(`person ${person.index} is out of order`);
    if (!places.has(person.site)) wrong(`person ${person.index} is at ${person.site}`);
    if (person.email !== null && emails.has(person.email)) wrong(`${person.email} comes twice`);
    if (person.email !== null) emails.add(person.email);
  }
  if (people !== plan.peopleCount) wrong(`${people} people instead of ${plan.peopleCount}`);
  const bins = new Set<string>();
  for (const bin of plan.bins()) {
    if (!places.has(bin.location)) wrong(`bin ${bin.code} is at ${bin.location}`);
    bins.add(bin.code);
  }
  return {
    places,
    bins,
    parts: new Set(plan.groups.flatMap((group) => group.parts.map((part) => part.sku))),
    groups: new Set(plan.groups.map((group) => group.code)),
    models: new Set(plan.groups.flatMap((group) => group.fits.map((fit) => fit.model))),
    people,
  };
}

function lifeFaults(plan: Plan, { device, events, repairs }: DeviceLife): string[] {
  const faults: string[] = [];
  let before = device.registeredAt;
  let gone = '';
  let lent = false;
  for (const event of events) {
    if (event.at < before || event.at > plan.endsAt)
      faults.push(`${event.what} at ${event.at} is out of order`);
    before = event.at;
    if (event.what === 'move') {
      const loan = event.why === 'loan' || event.why === 'day loan';
      if (loan && gone !== '') faults.push(`is lent at ${event.at} when it is gone`);
      if (loan && lent) faults.push(`is lent at ${event.at} while it is out`);
      if (loan === (event.dueOn === null)) faults.push(`has a wrong due date at ${event.at}`);
      lent = loan;
    }
    if (event.what === 'state') gone = event.state === 'in_service' ? '' : event.at;
  }
  const first = events[0];
  if (first?.what !== 'move' || first.at !== device.registeredAt)
    faults.push('does not start with its place');
  let until = '';
  for (const repair of repairs) {
    const closed = closedAt(repair);
    if (repair.reportedAt <= until) faults.push(`repair ${repair.number} is reported while one is open`);
    if (gone !== '' && repair.reportedAt > gone)
      faults.push(`repair ${repair.number} is reported when it is gone`);
    if (!repair.quick && gone !== '' && (closed ?? '9') > gone)
      faults.push(`repair ${repair.number} is open when it is gone`);
    until = closed ?? '9';
    let last = repair.reportedAt;
    for (const step of repair.steps) {
      if (step.at < last || step.at > plan.endsAt)
        faults.push(`repair ${repair.number}: ${step.do} is out of order`);
      last = step.at;
    }
    for (const event of events)
      if (disturbs(event, repair, closed)) faults.push(`repair ${repair.number} is disturbed: ${event.at}`);
    faults.push(...linesFaults(repair));
  }
  return faults;
}

function closedAt(repair: PlanRepair): string | null {
  const last = repair.steps.at(-1);
  return last?.do === (repair.toConfirm ? 'confirm' : 'close') ? last.at : null;
}

// While a repair that is not quick is open, only its own moves change who has the device.
function disturbs(event: PlanEvent, repair: PlanRepair, closed: string | null): boolean {
  if (event.what !== 'move' || event.repair === repair.number || repair.quick) return false;
  return event.at > repair.reportedAt && event.at < (closed ?? '9');
}

function linesFaults(repair: PlanRepair): string[] {
  const done = repair.steps.some((step) => step.do === 'line');
  const bad = repair.lines.filter(
    (line) => (line.fault === null) === done || (line.doneAt === null) === done,
  );
  const parts = repair.lines.filter((line) => line.fault === null && line.parts.length > 0);
  return bad.length + parts.length > 0 ? [`repair ${repair.number} has lines that do not fit its steps`] : [];
}

function referenceFaults(known: Known, { events, repairs }: DeviceLife): string[] {
  const faults: string[] = [];
  const person = (index: number | null): void => {
    if (index !== null && !(index >= 0 && index < known.people)) faults.push(`person ${index} is unknown`);
  };
  const place = (code: string | null): void => {
    if (code !== null && !known.places.has(code)) faults.push(`place ${code} is unknown`);
  };
  for (const event of events) {
    person(event.by);
    if (event.what !== 'move') continue;
    place(event.to.location);
    person(event.to.person);
    place(event.issue?.location ?? null);
    person(event.issue?.person ?? null);
  }
  for (const repair of repairs) {
    for (const index of [repair.reportedBy, repair.hadDevice]) person(index);
    place(repair.site);
    for (const step of repair.steps) {
      person(step.by);
      if (step.do === 'hold' && step.group !== null && !known.groups.has(step.group))
        faults.push(`group ${step.group} is unknown`);
      if (step.do === 'hold' || step.do === 'send') place(step.vendor);
      if (step.do === 'close') place(step.to.location);
    }
  }
  return faults;
}

function collectIssues(
  { device, events }: DeviceLife,
  out: { at: string; device: number; holder: string; opens: boolean }[],
): void {
  let open: string | null = null;
  for (const event of events) {
    const to = event.what === 'issue' ? event.to : event.what === 'move' ? event.issue : undefined;
    if (to === undefined) continue;
    if (open !== null) out.push({ at: event.at, device: device.index, holder: open, opens: false });
    open = to === null ? null : to.person === null ? `${to.location} slot ${to.slot}` : `person ${to.person}`;
    // A student has one of one's own; staff may have several, so only students and slots are held to it.
    if (open !== null) out.push({ at: event.at, device: device.index, holder: open, opens: true });
  }
}

function heldTwice(issues: { at: string; device: number; holder: string; opens: boolean }[]): string[] {
  const faults: string[] = [];
  const holding = new Map<string, number>();
  issues.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : Number(a.opens) - Number(b.opens)));
  for (const { at, device, holder, opens } of issues) {
    if (!opens) holding.delete(holder);
    else if (holding.has(holder))
      faults.push(`${holder} gets ${device} at ${at} and has ${holding.get(holder)}`);
    else holding.set(holder, device);
  }
  return faults;
}

function stockFaults(
  plan: Plan,
  uses: { at: string; key: string; quantity: number }[],
  short: Set<string>,
  bins: Set<string>,
): string[] {
  const faults: string[] = [];
  const lines = [...uses];
  let last = '';
  for (const event of plan.stock()) {
    if (event.at < last) faults.push(`stock is out of order at ${event.at}`);
    last = event.at;
    if (!bins.has(event.bin)) faults.push(`bin ${event.bin} is unknown`);
    const out = event.what === 'transfer';
    lines.push({
      at: event.at,
      key: `${event.bin} ${event.sku}`,
      quantity: out ? -event.quantity : event.quantity,
    });
    if (out) lines.push({ at: event.at, key: `${event.to} ${event.sku}`, quantity: event.quantity });
  }
  const onHand = new Map<string, number>();
  lines.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : b.quantity - a.quantity));
  for (const { at, key, quantity } of lines) {
    const left = (onHand.get(key) ?? 0) + quantity;
    if (left < 0) faults.push(`${key} is below zero at ${at}`);
    if (quantity > 0 && short.has(key)) faults.push(`${key} has a shortfall and was stocked`);
    onHand.set(key, left);
  }
  return faults;
}
