/** A kept picture: its bytes and the content type that it is served with. */
export interface StoredPhoto {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/**
 * Where photos lie: a folder on Node, an R2 bucket on Workers. Names are random and never reused;
 * a photo is put before its row is committed, so one without a row is an orphan.
 */
export interface PhotoStore {
  put(name: string, photo: StoredPhoto): Promise<void>;
  get(name: string): Promise<StoredPhoto | null>;
  remove(names: readonly string[]): Promise<void>;
  /** Names put before the moment (ISO UTC), in pages. @param cursor null for the first page */
  listBefore(moment: string, cursor: string | null): Promise<{ names: string[]; cursor: string | null }>;
}
