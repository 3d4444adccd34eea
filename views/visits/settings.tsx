import type { MeasuredRow, WindowRow } from '../../src/visits/hours-queries.ts';
import type { VisitSettings } from '../../src/visits/rules.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Card, Cards } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { dateText } from '../ui/when.tsx';
import { milesText } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  settings: VisitSettings;
  windows: readonly WindowRow[];
  miles: readonly MeasuredRow[];
  sites: readonly { value: string; label: string }[];
}

/** Rates, distances, and the days on which schools are left alone. */
export function VisitSettingsPage({ frame, state, settings, windows, miles, sites }: Props) {
  return (
    <Page frame={frame} title="Visits" back={{ href: '/settings', label: 'Settings' }}>
      <Cards columns={2}>
        <Card title="Miles">
          <Facts
            facts={settings.rates.map((rate) => ({
              label: `From ${dateText(rate.from)}`,
              value: `${(rate.milliDollars / 1000).toFixed(3)} a mile`,
            }))}
          />
          <Form state={state} action="/settings/visits" submit="Save" scope="rate">
            <div class="fields">
              <Field
                state={state}
                name="from"
                label="From"
                type="date"
                initial={settings.rates[0]?.from ?? ''}
                required
                scope="rate"
              />
              <Field
                state={state}
                name="rate"
                label="A mile with the own car"
                inputmode="decimal"
                size="short"
                initial={((settings.rates[0]?.milliDollars ?? 0) / 1000).toFixed(3)}
                required
                scope="rate"
              />
            </div>
            <Field
              state={state}
              name="roadFactor"
              label="Road factor"
              inputmode="decimal"
              size="short"
              initial={String(settings.roadFactor)}
              hint="What a road is longer than the straight line"
              required
              scope="rate"
            />
            <Field
              state={state}
              name="dayEnd"
              label="The day ends"
              type="time"
              size="short"
              initial={settings.dayEnd}
              hint="From then on what is in a vehicle asks for its place overnight"
              required
              scope="rate"
            />
          </Form>
        </Card>
        <Card title="Testing windows" count={windows.length}>
          <ul class="rows">
            {windows.map((row) => (
              <li>
                <span>
                  {row.name}
                  <span class="rows-more">
                    {row.siteName ?? 'every school'}, {dateText(row.fromOn)} to {dateText(row.toOn)}
                  </span>
                </span>
                <ActionForm
                  action={`/settings/visits/windows/${row.id}/remove`}
                  formKey={newKey()}
                  submit="Take off"
                  look="quiet"
                  label={`Take off ${row.name}`}
                />
              </li>
            ))}
          </ul>
          <Form
            state={state}
            action="/settings/visits/windows"
            submit="Save window"
            look="plain"
            scope="window"
          >
            <Field state={state} name="title" label="Name" maxlength={80} required scope="window" />
            <Field
              state={state}
              name="site"
              label="School"
              type="select"
              options={sites}
              none="Every school"
              scope="window"
            />
            <div class="fields">
              <Field state={state} name="fromOn" label="From" type="date" required scope="window" />
              <Field state={state} name="toOn" label="To" type="date" required scope="window" />
            </div>
          </Form>
        </Card>
      </Cards>
      <Card title="Measured miles" count={miles.length}>
        <ul class="rows">
          {miles.map((row) => (
            <li>
              <span>
                {row.oneName}, {row.otherName}
              </span>
              <span>{milesText(row.tenths)}</span>
            </li>
          ))}
        </ul>
        <Form state={state} action="/settings/visits/miles" submit="Save miles" look="plain" scope="miles">
          <div class="fields">
            <Field
              state={state}
              name="one"
              label="From"
              type="select"
              options={sites}
              required
              scope="miles"
            />
            <Field
              state={state}
              name="other"
              label="To"
              type="select"
              options={sites}
              required
              scope="miles"
            />
            <Field
              state={state}
              name="miles"
              label="Miles"
              inputmode="decimal"
              size="short"
              required
              scope="miles"
            />
          </div>
        </Form>
      </Card>
    </Page>
  );
}
