import type {
  HeldDevice,
  PersonCustody,
  PersonMissing,
  PersonRepair,
} from '../../src/people/page-queries.ts';
import type { Person } from '../../src/people/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ACCESSORY_WORDS, countsText, WHY_WORDS } from '../custody/words.ts';
import {
  causeWords,
  deviceHref,
  deviceName,
  REPAIR_STATE_TONES,
  REPAIR_STATE_WORDS,
  repairNumber,
  STATE_TONES,
  STATE_WORDS,
} from '../devices/words.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { html } from '../ui/html.ts';
import { money } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { dateOnly, when } from '../ui/when.tsx';
import { GRADE_WORDS, PERSON_KINDS } from './words.ts';

interface Props {
  frame: Frame;
  person: Person;
  devices: readonly HeldDevice[];
  repairs: readonly PersonRepair[];
  custody: readonly PersonCustody[];
  missing: readonly PersonMissing[];
  sites: readonly { id: string; name: string; rank: string }[];
  mayEdit: boolean;
  mayChange: boolean;
  seesStock: boolean;
  manages: boolean;
}

/** A person: what they have, what is issued to them, what broke in their hands. */
export function PersonPage(props: Props) {
  const { person, mayEdit } = props;
  const name = `${person.givenName} ${person.familyName}`;
  return (
    <Page
      frame={props.frame}
      title={name}
      back={{ href: '/people', label: 'People' }}
      lede={
        <>
          {person.active ? null : status('plain', 'Gone')}{' '}
          {person.kind === 'student' && person.grade
            ? (GRADE_WORDS[person.grade] ?? person.grade)
            : PERSON_KINDS[person.kind]}
          {person.siteName ? (
            <>
              , <a href={`/locations/${person.site}`}>{person.siteName}</a>
            </>
          ) : null}
        </>
      }
      actions={
        mayEdit && !person.purgedAt ? (
          <>
            <LinkButton href={`/people/${person.id}/edit`}>Edit</LinkButton>
            <LinkButton href={`/people/${person.id}/privacy`}>Privacy</LinkButton>
          </>
        ) : null
      }
      primary={
        props.mayChange && person.active ? (
          <LinkButton href={`/check?mode=person&target=person:${person.id}`} look="primary" icon="scan">
            Hand out devices
          </LinkButton>
        ) : null
      }
    >
      <DevicesCard {...props} />
      <MissingCard {...props} />
      <RepairsCard {...props} />
      <CustodyCard {...props} />
      <AboutCard {...props} />
    </Page>
  );
}

function DevicesCard({ frame, devices }: Props) {
  const columns: readonly Column<HeldDevice>[] = [
    { key: 'tag', head: 'Device', cell: (row) => deviceName(row), mono: true, phone: 'title', narrow: true },
    { key: 'model', head: 'Model', cell: (row) => row.modelName },
    { key: 'how', head: 'Here as', cell: (row) => howText(row, frame.today) },
    { key: 'with', head: 'Issued with', cell: (row) => withText(row) },
    { key: 'state', head: 'State', cell: (row) => stateCell(row), narrow: true },
  ];
  return (
    <Card title="Devices" count={devices.length} flush={devices.length > 0}>
      <List
        label="Devices of this person"
        columns={columns}
        rows={devices}
        href={deviceHref}
        tone={(row) => (row.held && row.dueOn && row.dueOn < frame.today ? 'late' : '')}
        empty={<p class="quiet">Has no device, and none is issued</p>}
      />
    </Card>
  );
}

function howText(row: HeldDevice, today: string) {
  const due = row.held && row.dueOn ? html`, due ${dateOnly(row.dueOn, today)}` : '';
  if (row.issued && row.held) return html`Issued, has it${due}`;
  if (row.issued) return row.placeName ? `Issued, is at ${row.placeName}` : 'Issued, is lost';
  return html`Has it${due}`;
}

const withText = (row: HeldDevice) =>
  row.issued
    ? countsText({ chargers: row.chargers ?? 0, cases: row.cases ?? 0, hotspots: row.hotspots ?? 0 })
    : '';

