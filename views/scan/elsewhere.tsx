import type { DeviceHit } from '../../src/search/exact-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Facts } from '../ui/facts.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';

interface Props {
  frame: Frame;
  /** what was scanned: the only name of the device that is shown */
  text: string;
  device: Pick<DeviceHit, 'modelName' | 'homeName' | 'value'>;
}

/** A device of another site: whose it is, what it is, and what can be done about it; nothing else. */
export function ElsewherePage({ frame, text, device }: Props) {
  const ref = encodeURIComponent(device.value);
  return (
    <Page frame={frame} title={`Belongs to ${device.homeName}`} back={{ href: '/scan', label: 'Scan' }}>
      <Notice tone="wait">
        <output data-outcome="warn" data-outcome-key={frame.now}>
          This device belongs to {device.homeName}.
        </output>
      </Notice>
      <Facts
        facts={[
          { label: 'Scanned', value: text },
          { label: 'Model', value: device.modelName },
        ]}
      />
      <div class="page-actions gap-above">
        <LinkButton href={`/devices/${ref}/found`} look="primary">
          I have it here
        </LinkButton>
        <LinkButton href={`/repairs/new?device=${ref}`}>Report a repair</LinkButton>
      </div>
    </Page>
  );
}
