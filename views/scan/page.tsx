import type { DeviceFound } from '../../src/search/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { aboutDevice, nameOf } from '../search/words.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { ScanBox } from './box.tsx';

export interface Miss {
  /** what was scanned or typed */
  text: string;
  near: readonly DeviceFound[];
  /** null where the person may not make devices */
  newDevice: string | null;
}

interface Props {
  frame: Frame;
  state: FormState;
  miss: Miss | null;
}

/** The scanner, and after a miss what to do about it. */
export function ScanPage({ frame, state, miss }: Props) {
  return (
    <Page frame={frame} title="Scan">
      {miss ? <MissCards frame={frame} miss={miss} /> : null}
      <ScanBox state={state} action="/scan" method="get" label="Tag, serial or badge" submit="Find" />
      {miss ? null : (
        <p class="quiet">
          A scan only finds things. To hand devices out or take them in, start under Check in and out.
        </p>
      )}
    </Page>
  );
}

function MissCards({ frame, miss }: { frame: Frame; miss: Miss }) {
  return (
    <>
      <Notice tone="bad">
        <output data-outcome="bad" data-outcome-key={frame.now}>
          Nothing here is called <strong class="mono">{miss.text}</strong>.
        </output>
      </Notice>
      {miss.near.length > 0 ? (
        <Card title="Did you mean" count={miss.near.length}>
          <ul class="links">
            {miss.near.map((device) => (
              <li>
                <a href={`/devices/${device.id}?scan=hit`}>{nameOf(device)}</a>{' '}
                <span class="quiet">{aboutDevice(device)}</span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      {miss.newDevice ? (
        <Card title="Not in the books?">
          <div class="page-actions">
            <LinkButton href={miss.newDevice}>New device</LinkButton>
            <LinkButton href="/devices/new?unidentified=1&then=repair">
              Repair without a readable tag
            </LinkButton>
          </div>
        </Card>
      ) : null}
    </>
  );
}
