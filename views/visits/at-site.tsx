import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { When } from '../ui/when.tsx';
import type { VisitPageProps } from './page.tsx';

type Props = VisitPageProps & { happened: NonNullable<VisitPageProps['happened']> };

/** What belongs to the visit by when it was done, and what is noted besides. */
export function AtSite({ frame, state, visit, happened, notes, followUps, photos, may }: Props) {
  const { counts, input } = happened;
  const here = `/visits/${visit.id}`;
  return (
    <Card title={visit.state === 'left' ? 'What was done' : 'Done so far'}>
      <Facts
        facts={[
          { label: 'Repaired', value: String(counts.fixed) },
          counts.worked > 0 && { label: 'Worked on', value: String(counts.worked) },
          counts.swapped > 0 && { label: 'Swapped', value: String(counts.swapped) },
          counts.taken > 0 && { label: 'Taken along', value: String(counts.taken) },
          counts.scans > 0 && { label: 'Counted', value: `${counts.scans} scans` },
          input.parts.length > 0 && {
            label: 'Parts used',
            value: input.parts.map((part) => `${part.quantity} x ${part.name}`).join(', '),
            wide: true,
          },
        ]}
      />
      {notes.length > 0 ? (
        <ul class="links">
          {notes.map((note) => (
            <li>
              {note.text}
              <span class="rows-more">
                {note.by}, <When at={note.at} frame={frame} />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {photos.length > 0 ? (
        <ul class="photos">
          {photos.map((photo) => (
            <li>
              <a href={`${here}/photos/${photo.name}`} data-no-boost hx-boost="false">
                <img
                  src={`${here}/photos/${photo.thumb}`}
                  alt="Taken at this visit"
                  loading="lazy"
                  width="160"
                  height="160"
                />
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {followUps.length > 0 ? (
        <>
          <h3>To be done at this site</h3>
          <ul class="rows">
            {followUps.map((one) => (
              <li>
                <span>{one.text}</span>
                {may.work ? (
                  <ActionForm
                    action={`${here}/follow-ups/${one.id}/done`}
                    formKey={newKey()}
                    submit="Done"
                    look="quiet"
                    label={`Done: ${one.text}`}
                  />
                ) : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {may.work ? (
        <details class="more" open={state.errors.text !== undefined || undefined}>
          <summary>Note, photo, follow-up</summary>
          <Form state={state} action={`${here}/notes`} submit="Save note" look="plain" scope="note">
            <Field
              state={state}
              name="text"
              label="Note"
              type="textarea"
              rows={2}
              maxlength={2000}
              required
              scope="note"
            />
          </Form>
          <Form
            state={state}
            action={`${here}/follow-ups`}
            submit="Save follow-up"
            look="plain"
            scope="later"
          >
            <Field
              state={state}
              name="text"
              label="To be done later"
              maxlength={500}
              required
              scope="later"
            />
          </Form>
          <Form
            state={state}
            action={`${here}/photos`}
            submit="Save photos"
            look="plain"
            multipart
            scope="photo"
          >
            <Field
              state={state}
              name="photo"
              label="Photo"
              type="file"
              accept="image/jpeg,image/png,image/webp"
              capture="environment"
              multiple
              photo
              scope="photo"
            />
          </Form>
        </details>
      ) : null}
    </Card>
  );
}
