import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Notice } from '../ui/notice.tsx';
import { Timeline } from '../ui/timeline.tsx';
import type { RepairPageProps } from './page.tsx';

/** What people wrote to each other about the repair. */
export function NoteList({ frame, repair, notes, mayWrite }: RepairPageProps) {
  const unseen = notes.filter((note) => note.unseen);
  return (
    <Card
      title="Notes"
      count={notes.length}
      id="notes"
      actions={
        mayWrite ? <LinkButton href={`/repairs/${repair.number}/note`}>Write a note</LinkButton> : null
      }
    >
      {unseen.map((note) => (
        <Notice
          tone="note"
          action={
            <ActionForm
              action={`/repairs/mentions/${note.id}/seen`}
              formKey={newKey()}
              submit="Seen"
              look="plain"
            />
          }
        >
          {note.personName ?? 'Somebody'} mentions you
        </Notice>
      ))}
      {notes.length === 0 ? <p class="quiet">None yet.</p> : null}
      <Timeline
        frame={frame}
        label="Notes"
        items={notes.map((note) => ({
          at: note.at,
          who: note.personName,
          what: <span class="told">{note.text}</span>,
          ...(note.mentioned ? { more: `To ${note.mentioned}` } : {}),
        }))}
      />
    </Card>
  );
}
