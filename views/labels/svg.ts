import type { Drawing } from '../../src/labels/layout-rules.ts';
import { escaped, type Html, safe } from '../ui/html.ts';

/** One label at its place: outlines as one path (holes by even and odd), texts squeezed into their room. */
export function drawingMarkup({ shapes, texts }: Drawing): string {
  let path = '';
  for (const shape of shapes) {
    path += 'M';
    for (const [x, y] of shape) path += `${x} ${y} `;
    path += 'z';
  }
  let markup = path ? `<path d="${path}" fill-rule="evenodd"/>` : '';
  for (const { x, y, size, text, bold, width } of texts) {
    const weight = bold ? ' font-weight="700"' : '';
    markup += `<text x="${x}" y="${y}" font-size="${size}"${weight} textLength="${width}" lengthAdjust="spacingAndGlyphs">${escaped(text)}</text>`;
  }
  return markup;
}

/** A picture in micrometres: a page of labels, or one label. @param label for those who cannot see it */
export function picture(width: number, height: number, label: string, inside: string, kind: string): Html {
  return safe(
    `<svg class="${kind}" role="img" aria-label="${escaped(label)}" viewBox="0 0 ${width} ${height}" ` +
      'preserveAspectRatio="xMinYMin slice" font-family="Helvetica, Arial, \'Liberation Sans\', sans-serif" ' +
      `fill="#000">${inside}</svg>`,
  );
}
