import type { Child } from 'hono/jsx';
import type { Repair } from '../../src/repairs/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { numberText, stateWords } from './words.ts';

export interface MoveProps {
  frame: Frame;
  state: FormState;
  repair: Repair;
}

interface Props extends MoveProps {
  title: string;
  /** last part of the URL */
  path: string;
  submit: string;
  busy?: string;
  danger?: boolean;
  /** false where the repair has moved on since the page was opened */
  legal: boolean;
  lede?: Child;
  children?: Child;
}

/** One small form for one move, with the repair's state as it is now. */
export function MovePage(props: Props) {
  const { repair, state } = props;
  const [tone, word] = stateWords(repair);
  const here = `/repairs/${repair.number}`;
  return (
    <Page
      frame={props.frame}
      title={`${props.title} ${numberText(repair.number)}`}
      heading={props.title}
      back={{ href: here, label: numberText(repair.number) }}
      lede={
        <>
          {repair.headline} <Status tone={tone} word={word} />{' '}
          {repair.technicianName ? <span class="quiet">{repair.technicianName}</span> : null} {props.lede}
        </>
      }
    >
      {props.legal ? null : (
        <Notice tone="wait" action={<a href={here}>See the repair</a>}>
          The repair is {word.toLowerCase()} now: this cannot be done to it any more.
        </Notice>
      )}
      <Form
        state={state}
        action={`${here}/${props.path}`}
        submit={props.submit}
        busy={props.busy ?? 'Saving'}
        danger={props.danger ?? false}
        cancel={here}
        sticky
      >
        {props.children}
      </Form>
    </Page>
  );
}
