import type { SessionMode } from '../../src/custody/session-forms.ts';
import type { OpenSession } from '../../src/custody/session-queries.ts';
import type { TargetRow } from '../../src/custody/target-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { when } from '../ui/when.tsx';
import { Counts } from './hand.tsx';
import { MODE_WORDS } from './session-words.ts';
import { targetOptions } from './words.ts';

interface ChooseProps {
  frame: Frame;
  open: readonly OpenSession[];
  /** ready repairs may be handed back in a row too */
  mayHandBack: boolean;
}

/** What to scan in a row: only a mode that was started changes who has a device. */
export function ChooseModePage({ frame, open, mayHandBack }: ChooseProps) {
  return (
    <Page
      frame={frame}
      title="Check in and out"
      actions={<LinkButton href="/loans?show=overdue">Overdue loans</LinkButton>}
    >
      {open.length > 0 ? (
        <Card title="Go on" count={open.length}>
          <ul class="links">
            {open.map((session) => (
              <li>
                <a href={`/check/${session.id}`}>
                  {MODE_WORDS[session.mode as SessionMode].title}
                  {session.locationName ? `, ${session.locationName}` : ''}
                </a>{' '}
                <span class="quiet">{session.done} done, since</span> {when(session.startedAt, frame)}
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      <Card title="Start">
        <ul class="links">
          {Object.entries(MODE_WORDS).map(([mode, words]) => (
            <li>
              <a href={`/check?mode=${mode}`}>{words.title}</a> <span class="quiet">{words.about}</span>
            </li>
          ))}
          {mayHandBack ? (
            <li>
              <a href="/repairs/hand-back">Hand back repairs</a>{' '}
              <span class="quiet">Ready devices go back to one place</span>
            </li>
          ) : null}
        </ul>
      </Card>
    </Page>
  );
}

interface StartProps {
  frame: Frame;
  state: FormState;
  mode: SessionMode;
  choices: readonly TargetRow[];
}

/** Where, for whom and how: then scanning starts. */
export function StartPage({ frame, state, mode, choices }: StartProps) {
  const words = MODE_WORDS[mode];
  const badge = mode === 'person' || mode === 'day_loan';
  return (
    <Page
      frame={frame}
      title={words.title}
      lede={words.about}
      back={{ href: '/check', label: 'Check in and out' }}
    >
      <Form state={state} action="/check" submit="Start scanning" busy="Starting" cancel="/check" sticky>
        <Field state={state} name="mode" label="" type="hidden" initial={mode} />
        {badge ? null : (
          <>
            {choices.length > 0 ? (
              <Field
                state={state}
                name="target"
                type="choice"
                label={state.errors.target ? 'Which one' : 'Where'}
                {...(state.errors.target ? {} : { initial: targetOptions(choices)[0]?.value ?? '' })}
                options={targetOptions(choices)}
              />
            ) : null}
            <Field
              state={state}
              name="to"
              type="tag"
              label={choices.length > 0 ? 'Another place' : 'Where'}
              hint="Scan or type its code, or type its name"
              maxlength={200}
              optional={choices.length > 0}
            />
          </>
        )}
        {mode === 'person' || mode === 'place' ? (
          <Field
            state={state}
            name="issue"
            type="checkbox"
            label={mode === 'person' ? 'Issue them: each is theirs from now on' : 'Issue them to it'}
            hint={mode === 'place' ? 'In a cart each takes the next free slot' : undefined}
          />
        ) : null}
        {mode === 'person' ? <Counts state={state} /> : null}
        {badge ? (
          <Field state={state} name="many" type="checkbox" label="Several devices for one badge" />
        ) : null}
        {mode === 'day_loan' ? (
          <Field
            state={state}
            name="dueOn"
            type="date"
            label="Due back"
            initial={frame.today}
            min={frame.today}
            size="short"
          />
        ) : null}
        {mode === 'collection' || mode === 'check_in' ? (
          <Field
            state={state}
            name="end"
            type="checkbox"
            label="They are issued to nobody from now on"
            hint="Leave it empty for the summer: they stay theirs"
          />
        ) : null}
      </Form>
    </Page>
  );
}
