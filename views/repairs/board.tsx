import type { BoardData, BoardRow } from '../../src/repairs/board-queries.ts';
import type { RepairState } from '../../src/repairs/forms.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Board } from '../ui/board.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { Page } from '../ui/page.tsx';
import { Age } from '../ui/when.tsx';
import { deviceText, HOLDS, numberText, STATES } from './words.ts';

interface Props extends BoardData {
  frame: Frame;
  site: string;
  /** 'me' or '' */
  technician: string;
  late: (row: BoardRow) => boolean;
}

/** Open repairs by state. */
export function RepairBoard({ frame, columns, site, technician, sites, late }: Props) {
  const more = new URLSearchParams({ ...(site ? { site } : {}), ...(technician ? { technician } : {}) });
  return (
    <Page
      frame={frame}
      title="Board"
      wide
      back={{ href: '/repairs', label: 'Repairs' }}
      actions={<LinkButton href="/repairs">List</LinkButton>}
    >
      <Filters
        action="/repairs/board"
        filters={[
          { name: 'site', label: 'Site', value: site, options: sites },
          {
            name: 'technician',
            label: 'Technician',
            value: technician,
            any: 'Everybody',
            options: [{ value: 'me', label: 'Me' }],
          },
        ]}
      />
      <Results>
        <Board
          label="Open repairs by state"
          columns={columns.map(({ state, count, rows }) => ({
            key: state,
            title: STATES[state][1],
            count,
            cards: rows.map((row) => ({
              href: `/repairs/${numberText(row.number)}`,
              title: (
                <>
                  <span class="mono">{numberText(row.number)}</span> {row.headline}
                </>
              ),
              meta: (
                <>
                  <span class="mono">{deviceText(row)}</span> {aboutOf(row, state)}{' '}
                  <Age at={row.reportedAt} frame={frame} /> {late(row) ? 'overdue' : ''}
                </>
              ),
              ...(late(row) ? { tone: 'bad' as const } : {}),
            })),
            ...(count > rows.length
              ? {
                  more: {
                    href: `/repairs?${new URLSearchParams([...more, ['state', state]])}`,
                    label: `All ${count}`,
                  },
                }
              : {}),
          }))}
        />
      </Results>
    </Page>
  );
}

/** Where, who, what it waits for: 'Birch Middle, nobody, parts'. */
function aboutOf(row: BoardRow, state: RepairState): string {
  const waits = row.holdReason && state === 'on_hold' ? HOLDS[row.holdReason].toLowerCase() : '';
  return [row.siteName, row.technicianName ?? 'nobody', waits].filter(Boolean).join(', ');
}
