/** A scanner that acts as a keyboard types faster than any hand: milliseconds a key, on average. */
const AVERAGE_MS = 50;
/** A busy phone may hold up one key for longer; after this much another text begins. */
const PAUSE_MS = 150;
const SHORTEST_CODE = 4;

/** Tells a keyboard-wedge scanner from a hand by the time between keys (milliseconds). */
export class WedgeReader {
  #typed = '';
  #first = 0;
  #last = Number.NEGATIVE_INFINITY;

  /**
   * Takes the next key. `code` is a whole scan that this Enter ended; `burst` is true from the second key of what
   * may become one, so that the caller can keep these keys from shortcuts and buttons.
   */
  press(key: string, now: number): { code?: string; burst: boolean } {
    const paused = now - this.#last > PAUSE_MS;
    if (key === 'Enter' || key === 'Tab') {
      const typed = this.#typed;
      this.#typed = '';
      const whole = typed.length >= SHORTEST_CODE && !paused && this.#isFast(typed);
      return whole ? { code: typed, burst: true } : { burst: false };
    }
    // Shift and its like come between the letters of one scan.
    if ([...key].length !== 1) return { burst: false };
    if (paused || this.#typed === '') this.#first = now;
    this.#typed = paused ? key : this.#typed + key;
    this.#last = now;
    return { burst: this.#typed.length > 1 && this.#isFast(this.#typed) };
  }

  #isFast(typed: string): boolean {
    return this.#last - this.#first <= AVERAGE_MS * (typed.length - 1);
  }
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  const buttons = ['button', 'submit', 'reset', 'checkbox', 'radio', 'file', 'image', 'range', 'color'];
  return target instanceof HTMLInputElement && !buttons.includes(target.type);
}

/**
 * Hands every scan of a keyboard wedge to `bring`, wherever the focus is, but for other fields: there the person
 * meant that field. In the scan box the keys are typed as usual and only the final Enter is taken.
 */
export function listenForWedge(bring: (text: string) => void): void {
  const reader = new WedgeReader();
  const listen = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const inBox = event.target instanceof Element && event.target.matches('[data-scan]');
    if (!inBox && isField(event.target)) return;
    if (!document.querySelector('[data-scan]')) return;
    const { code, burst } = reader.press(event.key, event.timeStamp);
    if (code === undefined && (inBox || !burst)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (code !== undefined) bring(code);
  };
  window.addEventListener('keydown', listen, { capture: true });
}
