import type { DeviceAdvice } from '../../src/devices/advice.ts';
import type { Offers } from '../../src/devices/offers.ts';
import type {
  CustodyRow,
  DevicePhoto,
  DeviceRepair,
  Exchanged,
  IdentifierRow,
  OwnValue,
  Remark,
} from '../../src/devices/page-queries.ts';
import type { Device } from '../../src/devices/queries.ts';
import type { FoundBy } from '../../src/devices/rules.ts';
import type { DeviceAue, Mirrored } from '../../src/directory/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { DirectoryCard } from '../directory/device-card.tsx';
import type { SeesNames } from '../people/words.ts';
import { Cards } from '../ui/card.tsx';
import { Page } from '../ui/page.tsx';
import { status } from '../ui/status.tsx';
import { MoreActions, PrimaryAction, QuickActions } from './page-actions.tsx';
import { AdviceCard } from './page-advice.tsx';
import { DeviceFacts, PurchaseCard } from './page-facts.tsx';
import { Remarks } from './page-remarks.tsx';
import { CustodyCard, PhotosCard, RepairsCard } from './page-story.tsx';
import { deviceName, STATE_TONES, STATE_WORDS } from './words.ts';

export interface DevicePageProps {
  frame: Frame;
  device: Device;
  foundBy: FoundBy;
  /** as it stood in the URL */
  asked: string;
  identifiers: readonly IdentifierRow[];
  repairs: readonly DeviceRepair[];
  custody: readonly CustodyRow[];
  photos: readonly DevicePhoto[];
  values: readonly OwnValue[];
  remarks: readonly Remark[];
  exchanges: readonly Exchanged[];
  /** what a directory elsewhere says of it */
  said: Mirrored | null;
  aues: readonly DeviceAue[];
  advice: DeviceAdvice;
  offers: Offers;
  sees: SeesNames;
}

/** A device with its whole story on one page. */
export function DevicePage(props: DevicePageProps) {
  const { frame, device, offers } = props;
  const name = deviceName(device);
  return (
    <Page
      frame={frame}
      title={name}
      back={{ href: '/devices', label: 'Devices' }}
      lede={
        <>
          {status(STATE_TONES[device.state] ?? 'plain', STATE_WORDS[device.state] ?? device.state)}{' '}
          <a href={`/models/${device.model}`}>{device.modelName}</a>
          {device.variantName ? `, ${device.variantName}` : ''}
        </>
      }
      actions={
        <>
          <QuickActions device={device} offers={offers} />
          <MoreActions device={device} offers={offers} />
        </>
      }
      primary={<PrimaryAction device={device} offers={offers} />}
    >
      <Remarks {...props} />
      <DeviceFacts {...props} />
      <Cards columns={2}>
        <RepairsCard {...props} />
        <AdviceCard {...props} />
        <CustodyCard {...props} />
        <PurchaseCard {...props} />
        <DirectoryCard {...props} />
        <PhotosCard {...props} />
      </Cards>
    </Page>
  );
}
