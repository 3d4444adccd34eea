import type { Import } from '../../src/imports/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Page as Rows } from '../../src/web/paging.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { countText } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { when } from '../ui/when.tsx';
import { STATE_WORDS } from './words.ts';

export interface KindOption {
  name: string;
  label: string;
}

interface ListProps {
  frame: Frame;
  kinds: readonly KindOption[];
  imports: Rows<Import>;
  later: boolean;
}

const labelOf = (kinds: readonly KindOption[], name: string) =>
  kinds.find((kind) => kind.name === name)?.label ?? '';

/** Everything that was brought in from files, the latest first. */
export function ImportsPage({ frame, kinds, imports, later }: ListProps) {
  return (
    <Page
      frame={frame}
      title="Imports"
      back={{ href: '/settings', label: 'Settings' }}
      lede="Devices, people, places and parts from files: nothing is changed before you have seen what would change."
      primary={
        <LinkButton href="/imports/new" look="primary" icon="plus">
          Import a file
        </LinkButton>
      }
    >
      <List
        label="Imports"
        rows={imports.items}
        href={(it) => `/imports/${it.id}`}
        columns={[
          { key: 'file', head: 'File', cell: (it) => it.fileName, phone: 'title' },
          { key: 'kind', head: 'What', cell: (it) => labelOf(kinds, it.kind), narrow: true },
          {
            key: 'state',
            head: 'State',
            cell: (it) => status(STATE_WORDS[it.state][0], STATE_WORDS[it.state][1]),
            narrow: true,
          },
          { key: 'rows', head: 'Rows', cell: (it) => countText(it.rows), numeric: true, narrow: true },
          { key: 'in', head: 'Went in', cell: (it) => countText(it.applied), numeric: true, narrow: true },
          { key: 'who', head: 'By', cell: (it) => it.personName ?? 'the command line' },
          { key: 'at', head: 'When', cell: (it) => when(it.at, frame), narrow: true },
        ]}
        empty={
          <Empty text="Nothing was imported yet.">
            <LinkButton href="/imports/new">Import a file</LinkButton>
          </Empty>
        }
      />
      <Pager
        {...(later ? { first: '/imports' } : {})}
        {...(imports.next ? { next: `/imports?cursor=${imports.next}` } : {})}
        shown={imports.items.length}
        noun={['imports', 'import']}
      />
    </Page>
  );
}

interface UploadProps {
  frame: Frame;
  state: FormState;
  kinds: readonly KindOption[];
  /** bytes of a file that a form alone can send */
  plainBytes: number;
  partBytes: number;
}

/** First the file. With scripts a large one goes up in parts, so that a weak network does not lose it all. */
export function UploadPage({ frame, state, kinds, plainBytes, partBytes }: UploadProps) {
  return (
    <Page
      frame={frame}
      title="Import a file"
      back={{ href: '/imports', label: 'Imports' }}
      lede="Next you choose which column is what, then you see what would change."
      scripts={['import-upload.js']}
    >
      <div data-upload-parts={String(partBytes)} data-plain={String(plainBytes)}>
        <Form
          state={state}
          action="/imports/new"
          submit="Read the file"
          busy="Reading"
          multipart
          cancel="/imports"
        >
          <Field
            state={state}
            name="file"
            label="File"
            type="file"
            required
            accept=".csv,.txt,.tsv,.xlsx,.zip"
            hint="CSV, XLSX or a OneRoster zip: at most 200,000 rows and 200 MB, 25 MB where scripts are off"
          />
          <Field
            state={state}
            name="kind"
            label="What is in it"
            type="select"
            none="Find out by its columns"
            options={kinds.map(({ name, label }) => ({ value: name, label }))}
          />
          <p class="quiet" role="status" data-upload-status></p>
          <progress data-upload-progress aria-label="Uploaded" max="100" value="0" hidden></progress>
        </Form>
      </div>
    </Page>
  );
}
