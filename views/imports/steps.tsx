import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { countText } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Status } from '../ui/status.tsx';
import { When } from '../ui/when.tsx';
import type { ImportProps } from './page.tsx';
import { progressOf, rowsText, STATE_WORDS } from './words.ts';

type Props = Pick<ImportProps, 'frame' | 'it' | 'state' | 'busy' | 'undoable' | 'kept' | 'keptMore'>;

/** Where the import stands, and what can be done about it. */
export function Steps(props: Props) {
  const { it } = props;
  if (props.busy) return <Running it={it} />;
  if (it.state === 'ready') return <Ready {...props} />;
  if (it.state === 'failed')
    return (
      <Notice tone="bad">
        {it.failure}. Nothing was changed. <a href="/imports/new">Import another file</a>
      </Notice>
    );
  if (it.state === 'dropped') return <Notice tone="note">This file was dropped. Nothing was changed.</Notice>;
  return <Ended {...props} />;
}

/** Carries the import on and looks again by itself with scripts; without them there is a button. */
export function Running({ it }: Pick<Props, 'it'>) {
  const here = `/imports/${it.id}`;
  const { done, of, words } = progressOf(it);
  return (
    <div
      id="progress"
      data-silent
      hx-post={`${here}/advance`}
      hx-trigger="every 2s"
      hx-target="#main"
      hx-select="#main"
      hx-swap="outerHTML"
      hx-replace-url="true"
    >
      <Card>
        <p>
          <Status tone={STATE_WORDS[it.state][0]} word={STATE_WORDS[it.state][1]} /> {countText(done)}
          {of > 0 ? ` of ${countText(of)}` : ''} {words}.
        </p>
        {of > 0 ? (
          <progress value={Math.min(done, of)} max={of} aria-label="How far it is"></progress>
        ) : (
          <progress aria-label="How far it is"></progress>
        )}
        <p class="quiet">Pages go on as usual meanwhile. You may leave: it goes on by itself.</p>
        <div class="buttons">
          <ActionForm action={`${here}/advance`} formKey={newKey()} submit="Look again" look="plain" />
          {it.state === 'applying' ? (
            <ActionForm
              action={`${here}/cancel`}
              formKey={newKey()}
              submit="Stop"
              label="Stop: what is in stays, and can be taken back"
              look="plain"
            />
          ) : null}
        </div>
      </Card>
    </div>
  );
}

function Ready({ it, state }: Props) {
  const here = `/imports/${it.id}`;
  const toDo = it.creates + it.changes;
  return (
    <Card title="Apply">
      <p>
        {countText(it.creates)} new, {countText(it.changes)} changed, {countText(it.sames)} the same.{' '}
        {it.rejects > 0
          ? `${rowsText(it.rejects)} ${it.rejects === 1 ? 'is' : 'are'} wrong and would not go in.`
          : 'Every row was understood.'}
      </p>
      {toDo > 0 ? (
        <Form state={state} action={`${here}/apply`} submit={`Let ${rowsText(toDo)} in`} busy="Beginning">
          {it.rejects > 0 ? (
            <Field state={state} name="allOrNothing" type="checkbox" label="Only if every row is right" />
          ) : null}
        </Form>
      ) : (
        <p class="quiet">There is nothing to apply.</p>
      )}
      <div class="buttons">
        <LinkButton href={`${here}/mapping`}>Columns</LinkButton>
        <ActionForm action={`${here}/drop`} formKey={newKey()} submit="Drop this file" look="quiet" />
      </div>
    </Card>
  );
}

function Ended({ frame, it, kept, keptMore, state, undoable }: Props) {
  const here = `/imports/${it.id}`;
  const [tone, word] = STATE_WORDS[it.state];
  const looked = it.kept > 0 && it.undone === 0;
  return (
    <Card title={it.state === 'undone' ? 'Taken back' : 'Done'}>
      <p>
        <Status tone={tone} word={word} /> <When at={it.endedAt} frame={frame} />: {rowsText(it.applied)} went
        in
        {it.undone > 0 ? `, ${rowsText(it.undone)} taken back` : ''}
        {it.rejects > 0 ? `, ${rowsText(it.rejects)} did not` : ''}.
      </p>
      {it.failure ? <Notice tone="bad">{it.failure}</Notice> : null}
      {it.state === 'stopped' ? (
        <p class="quiet">
          It was stopped before all rows were in. What is in stays, and can be taken back; the file can be
          imported again, and rows that are in already are the same then.
        </p>
      ) : null}
      {it.kept > 0 ? (
        <Notice tone="wait">
          {looked
            ? `Nothing was taken back yet: ${rowsText(it.kept)} ${it.kept === 1 ? 'was' : 'were'} changed since.`
            : `${rowsText(it.kept)} ${it.kept === 1 ? 'stays' : 'stay'}: changed since the import.`}
        </Notice>
      ) : null}
      {kept.length > 0 ? (
        <ul class="links" aria-label="Rows that were changed since">
          {kept.map((row) => (
            <li>
              <a href={`${here}/rows/${row.nr}`}>Row {row.nr}</a> <span class="quiet">{row.why}</span>
            </li>
          ))}
          {keptMore ? <li class="quiet">and others</li> : null}
        </ul>
      ) : null}
      {undoable ? (
        <Form
          state={state}
          action={`${here}/undo`}
          submit={looked ? `Take the other ${rowsText(it.applied - it.kept)} back` : 'Take the import back'}
          busy="Looking"
          look="plain"
        >
          {looked ? <Field state={state} name="others" label="Others" type="hidden" initial="1" /> : null}
        </Form>
      ) : null}
    </Card>
  );
}
