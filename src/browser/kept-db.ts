/*
 * What this browser keeps: the outbox and its photos (for good, until the server has them), the copy of the
 * district's data (wiped on sign-out), and what the phone knows of itself.
 */
const NAME = 'spudger';
const VERSION = 1;
export type StoreName = 'outbox' | 'photos' | 'copy' | 'phone';
const STORES: Readonly<Record<StoreName, string>> = {
  outbox: 'key',
  photos: 'key',
  copy: 'part',
  phone: 'name',
};

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES))
        request.result.createObjectStore(name, { keyPath });
    };
    request.onsuccess = () => {
      // A newer version of the app in another tab may change the stores: this one opens them anew then.
      request.result.onversionchange = () => {
        request.result.close();
        opened = undefined;
      };
      // The browser may close it on its own, as when the disk has run full.
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

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not kept'));
  });
}

export async function readAll<T>(store: StoreName): Promise<T[]> {
  const db = await open();
  return (await answerOf(db.transaction(store).objectStore(store).getAll())) as T[];
}

export async function readOne<T>(store: StoreName, key: string): Promise<T | undefined> {
  const db = await open();
  return (await answerOf(db.transaction(store).objectStore(store).get(key))) as T | undefined;
}

/** What is written, by store; `null` under a key takes it away. */
export type Writes = Partial<Record<StoreName, readonly object[]>>;
export type Removals = Partial<Record<StoreName, readonly string[]>>;

/** All of it or nothing, on the disk before it resolves. @throws DOMException the disk is full */
export async function write(puts: Writes, removals: Removals = {}): Promise<void> {
  const db = await open();
  const names = [...new Set([...Object.keys(puts), ...Object.keys(removals)])] as StoreName[];
  await finished(db.transaction(names, 'readwrite', { durability: 'strict' }), (within) => {
    for (const [name, rows] of Object.entries(puts))
      for (const row of rows) within.objectStore(name).put(row);
    for (const [name, keys] of Object.entries(removals))
      for (const key of keys) within.objectStore(name).delete(key);
  });
}

/** Reads one row and writes what `change` makes of it and of others, with nobody between. */
export async function update<T>(
  store: StoreName,
  key: string,
  others: readonly StoreName[],
  change: (row: T | undefined) => Writes,
): Promise<void> {
  const db = await open();
  await finished(db.transaction([store, ...others], 'readwrite', { durability: 'strict' }), (within) => {
    const request = within.objectStore(store).get(key);
    request.onsuccess = () => {
      for (const [name, rows] of Object.entries(change(request.result as T | undefined)))
        for (const row of rows) within.objectStore(name).put(row);
    };
  });
}

export async function clear(store: StoreName): Promise<void> {
  const db = await open();
  await finished(db.transaction(store, 'readwrite'), (within) => within.objectStore(store).clear());
}

function finished(transaction: IDBTransaction, work: (within: IDBTransaction) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error('not kept'));
    transaction.onabort = () => reject(transaction.error ?? new Error('not kept'));
    work(transaction);
  });
}
