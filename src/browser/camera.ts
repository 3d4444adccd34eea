import { CameraSession, waitingCamera } from './camera-session.ts';
import { cameraWords, hasTorch, set, zoomOf } from './camera-stream.ts';
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
 * `data-worker` and `data-wasm` stand on it or on the layout's script. Its `data-state` is closed, opening, open or
 * failed.
 */
export class SpudgerScanner extends HTMLElement {
  /** Kept here, for a morph of the page takes attributes away; mirrored in `data-state`. */
  #state: State = 'closed';
  #view: CameraView | undefined;
  #session: CameraSession | undefined;
  #listening = new AbortController();

  connectedCallback(): void {
    this.#view ??= this.#draw();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    document.addEventListener('visibilitychange', () => this.#seen(), { signal });
    const waiting = waitingCamera();
    if (waiting) this.#show(waiting);
    else if (this.#wanted()) void this.open();
    else this.#become('closed');
  }

  disconnectedCallback(): void {
    this.#listening.abort();
    // A scanner that was opened for one scan has no next page.
    if (this.dataset.for) this.#session?.close();
    else this.#session?.leave();
    this.#shut('closed', '');
  }

  /** Opens the camera and reads until it is closed; says in words where it cannot. */
  async open(): Promise<void> {
    const view = this.#view;
    if (!view || this.#state === 'opening' || this.#state === 'open') return;
    const [worker, wasm] = [assetFor(this, 'worker'), assetFor(this, 'wasm')];
    if (!worker || !wasm) {
      this.#fail('The scanner is not set up on this page.');
      return;
    }
    this.#become('opening');
    view.status.textContent = 'Opening the camera.';
    try {
      const session = await CameraSession.open(view.video, { worker, wasm });
      // The page may have gone, or the phone been put away, while the person was asked.
      if (this.#opening()) this.#show(session);
      else session.close();
    } catch (error) {
      this.#fail(cameraWords(error));
    }
  }

  /** Closes the camera until the person opens it again. */
  close(): void {
    this.#remember('no');
    this.#session?.close();
    this.#shut('closed', '');
  }

  #opening(): boolean {
    return this.#state === 'opening' && this.isConnected;
  }

  #wanted(): boolean {
    const choice = sessionStorage.getItem(OPEN_KEY);
    const { open } = this.dataset;
    return choice === 'yes' || open === 'always' || (open !== undefined && choice !== 'no');
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
        const stream = this.#session?.stream;
        if (stream && (await change(stream, on))) button.setAttribute('aria-pressed', String(on));
      });
    };
    toggle(view.torch, (stream, on) => set(stream, { torch: on }));
    toggle(view.zoom, async (stream, on) => {
      const zoom = zoomOf(stream);
      return zoom !== null && set(stream, { zoom: on ? zoom.near : zoom.wide });
    });
    return view;
  }

  /** Puts an open camera into this scanner and listens to its reader. */
  #show(session: CameraSession): void {
    const view = this.#view;
    if (!view) return;
    this.#session = session;
    if (view.video !== session.video) view.video.remove();
    view.video = session.video;
    if (!view.view.contains(view.video)) view.view.prepend(view.video);
    view.view.hidden = false;
    view.open.hidden = true;
    view.torch.hidden = !hasTorch(session.stream);
    view.zoom.hidden = zoomOf(session.stream) === null;
    view.status.textContent = 'Point the camera at the tag.';
    this.#become('open');
    this.#remember('yes');
    session.attach({
      codes: (codes) => this.#codes(codes),
      ready: (engine) => {
        this.dataset.engine = engine;
      },
      failed: (words) => this.#fail(words),
    });
  }

  #codes(codes: ReadCode[]): void {
    const code = gate.admit(codes, performance.now());
    if (!code || !this.#view) return;
    this.#view.status.textContent = `Read ${code.text}`;
    this.dispatchEvent(new CustomEvent(SCAN_EVENT, { bubbles: true, cancelable: true, detail: code }));
  }

  /** A phone that is put away has its camera off; it comes back with the page. */
  #seen(): void {
    if (document.hidden && this.#state === 'open') {
      this.#session?.close();
      this.#shut('closed', 'The camera is paused.');
    } else if (!document.hidden && sessionStorage.getItem(OPEN_KEY) === 'yes') void this.open();
  }

  #fail(words: string): void {
    sessionStorage.removeItem(OPEN_KEY);
    this.#shut('failed', words);
  }

  /** Goes back to the button that opens the camera. */
  #shut(state: State, words: string): void {
    this.#session = undefined;
    this.#become(state);
    if (!this.#view) return;
    this.#view.view.hidden = true;
    this.#view.open.hidden = false;
    this.#view.status.textContent = words;
  }

  /** A scanner that was opened for one scan says nothing about the next page. */
  #remember(choice: 'yes' | 'no'): void {
    if (!this.dataset.for) sessionStorage.setItem(OPEN_KEY, choice);
  }

  #become(state: State): void {
    this.#state = state;
    this.dataset.state = state;
  }
}
