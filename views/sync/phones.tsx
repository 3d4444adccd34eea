import type { PhoneRow } from '../../src/sync/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { when } from '../ui/when.tsx';
import { clockWords } from './words.ts';

interface Props {
  frame: Frame;
  phones: readonly PhoneRow[];
  state: FormState;
}

/** Every phone that works without a network: its last contact, and what it still holds. */
export function PhonesPage({ frame, phones, state }: Props) {
  return (
    <Page
      frame={frame}
      title="Phones"
      back={{ href: '/settings', label: 'Settings' }}
      lede="What each phone said when it was last here. What waits on it is not in the books yet."
    >
      <Card flush>
        <List
          label="Phones"
          rows={phones}
          empty={
            <Empty
              icon="devices"
              text="No phone has been here yet. Each shows up when somebody signs in on it."
            />
          }
          columns={[
            { key: 'person', head: 'Used by', cell: (row) => row.personName, phone: 'title' },
            { key: 'holds', head: 'Still holds', cell: (row) => holds(row) },
            { key: 'oldest', head: 'Oldest', cell: (row) => when(row.oldestAt, frame), narrow: true },
            { key: 'last', head: 'Last here', cell: (row) => when(row.lastAt, frame), narrow: true },
            { key: 'copy', head: 'Copy of', cell: (row) => when(row.copyAt, frame), narrow: true },
            { key: 'clock', head: 'Clock', cell: (row) => clockWords(row.clockMs) || 'right' },
            { key: 'kept', head: 'Browser keeps it', cell: (row) => kept(row) },
            { key: 'name', head: 'Phone', cell: (row) => row.name },
          ]}
        />
      </Card>
      <Card title="What a phone carries">
        <Form state={state} action="/phones/settings" submit="Save" busy="Saving">
          <Field
            state={state}
            name="days"
            label="Wiped after so long without contact"
            type="number"
            unit="days"
            size="short"
            required
            hint="1 to 60. What waits to be sent is never wiped"
          />
        </Form>
      </Card>
    </Page>
  );
}

function holds({ waiting, needs, left }: PhoneRow) {
  if (waiting + needs === 0) return status('good', 'nothing');
  const words = [waiting > 0 ? `${waiting} wait` : '', needs > 0 ? `${needs} to look at` : ''].filter(
    Boolean,
  );
  return status(left || needs > 0 ? 'bad' : 'wait', words.join(', '));
}

function kept({ persisted }: PhoneRow): string {
  if (persisted === null) return 'not said';
  return persisted ? 'yes' : 'may throw it away';
}
