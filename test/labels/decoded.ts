import { readFileSync } from 'node:fs';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';

/** What the scanner's decoder takes for a picture: Node has no such thing. */
class Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly colorSpace = 'srgb';
  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

class Rectangle {
  static fromRect(rect: object): Rectangle {
    return Object.assign(new Rectangle(), rect);
  }
  constructor(x = 0, y = 0, width = 0, height = 0) {
    Object.assign(this, { x, y, width, height });
  }
}

export interface Read {
  text: string;
  format: string;
  /** middle, in points from the page's upper left corner */
  x: number;
  y: number;
}

export interface ReadPage {
  /** points */
  width: number;
  height: number;
  codes: Read[];
}

/** The pages of a PDF, drawn as a label printer of `dpi` does, and every code on them as the project's own decoder reads it. */
export async function decodePdf(bytes: Uint8Array, dpi = 203): Promise<ReadPage[]> {
  Reflect.set(globalThis, 'ImageData', Pixels);
  Reflect.set(globalThis, 'DOMRectReadOnly', Rectangle);
  const wasmBinary = readFileSync('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm');
  await prepareZXingModule({
    overrides: { wasmBinary: wasmBinary.buffer as ArrayBuffer },
    fireImmediately: true,
  });
  const detector = new BarcodeDetector({ formats: ['qr_code', 'code_128'] });
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  const pages: ReadPage[] = [];
  for (const page of document.pages()) {
    const scale = dpi / 72;
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const { data, width, height } = await page.render({ scale, render: 'bitmap' });
    const found = await detector.detect(new Pixels(new Uint8ClampedArray(data), width, height) as ImageData);
    pages.push({
      width: originalWidth,
      height: originalHeight,
      codes: found.map(({ rawValue, format, boundingBox: box }) => ({
        text: rawValue,
        format,
        x: (box.x + box.width / 2) / scale,
        y: (box.y + box.height / 2) / scale,
      })),
    });
  }
  document.destroy();
  library.destroy();
  return pages;
}
