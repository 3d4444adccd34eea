import type { PriceList } from '../../src/purchasing/price-list-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { countText } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { List } from '../ui/table.tsx';

interface UploadProps {
  frame: Frame;
  state: FormState;
  supplier: { id: string; name: string };
}

/** First the file. */
export function UploadPage({ frame, state, supplier }: UploadProps) {
  const back = `/purchasing/suppliers/${supplier.id}`;
  return (
    <Page frame={frame} title="Import a price list" back={{ href: back, label: supplier.name }}>
      <Form
        state={state}
        action={`${back}/price-lists/new`}
        submit="Read the file"
        busy="Reading"
        multipart
        cancel={back}
      >
        <Field
          state={state}
          name="file"
          label="File"
          type="file"
          required
          accept=".csv,.txt,.tsv,.xlsx"
          hint="CSV or XLSX, at most 20,000 rows. Nothing is changed before you have seen what it would change"
        />
        <Field
          state={state}
          name="headless"
          label="The first row is a price already, not the names of the columns"
          type="checkbox"
        />
      </Form>
    </Page>
  );
}

interface MapProps {
  frame: Frame;
  state: FormState;
  list: PriceList;
  sample: readonly (readonly string[])[];
}

const COLUMNS = [
  ['maker', 'Maker number', 'Matched with the maker numbers of our parts'],
  ['sku', 'Our SKU', 'Goes before the maker number where both are there'],
  ['theirs', 'Their number', 'What stands on orders to them'],
  ['price', 'Price', ''],
  ['pack', 'Pieces in a pack', ''],
  ['inStock', 'What they hold', ''],
] as const;

/** Then which column is what, with the first rows to look at. */
export function MapPage({ frame, state, list, sample }: MapProps) {
  const options = list.head.map((name, i) => ({
    value: String(i),
    label: name,
    hint: sample
      .slice(0, 3)
      .map((row) => row[i] ?? '')
      .filter(Boolean)
      .join(' | ')
      .slice(0, 60),
  }));
  const here = `/purchasing/price-lists/${list.id}`;
  return (
    <Page
      frame={frame}
      title="Which column is what"
      back={{ href: `/purchasing/suppliers/${list.supplier}`, label: list.supplierName }}
      lede={`${list.fileName}, ${countText(list.rows)} rows`}
    >
      <Card title="The first rows" flush>
        <List
          label="The first rows"
          rows={sample.slice(0, 5)}
          columns={list.head.slice(0, 12).map((name, i) => ({
            key: `c${i}`,
            head: name,
            cell: (row: readonly string[]) => (row[i] ?? '').slice(0, 60),
            ...(i === 0 ? { phone: 'title' as const } : {}),
          }))}
        />
      </Card>
      <Form
        state={state}
        action={`${here}/mapping`}
        submit="Look at what it would change"
        busy="Reading"
        sticky
      >
        <div class="fields">
          {COLUMNS.map(([name, label, hint]) => (
            <Field
              state={state}
              name={name}
              label={label}
              type="select"
              options={options}
              none="Not in the list"
              required={name === 'price'}
              {...(hint ? { hint } : {})}
            />
          ))}
        </div>
        <div class="fields">
          <Field
            state={state}
            name="decimal"
            label="Prices are written"
            type="choice"
            required
            options={[
              { value: 'point', label: '1,234.50' },
              { value: 'comma', label: '1.234,50' },
            ]}
          />
          <Field
            state={state}
            name="per"
            label="A price is of"
            type="choice"
            required
            initial="piece"
            options={[
              { value: 'piece', label: 'One piece' },
              { value: 'pack', label: 'A pack' },
            ]}
          />
          <Field
            state={state}
            name="fromOn"
            label="Prices hold from"
            type="date"
            required
            initial={frame.today}
            hint="The prices before end the day before"
          />
        </div>
      </Form>
    </Page>
  );
}
