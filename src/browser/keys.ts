function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, select, textarea'))
  );
}

/** `/` goes to the search box; Escape and a press outside close menus; `[data-autosubmit]` sends its form. */
export function watchKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !typing(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const boxes = document.querySelectorAll<HTMLInputElement>('form[role=search] input[type=search]');
      const box = [...boxes].find((candidate) => candidate.offsetParent !== null);
      if (!box) return;
      event.preventDefault();
      box.focus();
      box.select();
    }
    if (event.key !== 'Escape') return;
    for (const menu of document.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]')) {
      menu.open = false;
      menu.querySelector('summary')?.focus();
    }
  });
  document.addEventListener('click', (event) => {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]')) {
      if (!(event.target instanceof Node && menu.contains(event.target))) menu.open = false;
    }
  });
  document.addEventListener('change', (event) => {
    const field = event.target;
    if (!(field instanceof HTMLSelectElement || field instanceof HTMLInputElement)) return;
    if (field.dataset.autosubmit !== undefined) field.form?.requestSubmit();
  });
}
