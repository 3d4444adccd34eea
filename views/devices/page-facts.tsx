import type { Device } from '../../src/devices/queries.ts';
import { type NamedPerson, personWords, type SeesNames } from '../people/words.ts';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { money } from '../ui/money.tsx';
import { status } from '../ui/status.tsx';
import { dateOnly, when } from '../ui/when.tsx';
import { Coverage } from './coverage.tsx';
import type { DevicePageProps } from './page.tsx';
import { CONDITION_WORDS, DEVICE_KIND_WORDS, USE_WORDS } from './words.ts';

const holderOf = (device: Device): NamedPerson => ({
  name: device.holderName,
  kind: device.holderKind,
  grade: device.holderGrade,
  site: device.holderSite,
});

const assigneeOf = (device: Device): NamedPerson => ({
  name: device.assignedName,
  kind: device.assignedKind,
  grade: device.assignedGrade,
  site: device.assignedSite,
});

/** What people ask first: whose it is, who has it, where it belongs, how long it lives. */
export function DeviceFacts({ frame, device, advice, sees }: DevicePageProps) {
  const { today } = frame;
  return (
    <Card>
      <Facts
        facts={[
          { label: 'Issued to', value: <IssuedTo device={device} sees={sees} /> },
          { label: 'Who has it', value: <WhoHasIt device={device} sees={sees} today={today} /> },
          { label: 'Home', value: <a href={`/locations/${device.home}`}>{device.homeName}</a> },
          { label: 'Use', value: USE_WORDS[device.use] ?? device.use },
          { label: 'Coverage', value: <Coverage coverage={advice.coverage} today={today} /> },
          { label: 'Serial', value: device.serial ? <span class="mono">{device.serial}</span> : null },
          { label: 'Updates end (AUE)', value: <Aue device={device} today={today} />, wide: true },
          { label: 'Note', value: device.note, wide: true },
        ]}
      />
    </Card>
  );
}

function IssuedTo({ device, sees }: { device: Device; sees: SeesNames }) {
  if (!device.assignedName) return <span class="quiet">Nobody</span>;
  const words = personWords(sees, assigneeOf(device));
  const withIt = [
    device.chargers ? `${device.chargers} charger${device.chargers > 1 ? 's' : ''}` : '',
    device.cases ? `${device.cases} case${device.cases > 1 ? 's' : ''}` : '',
    device.hotspots ? `${device.hotspots} hotspot${device.hotspots > 1 ? 's' : ''}` : '',
  ].filter(Boolean);
  return (
    <>
      {device.assignedPerson ? (
        <PersonLink id={device.assignedPerson} words={words} named={words === device.assignedName} />
      ) : (
        <a href={`/locations/${device.assignedLocation}`}>{words}</a>
      )}
      {device.assignedPerson && device.assignedGrade && words === device.assignedName
        ? `, grade ${device.assignedGrade}`
        : ''}
      {device.slot ? `, slot ${device.slot}` : ''}
      {withIt.length > 0 ? <span class="quiet"> with {withIt.join(', ')}</span> : null}
    </>
  );
}

function PersonLink({ id, words, named }: { id: string; words: string; named: boolean }) {
  return named ? <a href={`/people/${id}`}>{words}</a> : <span>{words}</span>;
}

function WhoHasIt({ device, sees, today }: { device: Device; sees: SeesNames; today: string }) {
  if (!device.place) return <span class="quiet">Nobody knows</span>;
  const person = personWords(sees, holderOf(device));
  const away = device.atSite !== device.place ? device.atSiteName : null;
  return (
    <>
      {device.holder ? (
        <>
          <PersonLink id={device.holder} words={person} named={person === device.holderName} />,{' '}
        </>
      ) : null}
      {away ? `${away}, ` : null}
      <a href={`/locations/${device.place}`}>{device.placeName}</a>
      {device.dueOn ? (
        <>
          {' '}
          {status(device.dueOn < today ? 'bad' : 'note', device.dueOn < today ? 'overdue' : 'on loan')} until{' '}
          {dateOnly(device.dueOn, today)}
        </>
      ) : null}
    </>
  );
}

function Aue({ device, today }: { device: Device; today: string }) {
  if (!device.aueOn) return <span class="quiet">Not known</span>;
  return (
    <>
      {device.aueOn <= today ? status('bad', 'ended') : null} {dateOnly(device.aueOn)}
      {device.aueSource ? (
        <span class="quiet">
          {' '}
          by {device.aueSource}
          {device.aueReadOn ? <>, read {dateOnly(device.aueReadOn, today)}</> : null}
        </span>
      ) : null}
    </>
  );
}

/** How it was bought, what stands on it, and the district's own fields. */
export function PurchaseCard({ frame, device, identifiers, values }: DevicePageProps) {
  const { today } = frame;
  const former = identifiers.filter((one) => one.toAt !== null);
  return (
    <Card title="Record">
      <Facts
        facts={[
          { label: 'Tag', value: device.tag ? <span class="mono">{device.tag}</span> : null },
          ...former.map((one) => ({
            label: one.kind === 'tag' ? 'Former tag' : 'Former serial',
            value: (
              <>
                <span class="mono">{one.value}</span> <span class="quiet">until {when(one.toAt, frame)}</span>
              </>
            ),
          })),
          { label: 'Kind', value: DEVICE_KIND_WORDS[device.kind] ?? device.kind },
          { label: 'Model number', value: device.modelNumber },
          { label: 'Condition', value: CONDITION_WORDS[device.condition] ?? device.condition },
          { label: 'Purchased', value: device.purchasedOn ? dateOnly(device.purchasedOn) : null },
          { label: 'Cost', value: device.costCents === null ? null : money(device.costCents) },
          { label: 'Order', value: device.orderNumber },
          { label: 'Funding', value: fundingText(device) },
          { label: 'Warranty until', value: device.warrantyUntil ? dateOnly(device.warrantyUntil) : null },
          { label: 'Storage', value: device.storageGb === null ? null : `${device.storageGb} GB` },
          {
            label: 'Wi-Fi address',
            value: device.wifiMac ? <span class="mono">{device.wifiMac}</span> : null,
          },
          {
            label: 'Ethernet address',
            value: device.ethernetMac ? <span class="mono">{device.ethernetMac}</span> : null,
          },
          ...values.map((own) => ({
            label: own.name,
            value: own.type === 'date' ? dateOnly(own.value) : own.value,
          })),
          { label: 'Last seen', value: device.lastSeenAt ? when(device.lastSeenAt, { ...frame }) : null },
          { label: 'Recorded', value: dateOnly(device.createdAt.slice(0, 10), today) },
        ]}
      />
    </Card>
  );
}

function fundingText(device: Device): string {
  const share = device.federalShare === null ? '' : `${device.federalShare} % federal`;
  return [device.fundingSource, share].filter(Boolean).join(', ');
}
