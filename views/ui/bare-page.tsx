import type { Child } from 'hono/jsx';
import type { Frame } from '../../src/web/frame.ts';
import { bodyTag, documentStart, headLinks, liveRegion } from './frame-parts.ts';
import { escaped, safe } from './html.ts';
import { scriptTags } from './page.tsx';

export interface BarePageProps {
  frame: Pick<Frame, 'asset' | 'district'>;
  title: string;
  heading?: Child;
  /** a line below the heading */
  lede?: Child;
  scripts?: readonly string[];
  children?: Child;
}

/** A document without the frame: sign-in, errors, `/t/{tag}`. */
export function BarePage(props: BarePageProps) {
  const { frame, title } = props;
  const district = escaped(frame.district);
  const before = `${documentStart}${escaped(title)} - ${district}</title>${headLinks(frame)}</head>${bodyTag}`;
  return (
    <>
      {safe(
        `${before}<a class="skip" href="#main">Skip to content</a><div class="bare"><header><a class="brand" href="/">Spudger</a>${district === 'Spudger' ? '' : `<span>${district}</span>`}</header><main id="main" tabindex="-1">`,
      )}
      <h1 tabindex={-1}>{props.heading ?? title}</h1>
      {props.lede ? <p class="lede">{props.lede}</p> : null}
      {props.children}
      {safe(`</main></div>${scriptTags(frame, props.scripts)}${liveRegion}`)}
    </>
  );
}
