import { FrameReader } from './camera-reader.ts';
import {
  cameraWaits,
  cameraWords,
  hasTorch,
  leaveCamera,
  openCamera,
  set,
  stopCamera,
  zoomOf,
} from './camera-stream.ts';
import { type CameraView, drawCamera } from './camera-view.ts';
import { assetFor } from './scan-assets.ts';
import { ScanGate } from './scan-gate.ts';
import { type ReadCode, SCAN_EVENT } from './scan-messages.ts';

/** `yes` while the person keeps the camera open, so that the next page opens it again; `no` once closed by hand. */
const OPEN_KEY = 'spudger-camera';

type State = 'closed' | 'opening' | 'open' | 'failed';

/** One for all scanners of a page's life: a label that stays in view across a swap is not scanned twice. */
const gate = new ScanGate();

/**
 * `<spudger-scanner>`: shows the rear camera and says each code it reads by a bubbling `spudger:scan` event.
 * `data-open` opens it at once, unless the person has closed it before (`data-open="always"`: even then). The paths
 * `data-worker` and `data-wasm` stand on it or on the body. Its `data-state` is closed, opening, open or failed.
 */
export class SpudgerScanner extends HTMLElement {
  /** Kept here, for a morph of the page takes attributes away; mirrored in `data-state`. */
  #state: State = 'closed';
  #view: CameraView | undefined;
  #stream: MediaStream | undefined;
  #reader: FrameReader | undefined;
  #listening = new AbortController();

  connectedCallback(): void {
    this.#view ??= this.#draw();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    document.addEventListener('visibilitychange', () => this.#seen(), { signal });
    const choice = sessionStorage.getItem(OPEN_KEY);
    const { open } = this.dataset;
    const asked = open === 'always' || (open !== undefined && choice !== 'no');
    if (asked || choice === 'yes' || cameraWaits()) void this.open();
  }

  disconnectedCallback(): void {
    this.#listening.abort();
    this.#reader?.stop();
    if (this.#stream) this.#release(this.#stream);
    this.#stream = undefined;
    this.#become('closed');
  }

  /** Opens the camera and reads until it is closed; says in words where it cannot. */
  async open(): Promise<void> {
    const view = this.#view;
    if (!view || this.#state === 'opening' || this.#state === 'open') return;
    this.#become('opening');
    view.status.textContent = 'Opening the camera.';
    try {
      const stream = await openCamera();
      // The page may have gone, or the phone been put away, while the person was asked.
      if (!this.#opening()) {
        this.#release(stream);
        return;
      }
      this.#stream = stream;
      stream.getVideoTracks()[0]?.addEventListener('ended', () => this.#lost(stream));
      view.video.srcObject = stream;
      view.view.hidden = false;
      view.open.hidden = true;
      await view.video.play().catch(() => undefined);
    } catch (error) {
      this.#fail(cameraWords(error));
      return;
    }
    if (!this.#opening()) return;
    this.#showTools();
    this.#remember('yes');
    this.#read();
  }

  /** Closes the camera until the person opens it again. */
  close(): void {
    this.#remember('no');
    this.#shut('closed', '');
  }

  /** A scanner that was opened for one scan says nothing about the next page. */
  #remember(choice: 'yes' | 'no'): void {
    if (!this.dataset.for) sessionStorage.setItem(OPEN_KEY, choice);
  }

  #release(stream: MediaStream): void {
    if (this.dataset.for) stopCamera(stream);
    else leaveCamera(stream);
  }

  #become(state: State): void {
    this.#state = state;
    this.dataset.state = state;
  }

  #opening(): boolean {
    return this.#state === 'opening' && this.isConnected;
  }

  #draw(): CameraView {
    const view = drawCamera(this);
    view.open.addEventListener('click', () => void this.open());
    view.close.addEventListener('click', () => {
      this.close();
      view.open.focus();
    });
    const toggle = (
      button: HTMLButtonElement,
      change: (stream: MediaStream, on: boolean) => Promise<boolean>,
    ) => {
      button.addEventListener('click', async () => {
        const on = button.getAttribute('aria-pressed') !== 'true';
        if (this.#stream && (await change(this.#stream, on))) button.setAttribute('aria-pressed', String(on));
      });
    };
    toggle(view.torch, (stream, on) => set(stream, { torch: on }));
    toggle(view.zoom, async (stream, on) => {
      const zoom = zoomOf(stream);
      return zoom !== null && set(stream, { zoom: on ? zoom.near : zoom.wide });
    });
    return view;
  }

  #showTools(): void {
    if (!this.#view || !this.#stream) return;
    const { torch, zoom } = this.#view;
    torch.hidden = !hasTorch(this.#stream);
    zoom.hidden = zoomOf(this.#stream) === null;
    for (const button of [torch, zoom]) button.setAttribute('aria-pressed', 'false');
  }

  #read(): void {
    const view = this.#view;
    const [worker, wasm] = [assetFor(this, 'worker'), assetFor(this, 'wasm')];
    if (!view || !worker || !wasm) {
      this.#fail('The scanner is not set up on this page.');
      return;
    }
    this.#become('open');
    view.status.textContent = 'Point the camera at the tag.';
    this.#reader?.stop();
    this.#reader = new FrameReader(
      view.video,
      { worker, wasm },
      {
        codes: (codes) => this.#codes(codes),
        ready: (engine) => {
          this.dataset.engine = engine;
        },
        failed: () =>
          this.#fail('The reader could not be loaded. Check the network, then open the camera again.'),
      },
    );
  }

  #codes(codes: ReadCode[]): void {
    const code = gate.admit(codes, performance.now());
    if (!code || !this.#view) return;
    this.#view.status.textContent = `Read ${code.text}`;
    this.dispatchEvent(new CustomEvent(SCAN_EVENT, { bubbles: true, cancelable: true, detail: code }));
  }

  /** A phone that is put away has its camera off; it comes back with the page. */
  #seen(): void {
    if (document.hidden && this.#state === 'open') this.#shut('closed', 'The camera is paused.');
    else if (!document.hidden && sessionStorage.getItem(OPEN_KEY) === 'yes') void this.open();
  }

  #lost(stream: MediaStream): void {
    if (stream === this.#stream) this.#fail(cameraWords(new DOMException('', 'AbortError')));
  }

  #fail(words: string): void {
    sessionStorage.removeItem(OPEN_KEY);
    this.#shut('failed', words);
  }

  #shut(state: State, words: string): void {
    this.#reader?.stop();
    if (this.#stream) stopCamera(this.#stream);
    this.#stream = undefined;
    this.#become(state);
    if (!this.#view) return;
    this.#view.video.srcObject = null;
    this.#view.view.hidden = true;
    this.#view.open.hidden = false;
    this.#view.status.textContent = words;
  }
}
