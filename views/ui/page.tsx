import type { Child } from 'hono/jsx';
import type { Frame } from '../../src/web/frame.ts';
import { ExportMenu } from './export-menu.tsx';
import { documentStart, framePartsOf } from './frame-parts.ts';
import { escaped, safe } from './html.ts';
import { icon } from './icon.tsx';
import { Notice } from './notice.tsx';

export interface PageProps {
  frame: Frame;
  /** the window's title; the heading too, if none is given */
  title: string;
  heading?: Child;
  /** below the heading: state, tag, one line of facts */
  lede?: Child;
  /** up: a link before the title */
  back?: { href: string; label: string };
  /** links and buttons beside the heading */
  actions?: Child;
  /** the page's one primary action: top right on a desk, above the bar under the thumb on a phone */
  primary?: Child;
  /** the content takes the whole width (tables, boards) */
  wide?: boolean;
  /** more scripts of the build, by name: 'scan.js' */
  scripts?: readonly string[];
  children?: Child;
}

/** A whole document with the frame around it. */
export function Page(props: PageProps) {
  const { frame, title } = props;
  const parts = framePartsOf(frame);
  const before = `${documentStart}${escaped(title)}${parts.head}${parts.bodyOpen}${topBar(frame, props.back)}${parts.rail}`;
  return (
    <>
      {safe(`${before}<main id="main" class="${props.wide ? 'wide' : 'normal'}" tabindex="-1">`)}
      <div class={props.back ? 'page-head with-back' : 'page-head'}>
        {props.back ? (
          <a class="up" href={props.back.href}>
            {icon('back')}
            {props.back.label}
          </a>
        ) : null}
        <h1 tabindex={-1}>{props.heading ?? title}</h1>
        {props.lede ? <div class="lede">{props.lede}</div> : null}
        {props.actions || props.primary || frame.exports ? (
          <div class="page-actions">
            {frame.exports ? <ExportMenu {...frame.exports} at="head" /> : null}
            {props.actions}
            {props.primary ? <div class="page-primary">{props.primary}</div> : null}
          </div>
        ) : null}
      </div>
      {frame.outcome ? (
        <output class="hidden" data-outcome={frame.outcome} data-outcome-key={frame.now}></output>
      ) : null}
      {frame.notice ? (
        <Notice tone={frame.notice.tone} live>
          {frame.notice.text}
        </Notice>
      ) : null}
      {props.children}
      {frame.exports ? <ExportMenu {...frame.exports} at="end" /> : null}
      {safe(`</main>${parts.dock}</div>${scriptTags(frame, props.scripts)}${parts.end}`)}
    </>
  );
}

export function scriptTags(frame: Pick<Frame, 'asset'>, names: readonly string[] = []): string {
  return names.map((name) => `<script type="module" src="${escaped(frame.asset(name))}"></script>`).join('');
}

function topBar(frame: Frame, back: PageProps['back']): string {
  const up = back
    ? `<a class="back" href="${escaped(back.href)}">${icon('back')}<span class="hidden">Back to ${escaped(back.label)}</span></a>`
    : '';
  const demo = frame.demo ? '<span class="demo-mark">Demo</span>' : '';
  return (
    '<a class="skip" href="#main">Skip to content</a><div class="frame"><header class="top">' +
    `${up}<a class="brand" href="/">Spudger</a>${demo}${frame.person ? personal(frame, frame.person) : ''}</header>`
  );
}

function personal(frame: Frame, person: NonNullable<Frame['person']>): string {
  const name = escaped(person.name);
  return (
    '<form class="search" action="/search" method="get" role="search" aria-label="Everywhere" data-suggest="/search/suggest">' +
    `${icon('search')}<input id="search" type="search" name="q" value="${escaped(frame.q ?? '')}" placeholder="Tag, serial, person, repair" ` +
    'aria-label="Find a device, person, repair or part" autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search" maxlength="100">' +
    '<kbd aria-hidden="true">/</kbd></form>' +
    `<a class="find" href="/search">${icon('search')}<span class="hidden">Search</span></a>` +
    `<spudger-waiting data-person="${escaped(person.id ?? '')}" data-now="${escaped(frame.now)}"></spudger-waiting>` +
    `<a class="avatar" href="/me" title="${name}"><span aria-hidden="true">${escaped(person.initials)}</span><span class="hidden">${name}, my account</span></a>`
  );
}
