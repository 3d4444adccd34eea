interface PasskeyCode {
  start(place: HTMLElement): void;
}

/** Where a passkey can be used, its code is fetched; elsewhere nothing of it is to be seen. */
export function attachPasskeys(): void {
  const place = document.querySelector<HTMLElement>('[data-passkey]');
  const url = place?.dataset.code;
  if (!place || !url || place.dataset.begun || !('PublicKeyCredential' in globalThis)) return;
  place.dataset.begun = '';
  (import(url) as Promise<PasskeyCode>).then(({ start }) => start(place)).catch(() => undefined);
}
