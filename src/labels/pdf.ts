import { PDFDocument, type PDFFont, PDFName, PrintScaling, StandardFonts } from 'pdf-lib';
import type { Drawing } from './layout-rules.ts';
import { type Paper, pagesOf, placeOf } from './sheet-rules.ts';

/** Points in a micrometre. */
const POINT = 72 / 25_400;
/** The same as PDF writes it: exact to a hundredth of a micrometre over a page. */
const UNIT = POINT.toFixed(10);

/**
 * The labels as a PDF of exactly the paper's size, everything as vectors. @param start the first free label of the
 * first page, from 1
 */
export async function labelPdf(
  paper: Paper,
  drawings: readonly Drawing[],
  start: number,
  title: string,
): Promise<Uint8Array> {
  const file = await PDFDocument.create();
  file.setTitle(title, { showInWindowTitleBar: true });
  file.setProducer('Spudger');
  file.setCreator('Spudger');
  // Printers that make a page smaller by default are told not to.
  file.catalog.getOrCreateViewerPreferences().setPrintScaling(PrintScaling.None);
  const plain = await file.embedFont(StandardFonts.Helvetica);
  const bold = await file.embedFont(StandardFonts.HelveticaBold);
  const fonts: Fonts = { plain: lettersOf(plain), bold: lettersOf(bold) };
  const streams = Array.from({ length: pagesOf(paper, drawings.length, start) }, () => [] as string[]);
  for (const [n, drawing] of drawings.entries()) {
    const { page, x, y } = placeOf(paper, n, start);
    streams[page]?.push(drawn(drawing, x, y, paper.pageHeight, fonts));
  }
  for (const lines of streams) {
    const page = file.addPage([paper.pageWidth * POINT, paper.pageHeight * POINT]);
    const names = { plain: PDFName.of('F1'), bold: PDFName.of('F2') };
    page.node.setFontDictionary(names.plain, plain.ref);
    page.node.setFontDictionary(names.bold, bold.ref);
    const content = file.context.register(file.context.flateStream(lines.join('\n')));
    page.node.set(PDFName.of('Contents'), content);
  }
  return file.save();
}

interface Letters {
  font: PDFFont;
  known: ReadonlySet<number>;
}
interface Fonts {
  plain: Letters;
  bold: Letters;
}

const lettersOf = (font: PDFFont): Letters => ({ font, known: new Set(font.getCharacterSet()) });

const points = (um: number) => (um * POINT).toFixed(3);

/** The operators of one label. PDF counts from the page's lower left corner; outlines stay in our own micrometres. */
function drawn(drawing: Drawing, x: number, y: number, pageHeight: number, fonts: Fonts): string {
  const at = (px: number, py: number) => `${points(x + px)} ${points(pageHeight - y - py)}`;
  let path = '';
  for (const shape of drawing.shapes) {
    let draw = 'm ';
    for (const [px, py] of shape) {
      path += `${px} ${py} ${draw}`;
      draw = 'l ';
    }
    path += 'h\n';
  }
  // Holes are outlines of their own: even and odd decide.
  const lines = path === '' ? [] : [`q ${UNIT} 0 0 -${UNIT} ${at(0, 0)} cm`, `${path}f*`, 'Q'];
  for (const { x: tx, y: ty, size, text, bold } of drawing.texts) {
    const letters = bold ? fonts.bold : fonts.plain;
    const said = letters.font.encodeText(plainText(text, letters.known)).toString();
    lines.push(`BT /${bold ? 'F2' : 'F1'} ${points(size)} Tf ${at(tx, ty)} Td ${said} Tj ET`);
  }
  return lines.join('\n');
}

/** The fonts that every reader has know the letters of western Europe: others lose their marks, or become '?'. */
function plainText(text: string, known: ReadonlySet<number>): string {
  let said = '';
  for (const char of text.normalize('NFC')) {
    if (known.has(char.codePointAt(0) ?? 0)) said += char;
    else {
      const bare = char.normalize('NFKD').replace(/\p{M}/gu, '');
      said += [...bare].every((one) => known.has(one.codePointAt(0) ?? 0)) && bare !== '' ? bare : '?';
    }
  }
  return said;
}
