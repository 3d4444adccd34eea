import type { Leaver } from '../../src/directory/leaver-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { personWords, type SeesNames } from '../people/words.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { Page } from '../ui/page.tsx';

interface Props {
  frame: Frame;
  rows: readonly Leaver[];
  site: string;
  sites: readonly { value: string; label: string }[];
  sees: SeesNames;
  /** may give a device another home; else it is proposed */
  moves: boolean;
  /** sees those of all sites */
  overview: boolean;
}

/** Devices whose people have left the district or go to another school now, for one site. */
export function LeaversPage({ frame, rows, site, sites, sees, moves, overview }: Props) {
  const left = rows.filter((row) => row.active === 0);
  const away = rows.filter((row) => row.active === 1 && row.home === site);
  const here = rows.filter((row) => row.active === 1 && row.home !== site);
  return (
    <Page
      frame={frame}
      title="Leavers and movers with a device"
      lede="Nobody is deleted, and no device is taken from anybody by a roster: here it is decided what becomes of it."
      back={{ href: '/people', label: 'People' }}
      actions={overview ? <LinkButton href="/people/leavers/all">All sites</LinkButton> : null}
    >
      <Filters
        action="/people/leavers"
        filters={[{ name: 'site', label: 'Site', value: site, options: [...sites], any: 'Choose a site' }]}
      />
      <Results>
        {rows.length === 0 ? (
          <Empty text={site ? 'Nobody who left or moved has a device of this site.' : 'Choose a site.'} />
        ) : null}
        <Group title="Left" rows={left} site={site} sees={sees} moves={moves} />
        <Group title="Went to another site" rows={away} site={site} sees={sees} moves={moves} />
        <Group title="Came with a device of another site" rows={here} site={site} sees={sees} moves={moves} />
      </Results>
    </Page>
  );
}

function Group({
  title,
  rows,
  site,
  sees,
  moves,
}: {
  title: string;
  rows: readonly Leaver[];
  site: string;
  sees: SeesNames;
  moves: boolean;
}) {
  if (rows.length === 0) return null;
  return (
    <Card title={title} count={rows.length}>
      <ul class="rows">
        {rows.map((row) => (
          <Row row={row} site={site} sees={sees} moves={moves} />
        ))}
      </ul>
    </Card>
  );
}

function Row({ row, site, sees, moves }: { row: Leaver; site: string; sees: SeesNames; moves: boolean }) {
  const { device, person, tag, serial, homeName, siteName } = row;
  const named = tag || serial;
  const words = personWords(sees, row);
  const action = `/people/leavers/${device}`;
  const values = { person, site };
  return (
    <li>
      <span>
        <a href={`/devices/${device}`}>
          <span class="mono">{named}</span>
        </a>{' '}
        {row.modelName}, {row.has ? 'with' : 'issued to'} {words}{' '}
        <span class="quiet">
          of {homeName}
          {row.active && siteName ? `, now at ${siteName}` : ''}
        </span>
      </span>
      <ActionForm
        action={action}
        formKey={newKey()}
        submit="Collected"
        label={`${named} is collected`}
        values={{ ...values, what: 'collected' }}
      />
      {row.active && row.site ? (
        <>
          {row.asked ? (
            <span class="quiet">Proposed to go along to {siteName}</span>
          ) : (
            <ActionForm
              action={action}
              formKey={newKey()}
              submit={moves ? `Goes along to ${siteName}` : `Propose: goes along to ${siteName}`}
              label={`${named} goes along to ${siteName}${moves ? '' : ', as a proposal'}`}
              look="quiet"
              values={{ ...values, what: 'along' }}
            />
          )}
          <ActionForm
            action={action}
            formKey={newKey()}
            submit="Stays as it is"
            label={`${named} stays as it is`}
            look="quiet"
            values={{ ...values, what: 'stays' }}
          />
        </>
      ) : null}
      <a href={`/devices/${device}/lost`}>Lost</a>
    </li>
  );
}
