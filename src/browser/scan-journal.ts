import type { QueuedEvent } from './audit-queue.ts';

/*
 * Scans of audits, kept as they are shown. localStorage, which the queue is read from, is written to the disk
 * seconds later: a browser that is killed, or a phone whose battery ends, would take what was shown as counted along.
 */
const NAME = 'spudger-scans';
const STORE = 'scans';

interface Written extends QueuedEvent {
  /** the queue that it belongs to, and its phone */
  queue: string;
  phone: string;
}

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => {
      request.result.onclose = () => {
        opened = undefined;
      };
      resolve(request.result);
    };
    request.onerror = () => {
      opened = undefined;
      reject(request.error ?? new Error('This browser keeps nothing'));
    };
  });
  return opened;
}

async function within(change: (store: IDBObjectStore) => void): Promise<void> {
  const base = await open();
  await new Promise<void>((resolve, reject) => {
    const transaction = base.transaction(STORE, 'readwrite', { durability: 'relaxed' });
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error('not kept'));
    transaction.onabort = () => reject(transaction.error ?? new Error('not kept'));
    change(transaction.objectStore(STORE));
  });
}

/**
 * Resolves when the browser has it out of the page's hands, after a few milliseconds: who is killed then has lost
 * nothing that was shown. Where a browser has no such place the queue alone keeps it.
 */
export async function journal(queue: string, phone: string, event: QueuedEvent): Promise<void> {
  const row: Written = { ...event, queue, phone };
  await within((store) => store.put(row)).catch(() => undefined);
}

/** The server has them. */
export async function forget(ids: Iterable<string>): Promise<void> {
  await within((store) => {
    for (const id of ids) store.delete(id);
  }).catch(() => undefined);
}

/** What is on the disk, by queue, in the order of the scans. */
export async function written(): Promise<Map<string, Written[]>> {
  const queues = new Map<string, Written[]>();
  try {
    const base = await open();
    const rows = await new Promise<Written[]>((resolve, reject) => {
      const asked = base.transaction(STORE).objectStore(STORE).getAll();
      asked.onsuccess = () => resolve(asked.result as Written[]);
      asked.onerror = () => reject(asked.error ?? new Error('not read'));
    });
    for (const row of rows.sort((a, b) => a.seq - b.seq))
      queues.set(row.queue, [...(queues.get(row.queue) ?? []), row]);
  } catch {
    // Then the queue is all there is.
  }
  return queues;
}
