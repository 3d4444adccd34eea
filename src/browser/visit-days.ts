/**
 * A week of visits on a desk: a visit that is still planned can be dragged to another day. The page does the same
 * without it, by the form of each visit.
 */
export function attachVisitDays(): void {
  const week = document.querySelector<HTMLElement>('[data-visit-days]');
  const form = week?.querySelector<HTMLFormElement>('[data-move-form] form');
  if (!week || !form || week.dataset.ready !== undefined) return;
  week.dataset.ready = '';
  let dragged: HTMLElement | null = null;
  for (const card of week.querySelectorAll<HTMLElement>('[data-visit]')) card.draggable = true;
  week.addEventListener('dragstart', ({ target, dataTransfer }) => {
    dragged = target instanceof Element ? target.closest<HTMLElement>('[data-visit]') : null;
    if (dragged && dataTransfer) {
      dataTransfer.effectAllowed = 'move';
      dataTransfer.setData('text/plain', dragged.dataset.visit ?? '');
    }
  });
  const dayAt = (event: Event) =>
    event.target instanceof Element ? event.target.closest<HTMLElement>('[data-day]') : null;
  week.addEventListener('dragover', (event) => {
    const day = dayAt(event);
    if (!dragged || !day) return;
    event.preventDefault();
    for (const other of week.querySelectorAll('.over')) if (other !== day) other.classList.remove('over');
    day.classList.add('over');
  });
  week.addEventListener('dragend', () => {
    dragged = null;
    for (const other of week.querySelectorAll('.over')) other.classList.remove('over');
  });
  week.addEventListener('drop', (event) => {
    const day = dayAt(event);
    if (!dragged || !day || day.contains(dragged)) return;
    event.preventDefault();
    const set = (name: string, value: string) => {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value;
    };
    set('visit', dragged.dataset.visit ?? '');
    set('day', day.dataset.day ?? '');
    form.requestSubmit();
  });
}

/** Nearer than this counts as being there. */
const NEAR_METRES = 300;

/** Says that one is at the site, where the person has allowed the position before: nobody is asked for it. */
export async function attachNear(): Promise<void> {
  const hint = document.querySelector<HTMLElement>('[data-near]');
  if (!hint || !('geolocation' in navigator) || !navigator.permissions) return;
  const { state } = await navigator.permissions.query({ name: 'geolocation' });
  if (state !== 'granted') return;
  const [latitude = Number.NaN, longitude = Number.NaN] = (hint.dataset.near ?? '').split(' ').map(Number);
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    const north = (coords.latitude - latitude) * 111_320;
    const east = (coords.longitude - longitude) * 111_320 * Math.cos((latitude * Math.PI) / 180);
    if (Math.hypot(north, east) < NEAR_METRES + Math.min(coords.accuracy, 200)) hint.hidden = false;
  });
}
