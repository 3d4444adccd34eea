import type { TagRange } from '../../src/labels/queries.ts';
import type { RangeUse } from '../../src/labels/range-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import type { Page as PageOfRows } from '../../src/web/paging.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { When, when } from '../ui/when.tsx';
import { LabelTabs } from './tabs.tsx';

interface ListProps {
  frame: Frame;
  page: PageOfRows<TagRange>;
  show: string;
  cursor: string | undefined;
}

const sizeOf = (range: TagRange) => (range.last - range.first + 1).toLocaleString('en-US');

/** Ranges that are reserved, or were. */
export function RangeList({ frame, page, show, cursor }: ListProps) {
  const withdrawn = show === 'withdrawn';
  const here = (next: string | null) => {
    const query = new URLSearchParams(withdrawn ? { show } : {});
    if (next) query.set('cursor', next);
    return `/labels/ranges${query.size > 0 ? `?${query}` : ''}`;
  };
  return (
    <Page
      frame={frame}
      title="Tag ranges"
      lede="Tags of labels that are printed before there is a device. Nobody else gets them."
      primary={
        <LinkButton href="/labels/ranges/new" look="primary" icon="plus">
          Reserve tags
        </LinkButton>
      }
    >
      <LabelTabs on="ranges" />
      <List
        label="Tag ranges"
        rows={page.items}
        href={(row) => `/labels/ranges/${row.id}`}
        columns={[
          { key: 'name', head: 'For what', cell: (row) => row.name, phone: 'title' },
          { key: 'first', head: 'From', cell: (row) => row.firstTag, mono: true, narrow: true },
          { key: 'last', head: 'To', cell: (row) => row.lastTag, mono: true, narrow: true },
          { key: 'n', head: 'Tags', cell: sizeOf, numeric: true, narrow: true },
          { key: 'site', head: 'For', cell: (row) => row.siteName ?? 'the whole district' },
          { key: 'by', head: 'Reserved by', cell: (row) => row.byName ?? '', phone: 'hide' },
          { key: 'at', head: 'When', cell: (row) => when(row.reservedAt, frame), narrow: true },
        ]}
        empty={
          <Empty text={withdrawn ? 'No range was given back.' : 'No tags are reserved.'}>
            <LinkButton href="/labels/ranges/new">Reserve tags</LinkButton>
          </Empty>
        }
      />
      <Pager
        {...(cursor ? { first: here(null) } : {})}
        {...(page.next ? { next: here(page.next) } : {})}
        shown={page.items.length}
        noun={['ranges', 'range']}
      />
      <p>
        {withdrawn ? (
          <a href="/labels/ranges">Those that are reserved</a>
        ) : (
          <a href="/labels/ranges?show=withdrawn">Those that were given back</a>
        )}
      </p>
    </Page>
  );
}

interface PageProps {
  frame: Frame;
  range: TagRange;
  used: number;
  elsewhere: readonly RangeUse[];
}

export function RangePage({ frame, range, used, elsewhere }: PageProps) {
  return (
    <Page
      frame={frame}
      title={range.name}
      back={{ href: '/labels/ranges', label: 'Tag ranges' }}
      lede={
        <>
          <code>{range.firstTag}</code> to <code>{range.lastTag}</code>{' '}
          {range.withdrawnAt ? status('bad', 'Given back') : status('good', 'Reserved')}
        </>
      }
      primary={
        <LinkButton href={`/labels?of=range&range=${range.id}`} look="primary">
          Labels
        </LinkButton>
      }
    >
      <Card title="About">
        <Facts
          facts={[
            { label: 'Tags', value: sizeOf(range) },
            { label: 'On devices', value: used.toLocaleString('en-US') },
            { label: 'For', value: range.siteName ?? 'the whole district' },
            { label: 'Reserved by', value: range.byName },
            { label: 'Reserved', value: <When at={range.reservedAt} frame={frame} /> },
          ]}
        />
      </Card>
      {elsewhere.length > 0 ? (
        <>
          <Notice tone="wait">
            Tags of this range are on devices that are at home elsewhere than at {range.siteName}.
          </Notice>
          <Card title="On devices of others" count={elsewhere.length} flush>
            <List
              label="On devices of others"
              rows={elsewhere}
              href={(row) => `/devices/${row.id}`}
              columns={[
                { key: 'tag', head: 'Tag', cell: (row) => row.tag, mono: true, phone: 'title' },
                { key: 'model', head: 'Model', cell: (row) => row.modelName },
                { key: 'home', head: 'Home', cell: (row) => row.homeName },
              ]}
            />
          </Card>
        </>
      ) : null}
      {range.withdrawnAt ? null : (
        <ActionForm
          action={`/labels/ranges/${range.id}/withdraw`}
          formKey={newKey()}
          submit="Give the range back"
          look="quiet"
        />
      )}
    </Page>
  );
}

interface FormProps {
  frame: Frame;
  state: FormState;
  sites: readonly { value: string; label: string }[];
  /** the first number that it would get now */
  next: number | null;
  form: { prefix: string; digits: number; count: number };
}

export function RangeForm({ frame, state, sites, next, form }: FormProps) {
  const tag = (number: number) => `${form.prefix}${String(number).padStart(form.digits, '0')}`;
  const proposed =
    next === null
      ? 'Leave it empty for the next free ones'
      : `Leave it empty for the next free ones: now ${tag(next)} to ${tag(next + form.count - 1)}`;
  return (
    <Page frame={frame} title="Reserve tags" back={{ href: '/labels/ranges', label: 'Tag ranges' }}>
      <Form
        state={state}
        action="/labels/ranges/new"
        submit="Reserve"
        busy="Reserving"
        cancel="/labels/ranges"
        sticky
      >
        <Field
          state={state}
          name="name"
          label="For what"
          required
          maxlength={120}
          hint="As: new devices of summer 2027"
        />
        <Field
          state={state}
          name="count"
          label="How many"
          type="number"
          min={1}
          max={20000}
          required
          initial="100"
          size="short"
        />
        <Field
          state={state}
          name="prefix"
          label="Letters before the number"
          optional
          maxlength={20}
          size="short"
        />
        <Field
          state={state}
          name="digits"
          label="Digits"
          type="number"
          min={1}
          max={12}
          required
          initial="5"
          size="short"
        />
        <Field
          state={state}
          name="first"
          label="First number"
          optional
          inputmode="numeric"
          size="short"
          hint={proposed}
        />
        <Field
          state={state}
          name="site"
          label="For which site"
          type="select"
          optional
          none="The whole district"
          options={[...sites]}
          hint="A device of another site that gets one of these tags says so on its page"
        />
      </Form>
    </Page>
  );
}
