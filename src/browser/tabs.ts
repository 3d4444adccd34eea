/** Tabs that do not all fit scroll sideways: the current one is brought into view. */
export function showCurrentTabs(): void {
  for (const tab of document.querySelectorAll<HTMLElement>('.tabs [aria-current]')) {
    const bar = tab.closest<HTMLElement>('.tabs');
    if (!bar) continue;
    const [of, all] = [tab.getBoundingClientRect(), bar.getBoundingClientRect()];
    if (of.right > all.right || of.left < all.left) bar.scrollLeft += of.left - all.left - 24;
  }
}
