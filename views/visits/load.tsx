import type { LoadList } from '../../src/visits/load.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { dateText } from '../ui/when.tsx';
import { VisitTabs } from './tabs.tsx';
import { weekdayText, windowText } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  list: LoadList;
  /** the visits chosen; none: all of the day */
  chosen: readonly string[];
  /** the URL of this list */
  here: string;
  /** whose it is, where it is not one's own */
  person: string | null;
  previous: string;
  next: string;
  own: boolean;
  seesAll: boolean;
}

const number = (n: number) => `R-${String(n).padStart(6, '0')}`;

/** What to put into the vehicle: picked by shelf, ticked off by scan, posted at the end. */
export function LoadPage(props: Props) {
  const { frame, state, list, own, here } = props;
  const ticked = list.picks.filter((pick) => pick.ticked > 0);
  const query = here.slice(here.indexOf('?'));
  const whose = props.person ? `&person=${props.person}` : '';
  const sites = [...new Set(list.visits.map((visit) => visit.siteName))];
  return (
    <Page
      frame={frame}
      title="Load list"
      back={{ href: `/visits/day?day=${list.day}${whose}`, label: 'Day' }}
      lede={`${weekdayText(list.day)}, ${dateText(list.day, frame.today)}${sites.length > 0 ? `: ${sites.join(', ')}` : ''}`}
      primary={
        own && ticked.length > 0 ? (
          <ActionForm
            action={`/visits/load/post${query}`}
            formKey={newKey()}
            submit={`Put ${ticked.length} into the vehicle`}
            look="primary"
          />
        ) : null
      }
    >
      <VisitTabs on="load" works={own} sees={props.seesAll} />
      <div class="buttons week-moves no-print">
        <LinkButton href={`/visits/load?day=${props.previous}${whose}`} icon="back">
          Day before
        </LinkButton>
        <LinkButton href={`/visits/load?day=${props.next}${whose}`}>Day after</LinkButton>
      </div>
      <ChooseVisits {...props} />
      {own && !list.vehicle ? (
        <Notice tone="wait">
          You keep no vehicle: the list can be printed, not posted. A manager gives you a bin.
        </Notice>
      ) : null}
      {list.visits.length === 0 ? (
        <Empty text="No visit is planned on this day.">
          {own ? <LinkButton href={`/visits/suggestion?day=${list.day}`}>Where to drive</LinkButton> : null}
        </Empty>
      ) : null}
      {list.short.length > 0 ? (
        <p class="load-short">
          <Status tone="bad" word="Short" /> {missingText(list)} <a href="#short">What will not get done</a>
        </p>
      ) : null}
      {own && list.picks.length > 0 ? (
        <Card>
          <Form state={state} action={here} submit="Tick off" look="plain" scope="scan">
            <Field
              state={state}
              name="part"
              label="Part in hand"
              type="tag"
              hint="Scan its label, or type its SKU"
              scope="scan"
            />
          </Form>
        </Card>
      ) : null}
      <Picks list={list} own={own} query={query} />
      {list.posted.length > 0 ? (
        <p class="quiet">
          In the vehicle already: {list.posted.map((tick) => `${tick.quantity} x ${tick.name}`).join(', ')}.
        </p>
      ) : null}
      {list.short.length > 0 ? <ShortParts list={list} /> : null}
      <Bring list={list} />
      {list.wanted.length > 0 ? (
        <Card title="Why">
          <ul class="rows">
            {list.wanted.map((line) => (
              <li>
                <span>
                  {line.name}
                  <span class="rows-more">
                    {[
                      line.repairs.length > 0
                        ? `${line.repairs.length} for ${line.repairs.slice(0, 6).map(number).join(', ')}`
                        : '',
                      line.walkUps > 0
                        ? `${line.walkUps} as usual there at this time of the year, or as forecast`
                        : '',
                      `${line.held} in the vehicle`,
                    ]
                      .filter(Boolean)
                      .join('; ')}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </Page>
  );
}

/** The list is of the day, or of visits of the days after it as well: one drive to the depot may do for all. */
function ChooseVisits({ state, list, chosen, person }: Props) {
  if (list.choices.length < 2) return null;
  const shown = chosen.length > 0 ? chosen : list.visits.map((visit) => visit.id);
  return (
    <details class="more no-print">
      <summary>Other visits</summary>
      <Form state={state} action="/visits/load" method="get" submit="Show" look="plain" scope="choose">
        <Field state={state} name="day" label="Day" type="hidden" initial={list.day} scope="choose" />
        {person ? (
          <Field state={state} name="person" label="Who" type="hidden" initial={person} scope="choose" />
        ) : null}
        <Field
          state={state}
          name="visits"
          label="Load for"
          type="checkbox"
          initial={[...shown]}
          options={list.choices.map((visit) => ({
            value: visit.id,
            label: visit.siteName,
            hint: `${weekdayText(visit.day)} ${windowText(visit)}`,
          }))}
          scope="choose"
        />
      </Form>
    </details>
  );
}

/** '12 parts for 9 repairs' */
function missingText({ short }: LoadList): string {
  const parts = short.reduce((n, line) => n + line.missing, 0);
  const repairs = new Set(short.flatMap((line) => line.repairs)).size;
  return `${parts === 1 ? '1 part' : `${parts} parts`} for ${repairs === 1 ? '1 repair' : `${repairs} repairs`}.`;
}

function ShortParts({ list }: { list: LoadList }) {
  return (
    <Card id="short" title="Short: will not get done" count={list.short.length} tone="bad">
      <ul class="rows">
        {list.short.map((line) => (
          <li>
            <span>
              {line.missing} x {line.name}
              <span class="rows-more">{line.repairs.slice(0, 8).map(number).join(', ')}</span>
            </span>
            <Status tone="bad" word={`${line.missing} short`} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Picks({ list, own, query }: { list: LoadList; own: boolean; query: string }) {
  const depots = [...new Map(list.picks.map((pick) => [pick.depot, pick.depotName]))];
  if (list.visits.length > 0 && list.picks.length === 0)
    return <p class="quiet">The vehicle has what these visits need, as far as the depots can help.</p>;
  return (
    <>
      {depots.map(([depot, name]) => {
        const here = list.picks.filter((pick) => pick.depot === depot);
        return (
          <Card title={`Pick at ${name}`} count={here.length}>
            <ol class="rows stops">
              {here.map((pick) => (
                <li>
                  <span>
                    <strong>{pick.binCode}</strong> {pick.quantity} x {pick.name}
                    <span class="rows-more mono">{pick.sku}</span>
                  </span>
                  <span class="rows-end">
                    {pick.ticked > 0 ? <Status tone="good" word={`${pick.ticked} in hand`} /> : null}
                    {own ? (
                      <ActionForm
                        action={`/visits/load${pick.ticked > 0 ? '/untick' : ''}${query}`}
                        formKey={newKey()}
                        submit={pick.ticked > 0 ? 'Not in hand' : 'In hand'}
                        look={pick.ticked > 0 ? 'quiet' : 'plain'}
                        label={`${pick.sku} ${pick.ticked > 0 ? 'not in hand' : 'in hand'}`}
                        values={{ part: pick.part, bin: pick.bin }}
                      />
                    ) : null}
                  </span>
                </li>
              ))}
            </ol>
          </Card>
        );
      })}
    </>
  );
}

function Bring({ list }: { list: LoadList }) {
  if (list.handOuts.length === 0) return null;
  const lying = list.ready.map((row) => `${row.name} ${row.n}`).join(', ');
  return (
    <Card title="Spares and loaners to bring" actions={<a href="/check">Scan them into the vehicle</a>}>
      <ul class="rows">
        {list.handOuts.map((row) => (
          <li>
            <span>
              {row.bring} for {row.name}
              <span class="rows-more">
                {row.out} out of use there, {row.there} lie ready
              </span>
            </span>
          </li>
        ))}
      </ul>
      <p class="quiet small">{lying ? `Ready: ${lying}.` : 'No depot has a spare or loaner.'}</p>
    </Card>
  );
}
