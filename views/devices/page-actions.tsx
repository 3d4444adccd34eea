import type { Offers } from '../../src/devices/offers.ts';
import type { Device } from '../../src/devices/queries.ts';
import { LinkButton } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { repairNumber } from './words.ts';

interface Props {
  device: Device;
  offers: Offers;
}

/** What is done most often to a device in this state. */
export function PrimaryAction({ device, offers }: Props) {
  const here = `/devices/${device.id}`;
  if (offers.repair) {
    return (
      <LinkButton href={`${here}/repair`} look="primary" icon="repairs">
        Repair
      </LinkButton>
    );
  }
  if (offers.report) {
    return (
      <LinkButton href={`/repairs/new?device=${device.id}`} look="primary" icon="repairs">
        Report a repair
      </LinkButton>
    );
  }
  if (offers.found) {
    return (
      <LinkButton href={`${here}/found`} look="primary" icon="check">
        Found here
      </LinkButton>
    );
  }
  return null;
}

/** The other common ones, beside it. */
export function QuickActions({ device, offers }: Props) {
  const here = `/devices/${device.id}`;
  return (
    <>
      {device.openRepair ? (
        <LinkButton href={`/repairs/${device.openRepair}`}>
          {repairNumber(device.openRepairNumber ?? 0)}
        </LinkButton>
      ) : null}
      {offers.swap ? <LinkButton href={`${here}/swap`}>Swap</LinkButton> : null}
      {offers.checkIn ? <LinkButton href={`${here}/check-in`}>Check in</LinkButton> : null}
      {offers.checkOut ? <LinkButton href={`${here}/check-out`}>Check out</LinkButton> : null}
      {offers.loan ? <LinkButton href={`${here}/loan`}>Lend</LinkButton> : null}
      {offers.restore ? <LinkButton href={`${here}/restore`}>Take into service again</LinkButton> : null}
    </>
  );
}

/** All the rest. */
export function MoreActions({ device, offers }: Props) {
  const here = `/devices/${device.id}`;
  const name = device.tag || device.serial;
  const link = (when: boolean, path: string, words: string) =>
    when ? <a href={path.startsWith('/') ? path : `${here}/${path}`}>{words}</a> : null;
  const items = [
    link(offers.edit, 'edit', 'Edit'),
    link(offers.move, 'move', 'Move'),
    link(offers.move, 'issue', 'Issue to somebody'),
    link(offers.repair, `/repairs/new?device=${device.id}`, 'Report a repair'),
    link(offers.edit && device.state === 'in_service', 'use', 'Change its use'),
    link(offers.identify, 'tag', device.tag ? 'Replace the tag' : 'Add a tag'),
    link(offers.edit, 'serial', device.serial ? 'New serial number' : 'Add a serial number'),
    link(offers.edit, 'join', 'Join with another record'),
    link(offers.found, 'found', 'Found'),
    link(
      offers.lose !== null,
      'lost',
      offers.lose === 'do' ? 'Report lost or stolen' : 'Propose as lost or stolen',
    ),
    link(offers.retire !== null, 'retire', offers.retire === 'do' ? 'Retire' : 'Propose to retire'),
    link(
      offers.dispose !== null,
      'dispose',
      offers.dispose === 'do' ? 'Dispose of' : 'Propose to dispose of',
    ),
    link(offers.harvest, 'harvest', 'Take parts out'),
    link(offers.repair || offers.report, 'photos', 'Photos'),
    link(name !== '', `/labels?list=${encodeURIComponent(name)}`, 'Print its label'),
    link(offers.history, `/history/${device.id}`, 'History'),
  ].filter((item) => item !== null);
  return items.length > 0 ? <Menu label="More" items={items} /> : null;
}
