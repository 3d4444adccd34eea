import type { Photo } from '../../src/photos/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { Gallery } from './gallery.tsx';
import { STEPS } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  /** the page that this is part of */
  back: { href: string; label: string };
  action: string;
  photos: readonly Photo[];
  /** names of those that the person may take off */
  removable: ReadonlySet<string>;
}

/** Photos of a repair or device: those there are, and a form for more. */
export function PhotosPage({ frame, state, back, action, photos, removable }: Props) {
  return (
    <Page frame={frame} title="Photos" heading={`Photos of ${back.label}`} back={back}>
      <Card title="Add photos">
        <Form state={state} action={action} submit="Save photos" busy="Sending" multipart>
          <Field
            state={state}
            name="photo"
            label="Photo"
            type="file"
            accept="image/jpeg,image/png,image/webp,image/heic"
            capture="environment"
            multiple
            photo
            hint="JPEG, PNG or WebP, at most 12 MB. Place and time that the phone has written into it are taken off."
          />
          <Field
            state={state}
            name="step"
            label="What it shows"
            type="choice"
            optional
            options={Object.entries(STEPS).map(([value, label]) => ({ value, label }))}
          />
        </Form>
      </Card>
      <Gallery frame={frame} photos={photos} add={null} />
      {photos.some((photo) => removable.has(photo.name)) ? (
        <Card title="Take off">
          <ul class="photos">
            {photos
              .filter((photo) => removable.has(photo.name))
              .map((photo) => (
                <li>
                  <img src={`/photos/${photo.thumb}`} alt="" loading="lazy" width="160" height="160" />
                  <ActionForm
                    action={`/photos/${photo.name}/withdraw`}
                    formKey={newKey()}
                    submit="Take off"
                    look="quiet"
                    label={`Take off the photo of ${photo.at.slice(0, 16)}`}
                    confirm="Take this photo off? Nobody will see it any more."
                  />
                </li>
              ))}
          </ul>
        </Card>
      ) : null}
    </Page>
  );
}
