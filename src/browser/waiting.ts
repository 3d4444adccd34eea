/*
 * <spudger-waiting data-person>: in the bar of every page, how much waits on this phone. It reads a line that the
 * outbox keeps, so that a page costs nothing; the outbox itself is loaded where something waits.
 */
const COUNTS_KEY = 'spudger.waiting';

interface Counts {
  waiting: number;
  needs: number;
}

/** What waits on this phone for a person; for everyone together without one. */
export function waitingHere(person: string | undefined): Counts {
  try {
    const all = JSON.parse(localStorage.getItem(COUNTS_KEY) ?? '{}') as Record<string, Counts>;
    const mine = person === undefined ? Object.values(all) : [all[person]];
    const sum = (of: keyof Counts) => mine.reduce((n, one) => n + (one?.[of] ?? 0), 0);
    return { waiting: sum('waiting') + scansOf(person), needs: sum('needs') };
  } catch {
    return { waiting: 0, needs: 0 };
  }
}

/** Scans of audits that wait here; each audit keeps its own. */
function scansOf(person: string | undefined): number {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith('spudger.audit.'));
  const mine = person === undefined ? keys : keys.filter((key) => key.endsWith(`.${person}`));
  return mine.reduce((n, key) => {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as { events?: unknown[] };
    return n + (kept.events?.length ?? 0);
  }, 0);
}

export class SpudgerWaiting extends HTMLElement {
  /** The field pages know whose phone it is only when they have read it. */
  static readonly observedAttributes = ['data-of'];
  #listening = new AbortController();

  attributeChangedCallback(): void {
    if (this.isConnected) this.#show();
  }

  connectedCallback(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    addEventListener('storage', () => this.#show(), { signal });
    addEventListener('spudger:outbox', () => this.#show(), { signal });
    this.#show();
  }

  disconnectedCallback(): void {
    this.#listening.abort();
  }

  #show(): void {
    const { waiting, needs } = waitingHere(this.dataset.person ?? (this.dataset.of || undefined));
    if (waiting + needs === 0) {
      this.replaceChildren();
      return;
    }
    const link = document.createElement('a');
    link.href = '/field#/waiting';
    link.className = `status ${needs > 0 ? 'bad' : 'wait'}`;
    // The field pages are another document.
    link.setAttribute('hx-boost', 'false');
    const words = [
      needs > 0 ? `${needs} ${needs === 1 ? 'needs' : 'need'} you` : '',
      // Both beside each other have little room on a phone.
      waiting > 0 ? (needs > 0 ? `+${waiting}` : `${waiting} ${waiting === 1 ? 'waits' : 'wait'}`) : '',
    ].filter(Boolean);
    link.textContent = words.join(' ');
    const more = document.createElement('span');
    more.className = 'hidden';
    more.textContent = needs > 0 && waiting > 0 ? ' more on this phone' : ' on this phone';
    link.append(more);
    this.replaceChildren(link);
  }
}

export function defineWaiting(): void {
  if (!customElements.get('spudger-waiting')) customElements.define('spudger-waiting', SpudgerWaiting);
}
