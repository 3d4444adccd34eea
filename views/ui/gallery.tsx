import type { Frame } from '../../src/web/frame.ts';
import { ActionForm } from './action-form.tsx';
import { Bars } from './bars.tsx';
import { Board } from './board.tsx';
import { Button, LinkButton } from './button.tsx';
import { Card, Cards } from './card.tsx';
import { Crumbs } from './crumbs.tsx';
import { Empty } from './empty.tsx';
import { Facts } from './facts.tsx';
import { GalleryForms } from './gallery-forms.tsx';
import { GalleryLists } from './gallery-lists.tsx';
import { Menu } from './menu.tsx';
import { Money } from './money.tsx';
import { Notice } from './notice.tsx';
import { Page } from './page.tsx';
import { Status } from './status.tsx';
import { Tabs } from './tabs.tsx';
import { Timeline } from './timeline.tsx';
import { Age, DateOnly, When } from './when.tsx';

/** Every component in every state on one page: to look at, and for the tests. */
export function Gallery({ frame }: { frame: Frame }) {
  return (
    <Page
      frame={frame}
      title="Dell Chromebook 3100 touch, 48213"
      heading={
        <>
          <span class="mono">48213</span> Dell Chromebook 3100 touch
        </>
      }
      lede={
        <div class="cluster">
          <Status tone="good" word="In service" />
          <Status tone="wait" word="On hold" />
          <span>Maple Elementary, room 12</span>
        </div>
      }
      back={{ href: '/devices', label: 'Devices' }}
      actions={
        <>
          <LinkButton href="#swap">Swap</LinkButton>
          <LinkButton href="#in">Check in</LinkButton>
          <Menu
            label="More actions"
            dots
            items={[
              <a href="#tag">Replace the tag</a>,
              <a href="#join">Join with another record</a>,
              <ActionForm action="/gallery" formKey="key-lost" submit="Report lost" look="danger" />,
            ]}
          />
        </>
      }
      primary={
        <LinkButton href="#repair" look="primary" icon="repairs">
          Repair
        </LinkButton>
      }
    >
      <Crumbs
        path={[
          { href: '#d', label: 'Locations' },
          { href: '#m', label: 'Maple Elementary' },
          { href: '#r', label: 'Room 12' },
          { label: 'Cart A' },
        ]}
      />
      <Tabs
        label="Views"
        tabs={[
          { href: '#a', label: 'Everything', on: true },
          { href: '#b', label: 'Repairs', count: 3 },
          { href: '#c', label: 'Custody', count: 7 },
          { href: '#e', label: 'Photos', count: 4 },
          { href: '#f', label: 'Record' },
        ]}
      />
      <Notice
        tone="good"
        action={<ActionForm action="/gallery" formKey="key-undo" submit="Undo" look="quiet" />}
      >
        Repair <a href="#x">R-004871</a> is saved. Take the next one.
      </Notice>
      <Notice tone="wait">3 repairs wait on this phone. They are sent when there is a network.</Notice>
      <Notice tone="bad">This device was reported lost on Mar 4. If it lies before you, say so.</Notice>
      <Notice tone="note">Loaner: back by Friday, Apr 3.</Notice>

      <Cards>
        <Card title="Device" actions={<a href="#edit">Edit</a>}>
          <Facts
            facts={[
              { label: 'Issued to', value: <a href="#p">Quill, Ada Wilhelmina-Fitzgerald</a> },
              { label: 'Who has it', value: 'Maple Elementary, room 12' },
              { label: 'Use', value: 'One-to-one' },
              { label: 'AUE', value: <DateOnly date="2029-06-30" today={frame.today} /> },
              { label: 'Coverage', value: 'Accident plan, 2 incidents left, ends Jun 2027', wide: true },
              { label: 'Cost', value: <Money cents={22500} currency="USD" /> },
              { label: 'Repairs so far', value: <Money cents={4150} currency="USD" /> },
              { label: 'Left out', value: '' },
            ]}
          />
        </Card>
        <Card title="Advice" tone="wait">
          <p>
            <strong>Repair.</strong> 34.00 of 225.00 would be spent; three years until its updates end.
          </p>
        </Card>
      </Cards>

      <Card title="Words and figures">
        <div class="cluster">
          <Status tone="good" word="Found" />
          <Status tone="wait" word="On hold" />
          <Status tone="bad" word="Overdue" />
          <Status tone="note" word="At vendor" />
          <Status tone="plain" word="Retired" />
          <When at="2026-03-25T13:10:00Z" frame={frame} />
          <When at="2026-03-04T13:10:00Z" frame={frame} />
          <When at="2024-03-04T13:10:00Z" frame={frame} />
          <Age at="2026-03-13T13:10:00Z" frame={frame} />
          <Money cents={184012} />
          <Money cents={null} />
        </div>
      </Card>
      <Card title="Buttons">
        <div class="buttons">
          <Button look="primary" type="button" icon="check">
            Save and next
          </Button>
          <Button type="button">Plain</Button>
          <Button look="danger" type="button">
            Withdraw
          </Button>
          <Button look="quiet" type="button">
            Quiet
          </Button>
          <Button type="button" disabled>
            Not now
          </Button>
          <LinkButton href="#csv" icon="down">
            Export
          </LinkButton>
        </div>
      </Card>

      <GalleryForms />
      <GalleryLists frame={frame} />

      <Cards columns={2}>
        <Card title="Repairs" count={0}>
          <Empty
            text="No repair yet. Reports from the school and your own repairs will be listed here."
            icon="repairs"
          >
            <LinkButton href="#report" look="primary">
              Report a repair
            </LinkButton>
          </Empty>
        </Card>
        <Card title="Record">
          <Timeline
            label="Record of 48213"
            frame={frame}
            items={[
              {
                at: '2026-03-25T13:10:00Z',
                who: 'Sam Ferro',
                what: (
                  <>
                    Closed <a href="#r1">R-004512</a>: screen replaced
                  </>
                ),
                more: 'LCD 11.6 touch, 15 min',
                tone: 'good',
              },
              {
                at: '2026-03-20T13:10:00Z',
                who: 'Maple office',
                what: 'Reported: screen is cracked',
                tone: 'bad',
              },
              { at: '2025-09-02T13:10:00Z', who: 'Rosa Wren', what: 'Checked out to Ada Quill' },
            ]}
          />
        </Card>
      </Cards>
      <Card title="Devices by year">
        <Bars
          label="Devices by year of purchase"
          of="Bought in"
          head="Devices"
          bars={[
            { label: '2022', value: 812, tone: 'bad' },
            { label: '2023', value: 1904 },
            { label: '2024', value: 2411 },
            { label: '2025', value: 96 },
          ]}
        />
      </Card>
      <Board
        label="Repairs by state"
        columns={[
          {
            key: 'reported',
            title: 'Reported',
            count: 12,
            cards: [
              { href: '#k1', title: 'R-004902 48213', meta: 'Screen, Maple Elementary, 12 d', tone: 'bad' },
              {
                href: '#k2',
                title: 'R-004911 51177',
                meta: 'Keyboard, Birch Middle School for the Performing Arts, 2 d',
              },
            ],
            more: { href: '#all', label: 'All 12' },
          },
          {
            key: 'hold',
            title: 'On hold',
            count: 1,
            cards: [
              {
                href: '#k3',
                title: 'R-004871 50021',
                meta: <Status tone="wait" word="Board, 42 d" />,
                tone: 'wait',
              },
            ],
          },
          { key: 'ready', title: 'Ready', count: 0, cards: [], empty: 'Nothing to hand back.' },
          { key: 'vendor', title: 'At vendor', count: 0, cards: [] },
        ]}
      />
    </Page>
  );
}
