import type { LabelOrder } from '../../src/labels/forms.ts';
import type { Labelled } from '../../src/labels/items.ts';
import type { Drawing } from '../../src/labels/layout-rules.ts';
import type { Paper } from '../../src/labels/sheet-rules.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { SheetPicture } from './sheet.tsx';
import { drawingMarkup, picture } from './svg.ts';
import { LabelTabs } from './tabs.tsx';
import { CODE_WORDS, LINE_WORDS, LINES_OF, optionsOf, SOURCE_WORDS, sizeWords } from './words.ts';

export interface LabelsProps {
  frame: Frame;
  state: FormState;
  order: LabelOrder;
  /** filters of the list that it came from */
  filters: Readonly<Record<string, string>>;
  /** the query as it came, '' or with its ? */
  query: string;
  paper: Paper;
  papers: readonly Paper[];
  labelled: Labelled;
  /** the first label */
  sample: Drawing | null;
  /** pages that they take, and the first label that is free on the last one */
  pages: number;
  nextStart: number;
  mayManage: boolean;
  seesStock: boolean;
}

/** What is printed, on what, and how it will look. */
export function LabelsPage(props: LabelsProps) {
  const { frame, order, query, labelled, mayManage } = props;
  const any = labelled.items.length > 0;
  return (
    <Page
      frame={frame}
      title="Labels"
      primary={
        any ? (
          <LinkButton href={`/labels/labels.pdf${query}`} look="primary" download>
            PDF
          </LinkButton>
        ) : null
      }
      actions={any ? <LinkButton href={`/labels/print${query}`}>Print page</LinkButton> : null}
    >
      {mayManage ? <LabelTabs on="print" /> : null}
      <Said {...props} />
      <Card title="What and how">
        <OrderForm {...props} />
      </Card>
      {any ? <Looks {...props} /> : null}
      {!any && order.of !== 'list' ? (
        <Empty text="Nothing here has a tag, serial or code to be printed." />
      ) : null}
      {order.of === 'list' ? <Starts {...props} /> : null}
    </Page>
  );
}

/** How many, from where, and what was left out. */
function Said({ order, labelled, query, sample, pages }: LabelsProps) {
  const { items, total, next, unknown } = labelled;
  const labels = items.length * order.copies;
  return (
    <>
      {items.length > 0 ? (
        <p class="count">
          {labels} {labels === 1 ? 'label' : 'labels'} on {pages} {pages === 1 ? 'page' : 'pages'}, from{' '}
          {SOURCE_WORDS[order.of]}
          {total !== null && total > items.length ? ` of ${total}` : ''}
        </p>
      ) : null}
      {next ? (
        <Notice
          tone="note"
          action={<LinkButton href={`/labels${withValue(query, 'cursor', next)}`}>Next part</LinkButton>}
        >
          More than one document holds: print this part, then the next.
        </Notice>
      ) : null}
      {unknown.length > 0 ? (
        <Notice tone="wait">
          Not known, and not printed: {unknown.slice(0, 20).join(', ')}
          {unknown.length > 20 ? ` and ${unknown.length - 20} more` : ''}
        </Notice>
      ) : null}
      {sample?.noBars ? (
        <Notice tone="wait">
          Bars would be too thin to be read on this paper: the square code stands there alone.
        </Notice>
      ) : null}
    </>
  );
}

function OrderForm({ state, order, filters, papers, paper }: LabelsProps) {
  const known = papers.some(({ id }) => id === paper.id) ? papers : [...papers, paper];
  const keep: Record<string, string> = { ...filters, of: order.of, set: '1' };
  if (order.range) keep.range = order.range;
  if (order.cursor) keep.cursor = order.cursor;
  return (
    <Form state={state} method="get" action="/labels" submit="Show" look="plain">
      {order.of === 'list' ? (
        <Field
          state={state}
          name="list"
          label="Tags, serials, codes of places and bins, stock numbers"
          type="textarea"
          rows={5}
          maxlength={6000}
          hint="One a line: typed, pasted, or scanned one after the other"
        />
      ) : null}
      {Object.entries(keep).map(([name, value]) => (
        <Field state={{ ...state, values: { [name]: value } }} name={name} label="" type="hidden" />
      ))}
      <Field
        state={state}
        name="paper"
        label="Paper"
        type="select"
        options={known.map((one) => ({
          value: one.id,
          label: one.name,
          hint: `${sizeWords(one.labelWidth, one.labelHeight)}${one.kind === 'sheet' ? `, ${one.across * one.down} a page` : ''}`,
        }))}
        required
      />
      <Field
        state={state}
        name="code"
        label="Code"
        type="choice"
        options={optionsOf(CODE_WORDS, ['both', 'qr', '128'])}
      />
      <Field
        state={state}
        name="line"
        label="Lines of text"
        type="checkbox"
        options={optionsOf(LINE_WORDS, LINES_OF[order.of])}
        hint="Beside the tag or code itself. Names of people are never printed"
      />
      <Field
        state={state}
        name="copies"
        label="Of each"
        type="number"
        min={1}
        max={20}
        initial="1"
        size="short"
      />
      {paper.kind === 'sheet' ? (
        <Field
          state={state}
          name="start"
          label="First free label of the sheet"
          type="number"
          min={1}
          max={paper.across * paper.down}
          initial="1"
          size="short"
          hint="Or press it in the picture of the sheet below"
        />
      ) : null}
    </Form>
  );
}

/** One label large, and the sheet with its free labels. */
function Looks(props: LabelsProps) {
  const { paper, sample, labelled } = props;
  return (
    <>
      {sample ? (
        <Card title={`The first one, ${sizeWords(paper.labelWidth, paper.labelHeight)}`}>
          {picture(
            paper.labelWidth,
            paper.labelHeight,
            `Label of ${labelled.items[0]?.title ?? ''}`,
            drawingMarkup(sample),
            'label-one',
          )}
        </Card>
      ) : null}
      {paper.kind === 'sheet' ? <SheetPicture {...props} /> : null}
    </>
  );
}

/** Other ways to begin. */
function Starts({ seesStock, mayManage }: LabelsProps) {
  const links = [
    { href: '/devices', label: 'Devices', hint: 'filter the list, then press Labels', shown: true },
    { href: '/labels?of=places', label: 'Rooms, carts and sites', hint: 'all of them', shown: true },
    { href: '/labels?of=bins', label: 'Bins', hint: 'all shelves and vehicles', shown: seesStock },
    { href: '/labels?of=parts', label: 'Parts', hint: 'all in use', shown: seesStock },
    { href: '/labels/ranges', label: 'Tags in advance', hint: 'from a reserved range', shown: mayManage },
  ];
  return (
    <Card title="From a list">
      <ul class="links">
        {links
          .filter(({ shown }) => shown)
          .map(({ href, label, hint }) => (
            <li>
              <a href={href}>{label}</a> <span class="quiet">{hint}</span>
            </li>
          ))}
      </ul>
    </Card>
  );
}

export function withValue(query: string, name: string, value: string): string {
  const values = new URLSearchParams(query);
  values.set(name, value);
  return `?${values}`;
}
