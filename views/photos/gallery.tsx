import type { Photo } from '../../src/photos/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { when } from '../ui/when.tsx';
import { STEPS } from './words.ts';

interface Props {
  frame: Frame;
  photos: readonly Photo[];
  /** where photos are added, or null */
  add: string | null;
}

/** Thumbnails of a repair or device; each leads to the whole photo. */
export function Gallery({ frame, photos, add }: Props) {
  return (
    <Card
      title="Photos"
      count={photos.length}
      id="photos"
      actions={
        add ? (
          <LinkButton href={add} icon="camera">
            Add photos
          </LinkButton>
        ) : null
      }
    >
      {photos.length === 0 ? (
        <p class="quiet">None yet.</p>
      ) : (
        <ul class="photos">
          {photos.map((photo) => (
            <li>
              <a href={`/photos/${photo.name}`} data-no-boost hx-boost="false">
                <img
                  src={`/photos/${photo.thumb}`}
                  alt={altOf(photo)}
                  loading="lazy"
                  width="160"
                  height="160"
                />
              </a>
              <span class="quiet">
                {STEPS[photo.step] ?? ''} {when(photo.at, frame)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const altOf = (photo: Photo) =>
  `Photo${photo.step ? `, ${(STEPS[photo.step] ?? '').toLowerCase()}` : ''}${photo.personName ? `, by ${photo.personName}` : ''}`;
