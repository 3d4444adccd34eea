import type { CustomField } from '../../src/custom-fields/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { FIELD_KIND_WORDS, TYPE_WORDS } from './words.ts';

const HERE = '/settings/custom-fields';

/** Every custom field, by the kind of device that has it. */
export function CustomFieldList({ frame, fields }: { frame: Frame; fields: readonly CustomField[] }) {
  const kinds = Object.keys(FIELD_KIND_WORDS).filter((kind) =>
    fields.some((field) => field.deviceKind === kind),
  );
  return (
    <Page
      frame={frame}
      title="Custom fields"
      back={{ href: '/settings', label: 'Settings' }}
      lede="What your district writes down about devices besides what Spudger knows"
      primary={
        <LinkButton href={`${HERE}/new`} look="primary" icon="plus">
          New field
        </LinkButton>
      }
    >
      {kinds.length === 0 ? (
        <Empty text="A field of your own stands on every device of one kind: text, number, date or choice. There is none yet." />
      ) : null}
      {kinds.map((kind) => (
        <Card title={FIELD_KIND_WORDS[kind] ?? kind}>
          <ul class="links">
            {fields
              .filter((field) => field.deviceKind === kind)
              .map((field) => (
                <li>
                  <a href={`${HERE}/${field.id}/edit`}>{field.name}</a>{' '}
                  <span class="quiet">
                    {TYPE_WORDS[field.type]}
                    {field.choices.length > 0 ? `: ${field.choices.join(', ')}` : ''}
                  </span>{' '}
                  {field.retiredAt ? <Status tone="plain" word="Not in use" /> : null}
                  <ActionForm
                    action={`${HERE}/${field.id}/retire`}
                    formKey={newKey()}
                    version={field.version}
                    look="quiet"
                    submit={field.retiredAt ? 'Use again' : 'Retire'}
                    label={`${field.retiredAt ? 'Use again' : 'Retire'}: ${field.name}`}
                  />
                </li>
              ))}
          </ul>
        </Card>
      ))}
    </Page>
  );
}
