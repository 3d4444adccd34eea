import type { Child } from 'hono/jsx';
import type { Option } from './field-props.ts';
import { icon } from './icon.tsx';
import { optionsOf } from './options.ts';

export interface Filter {
  name: string;
  label: string;
  value: string;
  /** a day or a month to pick, as YYYY-MM-DD or YYYY-MM; where the browser has no picker it is typed so */
  type?: 'date' | 'month';
  /** a day or month, or what the page is about: nothing is filtered away, so it is no chip */
  always?: boolean;
  /** a select; without options (and type) it is a search box */
  options?: readonly Option[];
  /** the text of "no filter"; default 'Any' */
  any?: string;
}

export interface FiltersProps {
  /** the list's URL without query */
  action: string;
  filters: readonly Filter[];
  /** further values to keep in the URL (sort, view) */
  keep?: Record<string, string>;
  /** how many filters stand in the open; the rest is behind "More filters". Default 4 */
  open?: number;
  /** they say what the whole page is about, its head too; without it only `Results` follows */
  whole?: boolean;
  children?: Child;
}

/**
 * A filter bar: a GET form, so that the URL says what is shown. With JavaScript the list (`Results`) follows at once.
 * What is set stands below as chips; pressing one takes it off.
 */
export function Filters(props: FiltersProps) {
  const open = props.open ?? 4;
  const shown = props.filters.slice(0, open);
  const rest = props.filters.slice(open);
  return (
    <search class="filters" aria-label="Filter">
      <form
        action={props.action}
        method="get"
        hx-get={props.action}
        hx-trigger={live}
        {...(props.whole ? WHOLE : RESULTS)}
        hx-swap="outerHTML"
        hx-push-url="true"
        hx-sync="replace"
      >
        {Object.entries(props.keep ?? {}).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {shown.map((filter) => (
          <FilterField {...filter} />
        ))}
        {rest.length > 0 ? (
          <details class="more-filters" open={rest.some((filter) => filter.value !== '')}>
            <summary>More filters</summary>
            <div class="more-filters-body">
              {rest.map((filter) => (
                <FilterField {...filter} />
              ))}
            </div>
          </details>
        ) : null}
        {props.children}
        <button class="button plain apply" type="submit">
          <span class="idle">Apply</span>
        </button>
      </form>
      <Chips {...props} />
    </search>
  );
}

const WHOLE = { 'hx-target': '#main', 'hx-select': '#main' };
const RESULTS = {
  'hx-target': '#results',
  'hx-select': '#results',
  'hx-select-oob': '#chips,#exports,#exports-end',
};

const live =
  "submit, change target:'select, input:not([type=search])', input delay:250ms target:'input[type=search]'";

function FilterField({ name, label, value, options, any, type }: Filter) {
  const id = `filter-${name}`;
  return (
    <div class="filter">
      <label for={id}>{label}</label>
      {options ? (
        <select id={id} name={name}>
          <option value="">{any ?? 'Any'}</option>
          {optionsOf(options, value)}
        </select>
      ) : type ? (
        <input
          id={id}
          type={type}
          name={name}
          value={value}
          placeholder={type === 'month' ? 'YYYY-MM' : 'YYYY-MM-DD'}
        />
      ) : (
        <input id={id} type="search" name={name} value={value} autocomplete="off" enterkeyhint="search" />
      )}
    </div>
  );
}

function Chips({ action, filters, keep }: FiltersProps) {
  const always = Object.fromEntries(
    filters.filter((filter) => filter.always).map((filter) => [filter.name, filter.value]),
  );
  const kept = { ...keep, ...always };
  const set = filters.filter((filter) => filter.value !== '' && !filter.always);
  return (
    <div id="chips" class="chips">
      {set.map((filter) => (
        <a class="chip" href={without(action, set, filter.name, kept)}>
          <span class="chip-name">{filter.label}</span>
          <span>
            {filter.options?.find((option) => option.value === filter.value)?.label ?? filter.value}
          </span>
          {icon('close')}
          <span class="hidden">, remove this filter</span>
        </a>
      ))}
      {set.length > 1 ? (
        <a class="chip-clear" href={without(action, [], '', kept)}>
          Clear all
        </a>
      ) : null}
    </div>
  );
}

/** The list's URL with every filter that is set but one. */
function without(
  action: string,
  set: readonly Filter[],
  name: string,
  keep: Record<string, string> = {},
): string {
  const query = new URLSearchParams(keep);
  for (const filter of set) if (filter.name !== name) query.set(filter.name, filter.value);
  const text = query.toString();
  return text ? `${action}?${text}` : action;
}

/** Wraps what the filters change: count, list and pager. One on a page. */
export function Results({ children }: { children?: Child }) {
  return (
    <section id="results" aria-label="Results">
      {children}
    </section>
  );
}
