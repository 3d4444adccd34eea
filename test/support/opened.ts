interface Closable {
  close(): unknown;
}

/**
 * What is open: of the file of tests that runs, and of its test. A database in memory lies outside the heap of
 * JavaScript, so that nothing else would ever make thousands of them go.
 */
let ofFile: Closable[] = [];
let ofTest: Closable[] | null = null;
let live = false;

/** Closes it with the test, or with the file of tests where no test runs yet. */
export function closedLater(one: Closable): void {
  (ofTest ?? ofFile).push(one);
}

export function beginTest(): void {
  ofTest = [];
}

export async function endTest(): Promise<void> {
  const ended = ofTest ?? [];
  ofTest = null;
  for (const one of ended) await one.close();
}

export async function endFile(): Promise<void> {
  const ended = ofFile;
  ofFile = [];
  live = false;
  for (const one of ended) await one.close();
}

/** For a file of tests about what happens at once: its databases are the engine itself. */
export function onTheEngineItself(): void {
  live = true;
}

export function isLive(): boolean {
  return live;
}
