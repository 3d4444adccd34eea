/** Paper for labels; lengths in micrometres. */
export interface Paper {
  id: string;
  name: string;
  kind: string;
  pageWidth: number;
  pageHeight: number;
  labelWidth: number;
  labelHeight: number;
  across: number;
  down: number;
  fromLeft: number;
  fromTop: number;
  stepAcross: number;
  stepDown: number;
  retiredAt: string | null;
  version: number;
}

/** A label's place: the page it is on, and its upper left corner there. */
export interface Place {
  page: number;
  x: number;
  y: number;
}

/** How many labels one page holds. */
export function perPage(paper: Pick<Paper, 'across' | 'down'>): number {
  return paper.across * paper.down;
}

/**
 * Where the n-th label goes, row by row. @param n from 0 @param start the first free label of the first page, from 1
 */
export function placeOf(paper: Paper, n: number, start: number): Place {
  const slot = n + Math.min(start, perPage(paper)) - 1;
  const onPage = slot % perPage(paper);
  return {
    page: Math.floor(slot / perPage(paper)),
    x: paper.fromLeft + (onPage % paper.across) * paper.stepAcross,
    y: paper.fromTop + Math.floor(onPage / paper.across) * paper.stepDown,
  };
}

/** Pages that so many labels take. */
export function pagesOf(paper: Paper, labels: number, start: number): number {
  return labels === 0 ? 0 : placeOf(paper, labels - 1, start).page + 1;
}

/** The first free label after these. */
export function nextFree(paper: Paper, labels: number, start: number): number {
  return ((labels + Math.min(start, perPage(paper)) - 1) % perPage(paper)) + 1;
}
