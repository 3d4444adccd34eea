import type { ScanRow } from '../../src/audits/event-queries.ts';
import type { Audit, Room } from '../../src/audits/queries.ts';
import type { Told } from '../../src/audits/tell-rules.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ScanBox } from '../scan/box.tsx';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { When } from '../ui/when.tsx';
import { Progress } from './page.tsx';
import { TOLD_TONES, TOLD_WORDS } from './words.ts';

export interface ToldRow extends ScanRow {
  told: Told;
  sound: 'good' | 'warn' | 'bad';
}

export interface CountProps {
  frame: Frame;
  audit: Audit;
  state: FormState;
  /** of the page without a script: whose scans it shows */
  phone: string;
  place: string | null;
  places: readonly { id: string; name: string; kind: string }[];
  rooms: readonly Room[];
  recent: readonly ToldRow[];
  /** what others scanned last */
  others: readonly { by: string | null; name: string; at: string }[];
  /** the scan that this page answers */
  fresh: string | null;
}

/** One phone that counts: the box, what the last scan said, how far the rooms are. */
export function CountPage(props: CountProps) {
  const { frame, audit, place, places, recent, fresh } = props;
  const here = `/audits/${audit.id}`;
  const [latest] = recent;
  const shown = latest && latest.id === fresh && latest.undone === 0 ? latest : null;
  const counting = audit.state === 'counting';
  return (
    <Page
      frame={frame}
      title={`Count ${audit.title}`}
      heading={audit.title}
      back={{ href: here, label: 'Audit' }}
      lede={<span data-count-waits></span>}
      scripts={['audit-count.js']}
    >
      {props.state.message ? <Notice tone="bad">{props.state.message}</Notice> : null}
      <div
        data-audit-count={counting ? audit.id : undefined}
        data-person={props.phone}
        data-place={place ?? ''}
        data-blind={audit.blind === 1 ? '' : undefined}
      >
        <div
          class={`notice told ${shown ? TOLD_TONES[shown.sound] : 'note'}`}
          id="told"
          data-told={shown?.told ?? ''}
        >
          <output
            class="notice-text"
            {...(shown ? { 'data-outcome': shown.sound, 'data-outcome-key': shown.id } : {})}
          >
            <strong>{shown ? TOLD_WORDS[shown.told][0] : 'Scan the first one'}</strong>{' '}
            <span>{shown ? aboutScan(shown) : 'A scan changes nothing but when it was last seen.'}</span>
          </output>
        </div>
        {counting ? (
          <ScanBox
            state={{ ...props.state, message: undefined } as FormState}
            action={`${here}/count`}
            method="post"
            label="Tag or serial"
            submit="Count it"
          >
            <Field state={props.state} name="phone" label="" type="hidden" initial={props.phone} />
            <Field state={props.state} name="place" label="" type="hidden" initial={place ?? ''} />
          </ScanBox>
        ) : (
          <p>The counting has ended.</p>
        )}
        <ul class="links" id="last" aria-label="Last scans">
          {recent.map((row) => (
            <LastScan here={here} row={row} phone={props.phone} place={place} frame={frame} open={counting} />
          ))}
        </ul>
      </div>
      {places.length > 1 ? <Where here={here} place={place} places={places} /> : null}
      {counting ? <Untagged here={here} {...props} /> : null}
      <CountProgress {...props} />
    </Page>
  );
}

/** What changes by itself: it is asked for again and again. */
export function CountProgress({
  frame,
  audit,
  rooms,
  others,
}: Pick<CountProps, 'frame' | 'audit' | 'rooms' | 'others'>) {
  return (
    <div
      id="progress"
      data-silent
      hx-get={`/audits/${audit.id}/progress`}
      hx-trigger="every 8s"
      hx-swap="outerHTML"
    >
      <Progress audit={audit} rooms={rooms} />
      {others.length > 0 ? (
        <Card title="The others">
          <ul class="links">
            {others.map((one) => (
              <li>
                {one.name}{' '}
                <span class="quiet">
                  {one.by}, <When at={one.at} frame={frame} />
                </span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </div>
  );
}

function Where({
  here,
  place,
  places,
}: {
  here: string;
  place: string | null;
  places: CountProps['places'];
}) {
  const state: FormState = { values: { place: place ?? '' }, errors: {}, key: '' };
  return (
    <div class="where">
      <Form
        state={state}
        action={`${here}/count`}
        method="get"
        submit="Go on here"
        look="plain"
        scope="where"
        label="Room"
      >
        <Field
          state={state}
          scope="where"
          name="place"
          label="I am in"
          type="select"
          none="I do not say which room"
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
          autosubmit
        />
      </Form>
    </div>
  );
}

function Untagged({ here, phone, place, state: of }: CountProps & { here: string }) {
  const state: FormState = { values: {}, errors: {}, key: `${of.key}-u` };
  return (
    <details class="gap-above" data-audit-untagged>
      <summary class="disclose">No readable tag</summary>
      <Form
        state={state}
        action={`${here}/count`}
        submit="Note it"
        look="plain"
        scope="untagged"
        label="No tag"
      >
        <Field state={state} name="phone" label="" type="hidden" initial={phone} />
        <Field state={state} name="place" label="" type="hidden" initial={place ?? ''} />
        <Field state={state} name="untagged" label="" type="hidden" initial="1" />
        <Field
          state={state}
          scope="untagged"
          name="q"
          label="Serial, or what it looks like"
          maxlength={500}
          required
        />
      </Form>
    </details>
  );
}

interface LastProps {
  here: string;
  row: ToldRow;
  phone: string;
  place: string | null;
  frame: Frame;
  open: boolean;
}

function LastScan({ here, row, phone, place, frame, open }: LastProps) {
  const name = row.tag || row.serial || row.value;
  return (
    <li data-event={row.id}>
      <strong>{TOLD_WORDS[row.told][0]}</strong> {name}{' '}
      <span class="quiet">
        {row.undone === 1 ? 'taken back' : aboutScan(row)} <When at={row.at} frame={frame} />
      </span>
      {open && row.undone === 0 ? (
        <ActionForm
          action={`${here}/count/undo`}
          formKey={newKey()}
          values={{ event: row.id, phone, place: place ?? '' }}
          submit="Undo"
          look="quiet"
          label={`Undo ${name}`}
        />
      ) : null}
    </li>
  );
}

/** What a scan says besides its word. */
function aboutScan(row: ToldRow): string {
  const name = row.tag || row.serial || row.value;
  const more =
    row.told === 'elsewhere' || row.told === 'missing'
      ? (row.homeName ?? '')
      : row.told === 'room'
        ? `by the books in ${row.placeName ?? 'no room'}`
        : TOLD_WORDS[row.told][1];
  return [name, row.told === 'unknown' ? '' : row.modelName, more].filter(Boolean).join(', ');
}
