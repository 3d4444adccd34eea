import type { Option } from '../../src/stock/bin-queries.ts';
import type { KitWithLines } from '../../src/stock/kit-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { List } from '../ui/table.tsx';
import { StockTabs } from './tabs.tsx';

interface ListProps {
  frame: Frame;
  kits: readonly KitWithLines[];
  retired: boolean;
  mayEdit: boolean;
}

/** Parts that one job takes together. */
export function KitList({ frame, kits, retired, mayEdit }: ListProps) {
  return (
    <Page
      frame={frame}
      title="Kits"
      wide
      lede="Parts that one job takes together, posted in one go"
      actions={
        <LinkButton href={retired ? '/stock/kits' : '/stock/kits?show=retired'}>
          {retired ? 'In use' : 'Retired ones'}
        </LinkButton>
      }
      primary={
        mayEdit ? (
          <LinkButton href="/stock/kits/new" look="primary" icon="plus">
            New kit
          </LinkButton>
        ) : null
      }
    >
      <StockTabs on="kits" />
      <List
        label="Kits"
        rows={kits}
        href={(row) => (mayEdit ? `/stock/kits/${row.id}/edit` : `/stock/kits/${row.id}`)}
        columns={[
          { key: 'name', head: 'Kit', cell: (row) => row.name, phone: 'title' },
          { key: 'fault', head: 'For', cell: (row) => row.faultName ?? 'whatever it fits', narrow: true },
          { key: 'takes', head: 'Takes', cell: takes },
        ]}
        empty={<Empty text="A kit is what a job always takes: panel, cable and tape for a screen." />}
      />
    </Page>
  );
}

function takes({ lines }: Pick<KitWithLines, 'lines'>): string {
  return lines.map(({ quantity, name }) => (quantity === 1 ? name : `${quantity} × ${name}`)).join(' + ');
}

export function KitPage({ frame, kit, mayEdit }: { frame: Frame; kit: KitWithLines; mayEdit: boolean }) {
  return (
    <Page
      frame={frame}
      title={kit.name}
      back={{ href: '/stock/kits', label: 'Kits' }}
      lede={kit.faultName ? `For ${kit.faultName}` : 'Wherever a part of it fits'}
      actions={mayEdit ? <LinkButton href={`/stock/kits/${kit.id}/edit`}>Edit</LinkButton> : null}
    >
      <List
        label="What it takes"
        rows={kit.lines}
        href={(row) => (row.part ? `/stock/parts/${row.part}` : `/stock/parts?group=${row.group}`)}
        columns={[
          { key: 'name', head: 'Part or group', cell: (row) => row.name, phone: 'title' },
          { key: 'sku', head: 'SKU', cell: (row) => row.sku ?? 'any of the group', narrow: true },
          { key: 'n', head: 'How many', cell: (row) => String(row.quantity), numeric: true, narrow: true },
        ]}
      />
    </Page>
  );
}

interface FormProps {
  frame: Frame;
  state: FormState;
  groups: readonly Option[];
  faults: readonly Option[];
  kit?: KitWithLines;
}

const LINES = 4;

export function KitForm({ frame, state, groups, faults, kit }: FormProps) {
  const back = { href: '/stock/kits', label: 'Kits' };
  const typed = Object.keys(state.values).map((name) => Number(/^lines\.(\d+)\./.exec(name)?.[1] ?? 0));
  const count = Math.max(LINES, (kit?.lines.length ?? 0) + 2, ...typed.map((at) => at + 1));
  return (
    <Page
      frame={frame}
      title={kit ? `Edit ${kit.name}` : 'New kit'}
      back={back}
      actions={
        kit ? (
          <ActionForm
            action={`/stock/kits/${kit.id}/retire`}
            formKey={newKey()}
            version={kit.version}
            submit={kit.retiredAt ? 'Take into use again' : 'Retire'}
            look="quiet"
          />
        ) : null
      }
    >
      <Form
        state={state}
        action={kit ? `/stock/kits/${kit.id}/edit` : '/stock/kits/new'}
        submit={kit ? 'Save' : 'Create'}
        busy="Saving"
        cancel={back.href}
        sticky
      >
        <Field state={state} name="name" label="Name" required maxlength={120} hint="As: screen job" />
        <Field
          state={state}
          name="fault"
          label="Offered for"
          type="select"
          optional
          none="Wherever a part of it fits"
          options={faults}
        />
        {Array.from({ length: Math.min(count, 20) }, (_, i) => (
          <div class="fields">
            <Field
              state={state}
              name={`lines.${i}.group`}
              label={`Group ${i + 1}`}
              type="select"
              optional
              none="None"
              options={groups}
            />
            <Field
              state={state}
              name={`lines.${i}.part`}
              label="or SKU"
              optional
              maxlength={40}
              size="short"
            />
            <Field
              state={state}
              name={`lines.${i}.quantity`}
              label="How many"
              type="number"
              min={1}
              max={99}
              initial="1"
              size="short"
            />
          </div>
        ))}
      </Form>
    </Page>
  );
}
