import { PDFDocument, type PDFFont, PDFName, type PDFRef, PrintScaling, StandardFonts } from 'pdf-lib';
import type { Drawing } from './layout-rules.ts';
import { type Paper, pagesOf, placeOf } from './sheet-rules.ts';

/** Points in a micrometre. */
const POINT = 72 / 25_400;
/** The same as PDF writes it: exact to a hundredth of a micrometre over a page. */
const UNIT = POINT.toFixed(10);

/** Drawn in one go before others have their turn: about 40 ms. */
const AT_ONCE = 50;

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
  const names = { plain: PDFName.of('F1'), bold: PDFName.of('F2') };
  const fontsOfAll = file.context.obj({});
  fontsOfAll.set(names.plain, plain.ref);
  fontsOfAll.set(names.bold, bold.ref);
  const resources = file.context.obj({ Font: fontsOfAll });
  const keep = (content: string) =>
    file.context.register(
      file.context.flateStream(content, {
        Type: 'XObject',
        Subtype: 'Form',
        BBox: [0, 0, paper.labelWidth * POINT, paper.labelHeight * POINT],
        Resources: resources,
      }),
    );
  // What is printed more than once is drawn once and put in its places: copies cost next to nothing.
  const repeated = new Set(drawings).size < drawings.length;
  const forms = new Map<Drawing, Form>();
  const pages = Array.from({ length: pagesOf(paper, drawings.length, start) }, () => ({
    lines: [] as string[],
    forms: new Set<Form>(),
  }));
  for (const [n, drawing] of drawings.entries()) {
    if (n % AT_ONCE === AT_ONCE - 1) await new Promise((resume) => setTimeout(resume, 0));
    const { page, x, y } = placeOf(paper, n, start);
    const corner = `q 1 0 0 1 ${points(x)} ${points(paper.pageHeight - y - paper.labelHeight)} cm`;
    const content = () => drawn(drawing, paper.labelHeight, fonts);
    if (!repeated) {
      pages[page]?.lines.push(corner, content(), 'Q');
      continue;
    }
    const known = forms.get(drawing);
    const form = known ?? { name: PDFName.of(`L${forms.size}`), ref: keep(content()) };
    forms.set(drawing, form);
    pages[page]?.lines.push(`${corner} ${form.name} Do Q`);
    pages[page]?.forms.add(form);
  }
  for (const { lines, forms: used } of pages) {
    const page = file.addPage([paper.pageWidth * POINT, paper.pageHeight * POINT]);
    page.node.setFontDictionary(names.plain, plain.ref);
    page.node.setFontDictionary(names.bold, bold.ref);
    for (const { name, ref } of used) page.node.setXObject(name, ref);
    const content = file.context.register(file.context.flateStream(lines.join('\n')));
    page.node.set(PDFName.of('Contents'), content);
  }
  return file.save();
}

/** A label that is printed more than once. */
interface Form {
  name: PDFName;
  ref: PDFRef;
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

/** The operators of one label. PDF counts from its lower left corner; outlines stay in our own micrometres. */
function drawn(drawing: Drawing, height: number, fonts: Fonts): string {
  const at = (x: number, y: number) => `${points(x)} ${points(height - y)}`;
  let path = '';
  for (const shape of drawing.shapes) {
    let draw = 'm ';
    for (const [x, y] of shape) {
      path += `${x} ${y} ${draw}`;
      draw = 'l ';
    }
    path += 'h\n';
  }
  // Holes are outlines of their own: even and odd decide.
  const lines = path === '' ? [] : [`q ${UNIT} 0 0 -${UNIT} ${at(0, 0)} cm`, `${path}f*`, 'Q'];
  for (const { x, y, size, text, bold } of drawing.texts) {
    const letters = bold ? fonts.bold : fonts.plain;
    const said = letters.font.encodeText(plainText(text, letters.known)).toString();
    lines.push(`BT /${bold ? 'F2' : 'F1'} ${points(size)} Tf ${at(x, y)} Td ${said} Tj ET`);
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
