import type { FromWorker, ReadCode, ToWorker } from './scan-messages.ts';

/** About ten frames a second: more would heat the phone and read no sooner. */
const FRAME_MS = 100;

const workers = new Map<string, Worker>();

/** The worker stays for the next time: its wasm is compiled and warm. */
function workerAt(url: string): Worker {
  const worker = workers.get(url) ?? new Worker(url, { type: 'module' });
  workers.set(url, worker);
  return worker;
}

interface Hearing {
  /** The codes of each frame, an empty list too. */
  codes(codes: ReadCode[]): void;
  ready(engine: string): void;
  failed(reason: string): void;
}

/** Sends a video's frames to the scan worker, one at a time, until it is stopped. */
export class FrameReader {
  readonly #video: HTMLVideoElement;
  readonly #url: string;
  readonly #worker: Worker;
  readonly #hearing: Hearing;
  readonly #stop = new AbortController();
  #canvas: HTMLCanvasElement | undefined;
  #sent = 0;
  /** A frame is with the worker; an answer to a former reader's frame starts no second round. */
  #waiting = false;

  constructor(video: HTMLVideoElement, urls: { worker: string; wasm: string }, hearing: Hearing) {
    this.#video = video;
    this.#hearing = hearing;
    this.#url = urls.worker;
    this.#worker = workerAt(urls.worker);
    const { signal } = this.#stop;
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#hear(data), {
      signal,
    });
    this.#worker.addEventListener('error', () => this.#fail('the worker did not start'), { signal });
    this.#post({ kind: 'start', wasm: new URL(urls.wasm, location.href).href });
    void this.#next();
  }

  stop(): void {
    this.#stop.abort();
  }

  #post(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #hear(message: FromWorker): void {
    if (message.kind === 'ready') this.#hearing.ready(message.engine);
    if (message.kind === 'failed') this.#fail(message.reason);
    if (message.kind !== 'codes' || !this.#waiting) return;
    this.#waiting = false;
    this.#hearing.codes(message.codes);
    const rest = FRAME_MS - (performance.now() - this.#sent);
    setTimeout(() => void this.#next(), Math.max(0, rest));
  }

  #fail(reason: string): void {
    this.stop();
    this.#worker.terminate();
    workers.delete(this.#url);
    this.#hearing.failed(reason);
  }

  async #next(): Promise<void> {
    if (this.#stop.signal.aborted) return;
    if (document.hidden || this.#video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
      setTimeout(() => void this.#next(), FRAME_MS);
      return;
    }
    this.#sent = performance.now();
    const image = await this.#frame().catch(() => null);
    if (this.#stop.signal.aborted) return;
    if (!image) {
      setTimeout(() => void this.#next(), FRAME_MS);
      return;
    }
    this.#waiting = true;
    this.#post({ kind: 'frame', image }, image instanceof ImageData ? [image.data.buffer] : [image]);
  }

  /** Where workers cannot draw, the page reads the pixels itself. */
  async #frame(): Promise<ImageBitmap | ImageData> {
    if (typeof OffscreenCanvas === 'function') return createImageBitmap(this.#video);
    this.#canvas ??= document.createElement('canvas');
    const { videoWidth: width, videoHeight: height } = this.#video;
    Object.assign(this.#canvas, { width, height });
    const pen = this.#canvas.getContext('2d', { willReadFrequently: true });
    if (!pen) throw new Error('no canvas');
    pen.drawImage(this.#video, 0, 0);
    return pen.getImageData(0, 0, width, height);
  }
}
