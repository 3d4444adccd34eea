import type { Choice } from '../../src/devices/form-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';

interface Props {
  frame: Frame;
  state: FormState;
  models: readonly Choice[];
  common: readonly { value: string; maker: string | null; name: string | null }[];
  mayMake: boolean;
}

/** First what it is: variants, warranty and the district's own fields follow from the model. */
export function ChooseModel({ frame, state, models, common, mayMake }: Props) {
  const keep = { tag: text(state.values.tag), serial: text(state.values.serial) };
  const href = (model: string) => {
    const query = new URLSearchParams({ model });
    for (const [name, value] of Object.entries(keep)) if (value) query.set(name, value);
    return `/devices/new?${query}`;
  };
  return (
    <Page
      frame={frame}
      title="New device"
      lede="Which model is it?"
      back={{ href: '/devices', label: 'Devices' }}
      actions={mayMake ? <LinkButton href="/models/new">Another model</LinkButton> : null}
    >
      {common.length > 0 ? (
        <ul class="choices">
          {common.map((model) => (
            <li>
              <LinkButton href={href(model.value)}>
                {model.maker} {model.name}
              </LinkButton>
            </li>
          ))}
        </ul>
      ) : null}
      <Form state={state} action="/devices/new" method="get" submit="Continue" look="plain" label="Any model">
        {Object.entries(keep).map(([name, value]) =>
          value ? <Field state={state} name={name} label={name} type="hidden" /> : null,
        )}
        <Field state={state} name="model" label="Any model" type="select" required options={models} />
      </Form>
    </Page>
  );
}

const text = (value: string | string[] | undefined) => (typeof value === 'string' ? value : '');
