/** The files that are loaded when they are needed; `data-` attributes of the page say where each lies. */
export type LazyAsset = 'camera' | 'worker' | 'wasm' | 'photos' | 'outbox';

/** The path of an asset: as the element says, else as every other does (the layout's script names all of them). */
export function assetFor(element: Element | null, name: LazyAsset): string | undefined {
  const own = element instanceof HTMLElement ? element.dataset[name] : undefined;
  return own ?? document.querySelector<HTMLElement>(`[data-${name}]`)?.dataset[name];
}
