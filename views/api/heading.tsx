import type { Frame } from '../../src/web/frame.ts';
import { Page } from '../ui/page.tsx';
import type { Document, Listed } from './document.ts';
import { OperationCard } from './operation.tsx';

interface Props {
  frame: Frame;
  heading: string;
  listed: readonly Listed[];
  document: Document;
  /** where this server is reached */
  base: string;
}

/** The operations of one heading with their bodies and answers. */
export function ApiHeadingPage({ frame, heading, listed, document, base }: Props) {
  return (
    <Page frame={frame} title={heading} back={{ href: '/api', label: 'Interface for programs' }}>
      <h2 class="hidden">Operations</h2>
      <div class="stack">
        {listed.map((one) => (
          <OperationCard {...one} named={document.components.schemas} base={base} />
        ))}
      </div>
    </Page>
  );
}
