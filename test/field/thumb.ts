/*
 * What a thumb does in the field pages. These functions run in the page: each is whole in itself, and knows of the
 * app what its screen shows.
 */

export interface Asked {
  kind: string;
  path: string;
  fill: Record<string, string>;
  photo: boolean;
  roll: number;
}

export interface Seen {
  /** whether the page let it be done at all */
  offered: boolean;
  /** what it said then: 'Kept on this phone: ...', 'Found: ...'; '' where it said nothing */
  said: string;
  /** of an undo: what it said of the scan before */
  before: string;
  /** words of the button that was pressed */
  pressed: string;
  /** what the form held, as it was sent off */
  values: Record<string, string[]>;
}

/** Does it as a person does. */
export async function work({ kind, path, fill, photo, roll }: Asked): Promise<Seen> {
  const seen: Seen = { offered: false, said: '', before: '', pressed: '', values: {} };
  const until = async <T>(look: () => T | null | false | undefined, times = 200): Promise<T | null> => {
    for (let n = 0; n < times; n++) {
      const found = look();
      if (found) return found;
      await new Promise((resume) => setTimeout(resume, 30));
    }
    return null;
  };
  const heading = () => document.querySelector('main h1')?.textContent;
  const list = new DataTransfer();
  if (photo) {
    const canvas = document.createElement('canvas');
    canvas.width = 24;
    canvas.height = 16;
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg'));
    if (blob) list.items.add(new File([blob], 'photo.jpg', { type: 'image/jpeg' }));
  }
  location.hash = '/waiting';
  await until(() => heading() === 'On this phone');
  document.querySelector('.toast')?.remove();
  location.hash = path;
  const drawn = await until(() => heading() && heading() !== 'On this phone');
  if (!drawn) return seen;

  const status = () => document.querySelector('main [role=status]')?.textContent ?? '';
  if (kind === 'scan' || kind === 'undo') {
    const box = await until(() => document.querySelector<HTMLInputElement>('main #f-scan'), 20);
    if (!box?.form) return seen;
    seen.offered = true;
    const value = fill.scan ?? '';
    document.querySelector('main [role=status]')?.replaceChildren();
    box.value = value;
    box.form.requestSubmit();
    const told = await until(() => status().includes(`: ${value}`) && status());
    if (kind === 'scan') return { ...seen, said: told || '' };
    seen.before = told || '';
    const back = await until(() => document.querySelector<HTMLButtonElement>('main .rows button'), 20);
    back?.click();
    return { ...seen, said: (await until(() => /^Taken back/.test(status()) && status())) || '' };
  }

  const forms = await until(() => {
    const found = [...document.querySelectorAll<HTMLFormElement>('main form.form')];
    return found.length > 0 && found;
  }, 10);
  const form = forms?.[kind === 'visit' ? Math.floor(roll * forms.length) : 0];
  const button = form?.querySelector<HTMLButtonElement>('button.primary');
  if (!form || !button) return seen;
  for (const [name, value] of Object.entries(fill)) {
    const all = [...form.elements].filter((one) => 'name' in one && one.name === name);
    const boxes = all.filter((one) => one instanceof HTMLInputElement && /checkbox|radio/.test(one.type));
    const choices = boxes as HTMLInputElement[];
    if (choices.length > 0) {
      const chosen =
        value === '*'
          ? choices[Math.floor(roll * choices.length)]
          : choices.find((one) => one.value === value);
      for (const one of choices) one.checked = one === chosen;
      continue;
    }
    const [one] = all;
    if (one instanceof HTMLSelectElement) {
      if ([...one.options].some((option) => option.value === value)) one.value = value;
    } else if (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement) one.value = value;
  }
  const camera = form.querySelector<HTMLInputElement>('input[type=file]');
  if (photo && camera) camera.files = list.files;
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string') seen.values[name] = [...(seen.values[name] ?? []), value];
  seen.offered = true;
  seen.pressed = button.textContent ?? '';
  button.click();
  const toast = await until(() => document.querySelector('.toast')?.textContent);
  return { ...seen, said: toast ?? '' };
}

export interface Answered {
  key: string;
  did: 'again' | 'corrected' | 'withdrew';
  /** what the page said was the matter */
  why: string;
}

