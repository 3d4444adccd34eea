/** Where other programs leave files for the night: a folder on Node, a prefix of the bucket on Workers. */
export interface Inbox {
  /** Files that are whole, by name, at most 50. */
  list(): Promise<string[]>;
  open(name: string): AsyncIterable<Uint8Array>;
  /** Out of the way: it was taken in. */
  take(name: string): Promise<void>;
}

/** What is taken in at all; the rest stays where it lies. */
export function isWanted(name: string): boolean {
  return /^[^./\\][^/\\]{0,150}\.(csv|tsv|txt|xlsx|zip)$/i.test(name);
}
