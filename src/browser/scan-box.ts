const TEXT_FIELDS = 'textarea, select, input:not([type=hidden], [type=checkbox], [type=radio], [type=file])';
const BUTTONS = ['button', 'submit', 'reset', 'image'];

function boxesIn(scope: ParentNode | null | undefined): HTMLInputElement[] {
  const all = [...(scope?.querySelectorAll('input[data-scan]') ?? [])];
  return all.filter((box) => box instanceof HTMLInputElement).filter((box) => box.form && !box.disabled);
}

/**
 * The box that a scan goes into. Where there are several: the one with the focus, else the first empty one, of the
 * scanner's own form, else of the page's content, else of the whole page (the search box in the bar).
 */
export function scanBox(): HTMLInputElement | null {
  const focused = document.activeElement;
  if (focused instanceof HTMLInputElement && focused.matches('[data-scan]') && focused.form) return focused;
  const scanner = document.querySelector('spudger-scanner');
  for (const scope of [scanner?.closest('form'), document.querySelector('main'), document]) {
    const boxes = boxesIn(scope);
    const box = boxes.find(({ value }) => value === '') ?? boxes[0];
    if (box) return box;
  }
  return null;
}

function isSeen(element: Element): boolean {
  return element instanceof HTMLElement && element.offsetParent !== null;
}

/** The visible fields of a form in which a person types or chooses. */
function fieldsOf(form: HTMLFormElement): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>(TEXT_FIELDS)].filter((field) => {
    return isSeen(field) && !(field instanceof HTMLInputElement && BUTTONS.includes(field.type));
  });
}

/**
 * Puts the scan into its box and says whether the form is to be submitted now: `data-scan="submit"` always,
 * `data-scan="fill"` never; otherwise where the form asks for scans only and each has come. If not, the focus moves
 * on to the next box or field.
 */
export function fillBox(box: HTMLInputElement, text: string): boolean {
  box.value = text;
  const { form } = box;
  const wish = box.dataset.scan;
  if (!form || wish === 'submit') return form !== null;
  const fields = fieldsOf(form);
  const empty = boxesIn(form).find((other) => other !== box && isSeen(other) && other.value === '');
  if (wish !== 'fill' && !empty && fields.every((field) => field.matches('[data-scan]'))) return true;
  box.dispatchEvent(new Event('change', { bubbles: true }));
  (empty ?? fields[fields.indexOf(box) + 1])?.focus();
  return false;
}
