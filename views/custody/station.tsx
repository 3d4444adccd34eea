import type { Child } from 'hono/jsx';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ScanBox } from '../scan/box.tsx';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';

/** How the last scan went: its words, its sound, and what may be done about it. */
export interface Latest {
  /** id of the scan: a new one sounds, the same one stays silent */
  key: string;
  outcome: 'good' | 'warn' | 'bad';
  words: Child;
  actions?: Child;
}

export interface StationProps {
  frame: Frame;
  title: string;
  back: { href: string; label: string };
  /** the URL of the page, which takes the scans too */
  action: string;
  state: FormState;
  /** what to scan now */
  label: string;
  hint?: string;
  /** where, for whom */
  lede?: Child;
  done: number;
  latest: Latest | null;
  errors: readonly Child[];
  recent: readonly Child[];
  /** what the mode offers besides, below the last scans */
  more?: Child;
  /** absent where it has ended */
  end?: string;
}

const TONES = { good: 'good', warn: 'wait', bad: 'bad' } as const;

/** A station that scans in a row: any mode of any domain. The page is light, for it comes with each scan. */
export function StationPage(props: StationProps) {
  const { latest, errors, recent, state } = props;
  return (
    <Page
      frame={props.frame}
      title={props.title}
      back={props.back}
      lede={
        <>
          {props.lede ? <>{props.lede}, </> : null}
          <strong class="station-count">{props.done} done</strong>
        </>
      }
    >
      {state.message ? <Notice tone="bad">{state.message}</Notice> : null}
      {latest ? (
        <Notice tone={TONES[latest.outcome]} action={latest.actions}>
          <output data-outcome={latest.outcome} data-outcome-key={latest.key}>
            {latest.words}
          </output>
        </Notice>
      ) : null}
      {props.end ? (
        <ScanBox
          state={{ ...state, message: undefined } as FormState}
          action={props.action}
          method="post"
          label={props.label}
          hint={props.hint}
          submit="Save"
        />
      ) : (
        <p>This scanning has ended: no scan changes anything any more.</p>
      )}
      {errors.length > 0 ? (
        <Card title="To be put right" count={errors.length} tone="bad">
          <ul class="links">{errors}</ul>
        </Card>
      ) : null}
      {recent.length > 0 ? (
        <Card title="Last scans">
          <ul class="links">{recent}</ul>
        </Card>
      ) : null}
      {props.end ? props.more : null}
      {props.end ? (
        <div class="gap-above">
          <ActionForm action={props.end} formKey={newKey()} submit="Finish" look="plain" />
        </div>
      ) : null}
    </Page>
  );
}
