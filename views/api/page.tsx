import type { Frame } from '../../src/web/frame.ts';
import { Card } from '../ui/card.tsx';
import { Page } from '../ui/page.tsx';
import { byHeading, type Document, type Listed, slug } from './document.ts';
import { codes, PathText } from './operation.tsx';

const TITLE = 'Interface for programs';

const stepsAt = (base: string) => `export TOKEN=spudger_...
# who you are
curl '${base}/api/v1/me' -H "Authorization: Bearer $TOKEN"
# devices of a school: some fields alone, ten at a time
curl '${base}/api/v1/devices?fields=id,tag,state&limit=10' -H "Authorization: Bearer $TOKEN"
# a repair, reported once however often this is sent
curl -X POST '${base}/api/v1/devices/48213/repairs' -H "Authorization: Bearer $TOKEN" \\
  -H 'Idempotency-Key: desk-4-2027-03-02' -H 'Content-Type: application/json' \\
  -d '{"symptom":"cracked-screen","note":"Fell off a desk"}'`;

interface Props {
  frame: Frame;
  document: Document;
  /** where this server is reached */
  base: string;
}

/** The interface for programs: how it is used, and what there is under each heading. */
export function ApiPage({ frame, document, base }: Props) {
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
        <pre>{stepsAt(base)}</pre>
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
