import type { Paper } from './sheet-rules.ts';

const mm = (um: number) => `${um / 1_000}mm`;

/**
 * The style sheet of the print page: a page of the paper's own size without margins, and on it nothing but the sheets.
 * The height is a hair less than the page's, so that rounding does not push an empty page out.
 */
export function pageCss({ pageWidth, pageHeight }: Pick<Paper, 'pageWidth' | 'pageHeight'>): string {
  return `@page { size: ${mm(pageWidth)} ${mm(pageHeight)}; margin: 0; @bottom-right { content: none; } }
@media print {
  html, body, .frame, .frame > main { margin: 0; padding: 0; inline-size: auto; max-inline-size: none; min-block-size: 0; background: #fff; }
  main > :not(.label-sheets), .hidden { display: none; }
  .label-sheets { display: block; margin: 0; padding: 0; }
  .label-sheet { display: block; inline-size: ${mm(pageWidth)}; block-size: ${mm(pageHeight - 200)}; max-inline-size: none; margin: 0; border: 0; border-radius: 0; box-shadow: none; break-inside: avoid; }
  .label-sheet + .label-sheet { break-before: page; }
}
`;
}