function stateCell(row: HeldDevice) {
  if (row.state !== 'in_service')
    return status(STATE_TONES[row.state] ?? 'plain', STATE_WORDS[row.state] ?? row.state);
  if (!row.repairState) return status('good', 'In service');
  return status(
    REPAIR_STATE_TONES[row.repairState] ?? 'wait',
    REPAIR_STATE_WORDS[row.repairState] ?? row.repairState,
  );
}

function MissingCard({ frame, missing, mayChange }: Props) {
  if (missing.length === 0) return null;
  return (
    <Card title="Did not come back" count={missing.length} tone="wait">
      <ul class="links">
        {missing.map((one) => (
          <li>
            <a href={`/devices/${one.device}`}>{ACCESSORY_WORDS[one.what] ?? one.what}</a>{' '}
            <span class="quiet">
              of {deviceName(one)}, {when(one.at, frame)}
            </span>
            {mayChange ? (
              <ActionForm
                action={`/devices/${one.device}/missing/${one.id}`}
                formKey={newKey()}
                submit="Came back"
                look="quiet"
                label={`Came back: ${ACCESSORY_WORDS[one.what] ?? one.what} of ${deviceName(one)}`}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function RepairsCard({ frame, repairs }: Props) {
  const columns: readonly Column<PersonRepair>[] = [
    {
      key: 'number',
      head: 'Repair',
      cell: (row) => html`${repairNumber(row.number)} ${row.headline}`,
      phone: 'title',
    },
    { key: 'device', head: 'Device', cell: (row) => deviceName(row), mono: true, narrow: true },
    { key: 'cause', head: 'Cause', cell: (row) => causeWords(row.causes) },
    {
      key: 'state',
      head: 'State',
      cell: (row) =>
        status(REPAIR_STATE_TONES[row.state] ?? 'plain', REPAIR_STATE_WORDS[row.state] ?? row.state),
      narrow: true,
    },
    { key: 'when', head: 'When', cell: (row) => when(row.reportedAt, frame), narrow: true },
    { key: 'cost', head: 'Parts', cell: (row) => money(row.partsCents), numeric: true, narrow: true },
  ];
  return (
    <Card title="Repairs" count={repairs.length < 20 ? repairs.length : '20+'} flush={repairs.length > 0}>
      <List
        label="Repairs of devices that this person had"
        columns={columns}
        rows={repairs}
        href={(row) => `/repairs/${row.id}`}
        empty={<p class="quiet">Nothing broke in their hands</p>}
      />
    </Card>
  );
}

function CustodyCard({ frame, custody }: Props) {
  const columns: readonly Column<PersonCustody>[] = [
    {
      key: 'device',
      head: 'Device',
      cell: (row) => deviceName(row),
      mono: true,
      phone: 'title',
      narrow: true,
    },
    { key: 'model', head: 'Model', cell: (row) => row.modelName },
    { key: 'why', head: 'How', cell: (row) => WHY_WORDS[row.why] ?? row.why },
    { key: 'from', head: 'From', cell: (row) => when(row.fromAt, frame), narrow: true },
    { key: 'to', head: 'To', cell: (row) => (row.toAt ? when(row.toAt, frame) : 'now'), narrow: true },
  ];
  if (custody.length === 0) return null;
  return (
    <Card title="Had" flush>
      <List
        label="What this person had"
        columns={columns}
        rows={custody}
        href={(row) => `/devices/${row.device}`}
      />
    </Card>
  );
}

function AboutCard({ person, sites, manages, seesStock }: Props) {
  return (
    <Card title="About">
      <Facts
        facts={[
          { label: 'Id', value: person.externalId },
          { label: 'Title', value: person.title },
          { label: 'E-mail', value: person.email ?? person.loginEmail },
          {
            label: 'Sites',
            value: sites.length === 0 ? null : sites.map((site) => `${site.name} (${site.rank})`).join(', '),
          },
          {
            label: 'Signs in',
            value: person.login ? (
              manages ? (
                <a href={`/users/${person.login}`}>
                  {person.loginEndedAt || !person.active ? 'no longer' : 'yes'}
                </a>
              ) : person.loginEndedAt ? (
                'no longer'
              ) : (
                'yes'
              )
            ) : null,
          },
          person.login && seesStock
            ? { label: 'Parts', value: <a href={`/stock/movements?person=${person.id}`}>What they moved</a> }
            : null,
        ]}
      />
    </Card>
  );
}
