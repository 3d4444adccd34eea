import type { Frame } from '../../src/web/frame.ts';
import { BarePage } from './bare-page.tsx';
import { LinkButton } from './button.tsx';
import { Page } from './page.tsx';

export interface ProblemProps {
  frame: Frame;
  title: string;
  /** what happened, what was kept, what to do */
  text: string;
  back?: string;
}

/** A page that says why there is nothing else to show. */
export function Problem({ frame, title, text, back }: ProblemProps) {
  const content = (
    <>
      <p>{text}</p>
      <p>
        <LinkButton href={back ?? '/'}>{back ? 'Back' : 'To the start'}</LinkButton>
      </p>
    </>
  );
  return frame.person ? (
    <Page frame={frame} title={title}>
      {content}
    </Page>
  ) : (
    <BarePage frame={frame} title={title}>
      {content}
    </BarePage>
  );
}
