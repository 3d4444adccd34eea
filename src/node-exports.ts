import { Worker } from 'node:worker_threads';
import type { ExportJob } from './exports/job.ts';
import type { Asked, Told } from './node-thread.ts';

/** So many are under way at once; the next one begins when one of them ends. */
const AT_ONCE = 3;
/** Whoever takes nothing for so long is not there any more. */
const STALLED_MS = 120_000;
/** The thread ends so long after its last export: its memory is free again. */
const IDLE_MS = 10_000;

interface Waiting {
  resolve: (told: Told) => void;
  reject: (error: Error) => void;
}

/** Exports in a thread of their own: pages are answered meanwhile. Each is made as it is read. */
export class ExportThread {
  private readonly dataDir: string;
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private readonly queue: (() => void)[] = [];
  private running = 0;
  private count = 0;
  private idle: NodeJS.Timeout | undefined;

  constructor(dataDir: string) {
    this.dataDir = dataDir;
  }

  /** @throws Error it could not be made, or stood still for two minutes */
  async *bytes(job: ExportJob): AsyncGenerator<Uint8Array> {
    await this.turn();
    const id = ++this.count;
    let stalled: NodeJS.Timeout | undefined;
    let gone = false;
    const end = () => {
      if (gone) return;
      gone = true;
      this.ask({ id, stop: true });
      this.leave();
    };
    try {
      this.ask({ id, begin: job });
      let next = this.pull(id);
      for (;;) {
        const told = await next;
        if ('failure' in told) throw new Error(told.failure);
        if ('done' in told) return;
        // The next one is made while this one goes out.
        next = this.pull(id);
        next.catch(() => undefined);
        stalled = setTimeout(end, STALLED_MS);
        yield told.bytes;
        clearTimeout(stalled);
        if (gone) throw new Error('Nobody took the export');
      }
    } finally {
      clearTimeout(stalled);
      end();
    }
  }

  /** Ends what is under way. */
  async stop(): Promise<void> {
    clearTimeout(this.idle);
    await this.worker?.terminate();
  }

  private turn(): Promise<void> {
    clearTimeout(this.idle);
    if (this.running < AT_ONCE) {
      this.running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.queue.push(resolve));
  }

  private leave(): void {
    const next = this.queue.shift();
    next?.();
    if (!next) this.running -= 1;
    if (this.running > 0) return;
    this.idle = setTimeout(() => {
      const { worker } = this;
      this.worker = null;
      void worker?.terminate();
    }, IDLE_MS);
    this.idle.unref();
  }

  private pull(id: number): Promise<Told> {
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.ask({ id, pull: true });
    });
  }

  private ask(asked: Asked): void {
    if ('stop' in asked) this.waiting.delete(asked.id);
    this.thread().postMessage(asked);
  }

  private thread(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(new URL('./node-thread.js', import.meta.url), {
      workerData: { dataDir: this.dataDir },
      resourceLimits: { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 256 },
    });
    worker.unref();
    worker.on('message', (told: Told) => {
      const waiting = this.waiting.get(told.id);
      this.waiting.delete(told.id);
      waiting?.resolve(told);
    });
    const fail = (error: Error) => {
      if (this.worker === worker) this.worker = null;
      for (const { reject } of this.waiting.values()) reject(error);
      this.waiting.clear();
    };
    worker.on('error', fail);
    worker.on('exit', () => fail(new Error('The thread of exports has ended')));
    this.worker = worker;
    return worker;
  }
}
