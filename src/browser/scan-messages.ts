/** What the page and the scan worker say to each other. */
export type ToWorker = { kind: 'start'; wasm: string } | { kind: 'frame'; image: ImageBitmap | ImageData };

/** A code in a frame; the one nearest to the middle comes first. */
export interface ReadCode {
  text: string;
  format: string;
}

export type FromWorker =
  | { kind: 'ready'; engine: 'browser' | 'wasm' }
  | { kind: 'codes'; codes: ReadCode[] }
  | { kind: 'failed'; reason: string };

export const SCAN_FORMATS = [
  'qr_code',
  'code_128',
  'code_39',
  'data_matrix',
  'ean_13',
  'ean_8',
  'upc_a',
] as const;

/** Bubbles from the scanner with what was read; prevented, it goes into no box. */
export const SCAN_EVENT = 'spudger:scan';
