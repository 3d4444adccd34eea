import type { Frame } from '../../src/web/frame.ts';
import { Card } from '../ui/card.tsx';
import { Page } from '../ui/page.tsx';
import { byHeading, type Document, type Listed, slug } from './document.ts';
import { codes, PathText } from './operation.tsx';

const TITLE = 'Interface for programs';

interface Props {
  frame: Frame;
  document: Document;
}

/** The interface for programs: how it is used, and what there is under each heading. */
export function ApiPage({ frame, document }: Props) {
  const headings = byHeading(document);
  return (
    <Page frame={frame} title={TITLE}>
      <div class="prose">
        {(document.info.description ?? '').split('\n\n').map((text) => (
          <p>{codes(text)}</p>
        ))}
        <p>
          Make a token on <a href="/me">your page</a> and send it as <code>Authorization: Bearer TOKEN</code>.
          Everything below as a document that programs read: <a href="/api/openapi.json">openapi.json</a>.
        </p>
      </div>
      <nav aria-label="Headings" class="gap-above">
        <ul class="cluster">
          {[...headings].map(([heading, listed]) => (
            <li>
              <a href={`#about-${slug(heading)}`}>{heading}</a> <span class="count">{listed.length}</span>
            </li>
          ))}
        </ul>
      </nav>
      <div class="stack gap-above">
        {[...headings].map(([heading, listed]) => (
          <HeadingCard heading={heading} listed={listed} />
        ))}
      </div>
    </Page>
  );
}

/** One heading, folded: its operations in a line each. */
function HeadingCard({ heading, listed }: { heading: string; listed: readonly Listed[] }) {
  const home = `/api/about/${slug(heading)}`;
  return (
    <Card
      title={heading}
      count={listed.length}
      id={`about-${slug(heading)}`}
      actions={
        <a href={home}>
          In full<span class="hidden">: {heading}</span>
        </a>
      }
    >
      <details class="more-fields">
        <summary>
          Operations<span class="hidden"> of {heading}</span>
        </summary>
        <ul class="links">
          {listed.map(({ path, method, operation }) => (
            <li>
              <a href={`${home}#${operation.operationId}`}>
                <PathText method={method} path={path} />
              </a>
              <div class="quiet">{operation.summary}</div>
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
}
