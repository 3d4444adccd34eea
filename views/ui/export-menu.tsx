import { Menu } from './menu.tsx';

export interface ExportMenuProps {
  /** the list's name */
  list: string;
  /** its filters, as a query without the question mark */
  query: string;
}

/**
 * The list as a file, as it is filtered now. The filters swap it together with the list.
 * @param at a desk has it beside the heading, a phone below the list
 */
export function ExportMenu({ list, query, at }: ExportMenuProps & { at: 'head' | 'end' }) {
  const file = (format: string) => `/exports/lists/${list}?format=${format}${query ? `&${query}` : ''}`;
  return (
    <div id={at === 'head' ? 'exports' : 'exports-end'} class={`export-menu at-${at} no-print`}>
      <Menu
        label="Export"
        items={[
          <a href={file('csv')} download>
            CSV
          </a>,
          <a href={file('xlsx')} download>
            Excel (XLSX)
          </a>,
          <a href={`/exports/choose/${list}${query ? `?${query}` : ''}`}>Choose columns, save</a>,
          <a href="/exports">Saved exports</a>,
        ]}
      />
    </div>
  );
}
