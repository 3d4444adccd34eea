import { expect, test } from 'vitest';
import { tablesOfAll } from '../../src/exports/district.ts';
import { isFreeText, NOT_SEARCHED } from '../../src/exports/purge-rules.ts';
import { freshSqlite } from '../support/database.ts';

/**
 * Columns of text in which nobody stands, by the name that they have in every table, and why. A name that could hold
 * anything (name, title, value, what, why, key) is told with its table. A new column of text is in none of these
 * lists: decide whether people may be named in it, and put it here or into src/exports/purge-rules.ts.
 */
const NOBODY: Readonly<Record<string, string>> = {
  'ids, digests and secrets': `id aaguid access_token body_hash custody device external fingerprint
    home id_token line link model password person photo public_key refresh_token repair secret
    former_secret thing token token_hash item transfer signature page_token
    account_id provider_id credential_id
    created_by digest`,
  'moments, days and clock times': `at day month today busy_until coverage_until failing_since fiscal_year_from
    fiscal_year_to former_until from_time to_time made_until not_before since warranty_until worker_until year_from
    pool_year_from at_phone at_server`,
  'words of the program, chosen from a list': `aue_source asked_by bought cause certificate_type channel class_abc
    condition cover decision deprovision device_kind device_type does ended_why event events format hold_reason
    how kind mode outcome override part_kind per phase priority purpose role schedule scope sent_how signer site_type
    source state status step stopped_why transports type use verb verdict was worker`,
  'things and their numbers': `account_code account_number carrier case_number certificate code credit_number
    ethernet_mac wifi_mac first_tag fund funding_source hint identifier interchange_group last_tag list maker number order_number os_version
    org_unit prefix recycler rma serial sku tag tracking unit choices columns rank`,
  'figures and settings, as JSON': `auto factors fan fault faults inputs listed mapping models moved steps sums
    takes_part used merged replaces holds`,
  'where something lies or was asked': 'done_to file ip_address page rule route thumb url user_agent',
};

/** The same where the name alone does not say it. */
const NOBODY_IN: Readonly<Record<string, string>> = {
  'api_tokens, passkeys, credentials, sessions, person_externals: deleted with the person': `api_tokens.name
    passkeys.name person_externals.value verifications.value`,
  'names of things of the catalogue, of places and of settings': `budgets.name coverage_plans.name custom_fields.name
    faults.name holidays.name interchange_groups.name label_papers.name models.name parts.name remedies.name
    settings.name suppliers.name symptoms.name testing_windows.name variants.name webhooks.name part_numbers.value
    identifiers.value device_externals.value location_externals.value repair_externals.value settings.value`,
  'made names of files': 'audit_photos.name photos.name visit_photos.name',
  firms: 'suppliers.address suppliers.email suppliers.phone locations.address',
  'ids of phones': 'sync_entries.phone audit_events.phone audit_phones.phone',
  'words of the program': `audit_events.about audit_photos.about audit_resolutions.what custody.why fleet_plan_rows.why
    forecast_learnt.what forecast_runs.why missing_accessories.what movements.why supplier_returns.why guards.failed`,
  'ids, or made by the program': `audit_findings.key idempotency_keys.key import_keys.key sync_entries.key`,
};

const words = (text: string) => text.split(/\s+/).filter(Boolean);
const closed = new Set(Object.values(NOBODY).flatMap(words));
const closedIn = new Set(Object.values(NOBODY_IN).flatMap(words));

test('whatever text the schema has, somebody has said whether a person may be named in it', async () => {
  const tables = (await tablesOfAll(freshSqlite())).filter(({ name }) => !NOT_SEARCHED.has(name));
  const texts = tables.flatMap(({ name, columns }) =>
    columns
      .filter(({ type, refers }) => type === 'TEXT' && refers === null)
      .map((column) => [name, column.name] as const),
  );
  const plain = (column: string) => /_(at|on)$/.test(column) || closed.has(column);
  const open = texts.filter(
    ([table, column]) => !isFreeText(table, column) && !plain(column) && !closedIn.has(`${table}.${column}`),
  );
  expect(open.map((one) => one.join('.'))).toEqual([]);
  // Nothing is said of what is not there, nor twice.
  const known = new Set(texts.flatMap(([table, column]) => [column, `${table}.${column}`]));
  const free = texts.filter(([table, column]) => isFreeText(table, column));
  expect([...closed, ...closedIn].filter((name) => !known.has(name))).toEqual([]);
  expect(free.filter(([table, column]) => closedIn.has(`${table}.${column}`))).toEqual([]);
});
