import type { Option } from '../../src/stock/bin-queries.ts';
import type { FitRow } from '../../src/stock/fit-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { When } from '../ui/when.tsx';
import { StockTabs } from './tabs.tsx';
import { repairNumber } from './words.ts';

interface Options {
  models: readonly Option[];
  faults: readonly Option[];
  groups: readonly Option[];
}

interface ListProps {
  frame: Frame;
  filter: { state: string; model: string; group: string; cursor?: string | undefined };
  page: { items: readonly FitRow[]; next: string | null };
  options: Options;
  mayDecide: boolean;
  mayPropose: boolean;
}

export function FitList({ frame, filter, page, options, mayDecide, mayPropose }: ListProps) {
  const here = (cursor: string | null) => {
    const query = new URLSearchParams({ state: filter.state });
    if (filter.model) query.set('model', filter.model);
    if (filter.group) query.set('group', filter.group);
    if (cursor) query.set('cursor', cursor);
    return `/stock/fits?${query}`;
  };
  return (
    <Page
      frame={frame}
      title="Fits"
      wide
      lede="Which part goes into which model for which fault"
      primary={
        mayPropose ? (
          <LinkButton href="/stock/fits/new" look="primary" icon="plus">
            Add a fit
          </LinkButton>
        ) : null
      }
    >
      <StockTabs on="fits" />
      <Filters
        action="/stock/fits"
        filters={[
          {
            name: 'state',
            label: 'State',
            value: filter.state === 'proposed' ? '' : filter.state,
            any: 'Waiting',
            options: [
              { value: 'confirmed', label: 'Confirmed' },
              { value: 'refused', label: 'Refused' },
            ],
          },
          { name: 'model', label: 'Model', value: filter.model, options: options.models },
          { name: 'group', label: 'Interchange group', value: filter.group, options: options.groups },
        ]}
      />
      <Results>
        {page.items.length === 0 ? (
          <Empty
            text={filter.state === 'proposed' ? 'No fit waits for a yes or no.' : 'None fits these filters.'}
          />
        ) : (
          page.items.map((fit) => <FitCard frame={frame} fit={fit} mayDecide={mayDecide} />)
        )}
        <Pager
          {...(filter.cursor ? { first: here(null) } : {})}
          {...(page.next ? { next: here(page.next) } : {})}
          shown={page.items.length}
          noun={['fits', 'fit']}
        />
      </Results>
    </Page>
  );
}

function FitCard({ frame, fit, mayDecide }: { frame: Frame; fit: FitRow; mayDecide: boolean }) {
  const what = fit.groupName ?? `${fit.sku} ${fit.partName}`;
  const model = `${fit.maker} ${fit.modelName}${fit.variant ? `, ${fit.variant}` : ''}`;
  const decide = (decision: 'confirmed' | 'refused', submit: string) => (
    <ActionForm
      action={`/stock/fits/${fit.id}/decide`}
      formKey={newKey()}
      values={{ decision }}
      submit={submit}
      look={decision === 'confirmed' ? 'primary' : 'quiet'}
      label={`${submit}: ${what} for ${fit.fault} in ${model}`}
    />
  );
  return (
    <Card
      title={`${what} for ${fit.fault.toLowerCase()}`}
      actions={
        mayDecide ? (
          <>
            {fit.state === 'confirmed' ? null : decide('confirmed', 'Confirm')}
            {fit.state === 'refused' ? null : decide('refused', 'Refuse')}
          </>
        ) : null
      }
    >
      <p>
        <a href={`/models/${fit.model}`}>{model}</a>
      </p>
      <p class="quiet">
        {fit.by ? `From ${fit.by}` : 'From a list'}
        {fit.repair ? ` in ${repairNumber(fit.repair)}` : ''}, <When at={fit.at} frame={frame} />
      </p>
    </Card>
  );
}

interface FormProps {
  frame: Frame;
  state: FormState;
  options: Options;
  part: { id: string; sku: string; name: string } | null;
  /** the person's word is enough */
  confirms: boolean;
}

export function FitForm({ frame, state, options, part, confirms }: FormProps) {
  return (
    <Page frame={frame} title="Add a fit" back={{ href: '/stock/fits', label: 'Fits' }}>
      <Form
        state={state}
        action="/stock/fits/new"
        submit={confirms ? 'Save' : 'Propose'}
        busy="Saving"
        cancel="/stock/fits"
        sticky
      >
        <Field state={state} name="model" label="Model" type="select" required options={options.models} />
        <Field
          state={state}
          name="fault"
          label="For which fault"
          type="select"
          required
          options={options.faults}
        />
        {part ? (
          <>
            <Field state={state} name="part" label="Part" type="hidden" initial={part.id} />
            <p>
              Part <code>{part.sku}</code> {part.name}
            </p>
          </>
        ) : (
          <Field
            state={state}
            name="group"
            label="Interchange group"
            type="select"
            required
            options={options.groups}
          />
        )}
      </Form>
    </Page>
  );
}