/**
 * Looks at what needs the person, one after the other: what has changed meanwhile is accepted once, an unknown tag is
 * looked at again once, anything else is withdrawn with a reason.
 */
export async function answer({
  before,
  tag,
}: {
  before: Record<string, number>;
  tag: string;
}): Promise<Answered[]> {
  const until = async <T>(look: () => T | null | false | undefined): Promise<T | null> => {
    for (let n = 0; n < 200; n++) {
      const found = look();
      if (found) return found;
      await new Promise((resume) => setTimeout(resume, 30));
    }
    return null;
  };
  const atList = () => document.querySelector('main h1')?.textContent === 'On this phone';
  const open = async () => {
    location.hash = '/';
    await until(() => !atList());
    location.hash = '/waiting';
    await until(atList);
    const card = [...document.querySelectorAll('main .card')].find((one) =>
      one.querySelector('h2')?.textContent?.startsWith('Needs you'),
    );
    return [...(card?.querySelectorAll<HTMLAnchorElement>('a[href^="#/waiting/"]') ?? [])];
  };
  const done: Answered[] = [];
  const keys = (await open()).map((link) => (link.getAttribute('href') ?? '').slice('#/waiting/'.length));
  for (const key of keys) {
    location.hash = `/waiting/${key}`;
    const there = await until(() => !atList() && document.querySelector('main .notice'));
    const forms = [...document.querySelectorAll<HTMLFormElement>('main form.form')];
    const named = (words: string) =>
      forms.find((form) => form.querySelector('button.primary')?.textContent === words);
    const why = there?.textContent ?? '';
    const first = (before[key] ?? 0) === 0;
    const again = named('Do it all the same');
    const ref = named('Send again')?.elements.namedItem('ref');
    const withdraw = named('Withdraw');
    if (first && again) {
      again.requestSubmit();
      done.push({ key, did: 'again', why });
    } else if (first && ref instanceof HTMLInputElement && ref.value.startsWith('99')) {
      ref.value = tag;
      ref.form?.requestSubmit();
      done.push({ key, did: 'corrected', why });
    } else if (withdraw) {
      const reason = withdraw.elements.namedItem('reason');
      if (reason instanceof HTMLInputElement) reason.value = `It cannot be: ${key}`;
      withdraw.requestSubmit();
      done.push({ key, did: 'withdrew', why });
    }
    await until(atList);
  }
  return done;
}

/** What still waits on this phone, by what it keeps: entries and scans. */
export async function left(): Promise<string[]> {
  return new Promise((done) => {
    const request = indexedDB.open('spudger');
    request.onsuccess = () => {
      const all = request.result.transaction('outbox').objectStore('outbox').getAll();
      all.onsuccess = () => {
        request.result.close();
        const scans = Object.keys(localStorage)
          .filter((key) => key.startsWith('spudger.audit.'))
          .flatMap(
            (key) => (JSON.parse(localStorage.getItem(key) ?? '{}') as { events?: unknown[] }).events ?? [],
          )
          .map((event) => JSON.stringify(event));
        const entries = all.result.map(
          ({ label, state, told }) => `${label} ${state} ${JSON.stringify(told ?? '')}`,
        );
        done([...scans, ...entries]);
      };
    };
    request.onerror = () => done(['the outbox does not open']);
  });
}

export interface SentLine {
  label: string;
  at: string;
  words: string;
}

/** What the page lists as sent last: when it was done, and what became of it. */
export async function sentLast(): Promise<SentLine[]> {
  return new Promise((done) => {
    const request = indexedDB.open('spudger');
    request.onsuccess = () => {
      const row = request.result.transaction('phone').objectStore('phone').get('phone');
      row.onsuccess = () => {
        request.result.close();
        done((row.result as { sent: SentLine[] } | undefined)?.sent ?? []);
      };
    };
    request.onerror = () => done([]);
  });
}

/** Tells the app that the network may be back, and presses "Send now" where it stands. */
export async function sendNow(): Promise<void> {
  location.hash = '/waiting';
  dispatchEvent(new Event('online'));
  await new Promise((resume) => setTimeout(resume, 200));
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('main button')];
  buttons.find((button) => button.textContent === 'Send now')?.click();
}
