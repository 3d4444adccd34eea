import { freePort, type Started } from '../support/server-process.ts';
import { serveWorker } from '../support/server-worker.ts';

/** `wrangler dev` on local D1 and R2, killed with everything it has started, and started again on what it has kept. */
export class KilledWorker {
  private readonly folder: string;
  private readonly port: number;
  private started: Started | null = null;

  private constructor(folder: string, port: number) {
    this.folder = folder;
    this.port = port;
  }

  /** @param folder with a local D1 in it */
  static async on(folder: string): Promise<KilledWorker> {
    return new KilledWorker(folder, await freePort());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<boolean> {
    this.started = await serveWorker(this.folder, this.port, ['API_RATE:0']);
    return true;
  }

  /** The whole process group by SIGKILL: wrangler, and the runtime that holds the database. */
  async kill(): Promise<void> {
    const { started } = this;
    this.started = null;
    if (!started) return;
    process.kill(-started.pid, 'SIGKILL');
    await started.ended;
  }

  async stop(): Promise<void> {
    const { started } = this;
    this.started = null;
    await started?.stop();
  }
}
