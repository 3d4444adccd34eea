import { prepareZXingModule, BarcodeDetector as WasmDetector } from 'barcode-detector/ponyfill';
import { type FromWorker, type ReadCode, SCAN_FORMATS, type ToWorker } from './scan-messages.ts';

interface Found {
  rawValue: string;
  format: string;
  boundingBox: DOMRectReadOnly;
}

interface Detector {
  detect(image: ImageBitmap | ImageData): Promise<Found[]>;
}

interface DetectorMaker {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

function say(message: FromWorker): void {
  postMessage(message);
}

function isMaker(value: unknown): value is DetectorMaker {
  return typeof value === 'function' && 'getSupportedFormats' in value;
}

/** The browser's own detector, where it knows every format that labels use: then no wasm has to be fetched. */
async function browserDetector(): Promise<Detector | null> {
  const maker: unknown = Reflect.get(globalThis, 'BarcodeDetector');
  if (!isMaker(maker)) return null;
  try {
    const supported = await maker.getSupportedFormats();
    const all = SCAN_FORMATS.every((format) => supported.includes(format));
    return all ? new maker({ formats: [...SCAN_FORMATS] }) : null;
  } catch {
    return null;
  }
}

async function wasmDetector(wasm: string): Promise<Detector> {
  const overrides = { locateFile: () => wasm };
  await prepareZXingModule({ overrides, fireImmediately: true });
  return new WasmDetector({ formats: [...SCAN_FORMATS] });
}

let wasmUrl = '';
let detector: Promise<Detector> | undefined;

async function open(): Promise<Detector> {
  const own = await browserDetector();
  const chosen = own ?? (await wasmDetector(wasmUrl));
  say({ kind: 'ready', engine: own ? 'browser' : 'wasm' });
  return chosen;
}

/** The codes in the frame, the nearest to its middle first: that is the one a person points at. */
function ordered(found: Found[], width: number, height: number): ReadCode[] {
  const away = ({ boundingBox: box }: Found): number => {
    return Math.hypot(box.x + box.width / 2 - width / 2, box.y + box.height / 2 - height / 2);
  };
  return found
    .filter(({ rawValue }) => rawValue !== '')
    .sort((a, b) => away(a) - away(b))
    .map(({ rawValue, format }) => ({ text: rawValue, format }));
}

async function read(image: ImageBitmap | ImageData): Promise<ReadCode[]> {
  detector ??= open();
  const { width, height } = image;
  try {
    return ordered(await (await detector).detect(image), width, height);
  } catch (error) {
    // A browser's detector may promise formats and then have no service behind it: the wasm takes over.
    detector = wasmDetector(wasmUrl);
    await detector.catch(() => Promise.reject(error));
    return ordered(await (await detector).detect(image), width, height);
  } finally {
    if ('close' in image) image.close();
  }
}

addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
  try {
    if (data.kind === 'start') {
      wasmUrl = data.wasm;
      detector ??= open();
      await detector;
    } else {
      say({ kind: 'codes', codes: await read(data.image) });
    }
  } catch (error) {
    detector = undefined;
    say({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
});
