/** A scanner that acts as a keyboard types faster than any hand: milliseconds between two keys. */
const BURST_MS = 50;
/** Some send their final Enter a little later. */
const ENTER_MS = 120;
const SHORTEST_CODE = 4;

/** Tells a keyboard-wedge scanner from a hand by the time between keys (milliseconds). */
export class WedgeReader {
  #typed = '';
  #last = Number.NEGATIVE_INFINITY;

  /**
   * Takes the next key. `code` is a whole scan that this Enter ended; `burst` is true from the second key of what
   * may become one, so that the caller can keep these keys from shortcuts and buttons.
   */
  press(key: string, now: number): { code?: string; burst: boolean } {
    const pause = now - this.#last;
    if (key === 'Enter' || key === 'Tab') {
      const typed = this.#typed;
      this.#typed = '';
      const whole = typed.length >= SHORTEST_CODE && pause <= ENTER_MS;
      return whole ? { code: typed, burst: true } : { burst: false };
    }
    // Shift and its like come between the letters of one scan.
    if ([...key].length !== 1) return { burst: false };
    this.#typed = pause <= BURST_MS ? this.#typed + key : key;
    this.#last = now;
    return { burst: this.#typed.length > 1 };
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
