import type { Drawing } from '../../src/labels/layout-rules.ts';
import type { Paper, Place } from '../../src/labels/sheet-rules.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { safe } from '../ui/html.ts';
import { Page } from '../ui/page.tsx';
import { drawingMarkup, picture } from './svg.ts';

interface Props {
  frame: Frame;
  paper: Paper;
  /** every label with its place, in order */
  labels: readonly { drawing: Drawing; place: Place }[];
  query: string;
}

/** The sheets as they are printed; on paper nothing else is left of the page. */
export function LabelPrint({ frame, paper, labels, query }: Props) {
  const pages: string[] = [];
  const drawn = new Map<Drawing, string>();
  for (const { drawing, place } of labels) {
    while (pages.length <= place.page) pages.push('');
    const inside = drawn.get(drawing) ?? drawingMarkup(drawing);
    drawn.set(drawing, inside);
    pages[place.page] += `<g transform="translate(${place.x} ${place.y})">${inside}</g>`;
  }
  return (
    <Page
      frame={frame}
      title="Print labels"
      back={{ href: `/labels${query}`, label: 'Labels' }}
      lede={`Print at 100 %, without margins: ${pages.length} ${pages.length === 1 ? 'page' : 'pages'} of ${paper.name}.`}
      primary={
        <LinkButton href={`/labels/labels.pdf${query}`} download>
          PDF
        </LinkButton>
      }
    >
      {safe(`<link rel="stylesheet" href="/labels/papers/${paper.id}/page.css">`)}
      {pages.length === 0 ? <Empty text="There is nothing to print." /> : null}
      <div class="label-sheets">
        {pages.map((inside, n) =>
          picture(
            paper.pageWidth,
            paper.pageHeight,
            `Page ${n + 1} of ${pages.length}`,
            inside,
            'label-sheet',
          ),
        )}
      </div>
    </Page>
  );
}
