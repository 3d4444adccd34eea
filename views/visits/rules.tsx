import type { RuleRow } from '../../src/visits/rule-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { dateText } from '../ui/when.tsx';
import { VisitTabs } from './tabs.tsx';
import { PURPOSE_OPTIONS, PURPOSE_WORDS, WEEKDAY_OPTIONS, windowText } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  rules: readonly RuleRow[];
  people: readonly { value: string; label: string }[];
  sites: readonly { value: string; label: string }[];
  /** the secret address of the own calendar */
  link: string | null;
  seesAll: boolean;
}

const DAYS: Readonly<Record<string, string>> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};

/** FREQ=WEEKLY;INTERVAL=2;BYDAY=TU in words. */
export function ruleText(rule: string): string {
  const day = DAYS[/BYDAY=[+\d]*([A-Z]{2})/.exec(rule)?.[1] ?? ''] ?? '';
  if (rule.includes('MONTHLY')) return `the first ${day} of each month`;
  return rule.includes('INTERVAL=2') ? `every other ${day}` : `every ${day}`;
}

/** Visits that come by themselves, and the calendar that other programs read. */
export function RulesPage({ frame, state, rules, people, sites, link, seesAll }: Props) {
  return (
    <Page
      frame={frame}
      title="Visits by rule"
      back={{ href: '/visits', label: 'Visits' }}
      lede="Holidays and testing windows are left out. Each visit can be moved or called off by itself."
      actions={<a href="/visits/checklists">Checklists</a>}
    >
      <VisitTabs on="rules" works sees={seesAll} />
      {rules.length > 0 ? (
        <Card title="Rules" count={rules.length}>
          <ul class="rows">
            {rules.map((rule) => (
              <li>
                <span>
                  {rule.siteName}, {ruleText(rule.rule)}
                  <span class="rows-more">
                    {[
                      seesAll ? rule.personName : '',
                      PURPOSE_WORDS[rule.purpose],
                      windowText(rule),
                      `from ${dateText(rule.fromOn)}`,
                      rule.toOn ? `to ${dateText(rule.toOn)}` : '',
                    ]
                      .filter(Boolean)
                      .join(', ')}
                  </span>
                </span>
                <ActionForm
                  action={`/visits/rules/${rule.id}/end`}
                  formKey={newKey()}
                  submit="End"
                  look="quiet"
                  label={`End the rule for ${rule.siteName}`}
                  confirm="Visits ahead that this rule has planned are called off."
                />
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      <Card title="New rule">
        <Form state={state} action="/visits/rules" submit="Save">
          <Field state={state} name="site" label="Site" type="select" options={sites} required />
          {people.length > 0 ? (
            <Field state={state} name="person" label="Technician" type="select" options={people} none="Me" />
          ) : null}
          <Field
            state={state}
            name="every"
            label="How often"
            type="choice"
            initial="fortnightly"
            options={[
              { value: 'weekly', label: 'Every week' },
              { value: 'fortnightly', label: 'Every other week' },
              { value: 'monthly', label: 'First of each month' },
            ]}
          />
          <Field
            state={state}
            name="weekday"
            label="Day"
            type="choice"
            initial="2"
            options={WEEKDAY_OPTIONS}
          />
          <div class="fields">
            <Field state={state} name="fromOn" label="From" type="date" initial={frame.today} required />
            <Field state={state} name="toOn" label="To" type="date" optional />
            <Field state={state} name="fromTime" label="Begins" type="time" size="short" optional />
            <Field state={state} name="toTime" label="Ends" type="time" size="short" optional />
          </div>
          <Field
            state={state}
            name="purpose"
            label="Purpose"
            type="choice"
            initial="routine"
            options={PURPOSE_OPTIONS}
          />
        </Form>
      </Card>
      <Card title="My calendar">
        <p>
          Other calendars can show your visits: give them this address. Whoever has it reads the visits,
          nothing else.
        </p>
        {link ? <code class="secret">{link}</code> : <p class="quiet">There is no address yet.</p>}
        <div class="buttons">
          <ActionForm
            action="/visits/calendar"
            formKey={newKey()}
            submit={link ? 'New address' : 'Make an address'}
          />
          {link ? (
            <ActionForm action="/visits/calendar/revoke" formKey={newKey()} submit="End it" look="quiet" />
          ) : null}
        </div>
      </Card>
    </Page>
  );
}
