import { FrameReader } from './camera-reader.ts';
import { cameraWords, openCamera, stopCamera } from './camera-stream.ts';
import type { ReadCode } from './scan-messages.ts';

/** A scanner that is swapped out with its page hands the camera to the next one within this time, in milliseconds. */
const HANDOVER_MS = 1200;
const NOT_LOADED = 'The reader could not be loaded. Check the network, then open the camera again.';

/** The scanner that shows the camera at present. */
export interface Viewer {
  codes(codes: ReadCode[]): void;
  /** The reader is at work: by the browser's own detector or by the wasm. */
  ready(engine: string): void;
  failed(words: string): void;
}

let running: CameraSession | undefined;

/** The camera that is on and waits for the scanner of the page that comes next, if any. */
export function waitingCamera(): CameraSession | undefined {
  return running?.viewer === null ? running : undefined;
}

/**
 * An open camera: its stream, the video that plays it and the reader of its frames. It outlives the element that
 * shows it: the video moves to the next one, for a stream that changes its video stands still for seconds.
 */
export class CameraSession {
  readonly stream: MediaStream;
  readonly video: HTMLVideoElement;
  viewer: Viewer | null = null;
  #reader: FrameReader | undefined;
  #engine = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  private constructor(stream: MediaStream, video: HTMLVideoElement) {
    this.stream = stream;
    this.video = video;
  }

  /** Opens the camera and plays it in `video`; rejects as the browser does. */
  static async open(video: HTMLVideoElement, urls: { worker: string; wasm: string }): Promise<CameraSession> {
    const stream = await openCamera();
    running?.close();
    const session = new CameraSession(stream, video);
    running = session;
    const abort = new DOMException('', 'AbortError');
    stream.getVideoTracks()[0]?.addEventListener('ended', () => session.#fail(cameraWords(abort)));
    video.srcObject = stream;
    void video.play().catch(() => undefined);
    session.#reader = new FrameReader(video, urls, {
      codes: (codes) => session.viewer?.codes(codes),
      ready: (engine) => session.#ready(engine),
      failed: () => session.#fail(NOT_LOADED),
    });
    return session;
  }

  attach(viewer: Viewer): void {
    clearTimeout(this.#timer);
    this.viewer = viewer;
    // The video stops when it is taken out of a page, and may have been out for a moment.
    void this.video.play().catch(() => undefined);
    if (this.#engine) viewer.ready(this.#engine);
  }

  /** Leaves the camera on for a moment, for the scanner of the page that comes next. */
  leave(): void {
    this.viewer = null;
    this.#timer = setTimeout(() => this.close(), HANDOVER_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.viewer = null;
    this.#reader?.stop();
    stopCamera(this.stream);
    this.video.srcObject = null;
    if (running === this) running = undefined;
  }

  #ready(engine: string): void {
    this.#engine = engine;
    this.viewer?.ready(engine);
  }

  #fail(words: string): void {
    const { viewer } = this;
    this.close();
    viewer?.failed(words);
  }
}
