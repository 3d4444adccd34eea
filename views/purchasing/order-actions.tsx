import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import type { OrderPageProps } from './order.tsx';
import { exactText } from './words.ts';

/** What can be done with the order now, by this person. */
export function OrderActions(props: OrderPageProps) {
  const { order, lines, may } = props;
  const here = `/purchasing/orders/${order.id}`;
  const mixed = order.supplier === null;
  if (order.state === 'draft' && may.propose)
    return (
      <div class="buttons no-print">
        {mixed && lines.length > 0 ? (
          <ActionForm
            action={`${here}/split`}
            formKey={newKey()}
            version={order.version}
            submit="Split by supplier"
            look="primary"
          />
        ) : null}
        {!mixed && lines.length > 0 ? (
          <ActionForm
            action={`${here}/propose`}
            formKey={newKey()}
            version={order.version}
            submit="Propose"
            look="primary"
          />
        ) : null}
        <LinkButton href={`${here}/cancel`} look="quiet">
          Cancel the order
        </LinkButton>
      </div>
    );
  const small = may.propose && props.total <= props.limits.specialist;
  if (order.state === 'proposed' && (may.approve || small)) return <ApproveCard {...props} />;
  if (order.state === 'approved' && may.propose)
    return (
      <div class="buttons no-print">
        <LinkButton href={`${here}/send`} look="primary">
          Send
        </LinkButton>
        {may.approve ? <LinkButton href={`${here}/send-back`}>Send back to draft</LinkButton> : null}
        {may.approve ? (
          <LinkButton href={`${here}/cancel`} look="quiet">
            Cancel the order
          </LinkButton>
        ) : null}
      </div>
    );
  if (order.state === 'sent' && may.approve)
    return (
      <div class="buttons no-print">
        <LinkButton href={`${here}/cancel`} look="quiet">
          Cancel what is still open
        </LinkButton>
      </div>
    );
  return null;
}

function ApproveCard({ frame, order, of, budget, total, limits, currency, may, ...props }: OrderPageProps) {
  const here = `/purchasing/orders/${order.id}`;
  const state = of === 'approve' ? props.state : { values: {}, errors: {}, key: newKey() };
  const over = budget !== null && budget.leftCents < total;
  const needsTwo = may.approve && total > limits.manager;
  const me = frame.person?.name;
  const own = needsTwo && me !== undefined && (order.proposedByName === me || order.createdByName === me);
  return (
    <Card title="Approve" tone="wait">
      <p>
        {order.proposedByName ?? 'Somebody'} asks for {exactText(total, currency)}.
        {needsTwo
          ? ` Above ${exactText(limits.manager, currency)} another manager approves than the one who drafted or proposed it.`
          : ''}
        {own ? ' You drafted or proposed it yourself.' : ''}
      </p>
      <Form
        state={{ ...state, version: state.version ?? order.version }}
        action={`${here}/approve`}
        submit="Approve"
        busy="Approving"
        extra={
          <>
            {may.approve ? <LinkButton href={`${here}/send-back`}>Send back to draft</LinkButton> : null}
            <LinkButton href={`${here}/cancel`} look="quiet">
              Cancel the order
            </LinkButton>
          </>
        }
      >
        {over && budget ? (
          <Field
            state={state}
            name="overBudget"
            label={`Approve it ${exactText(total - budget.leftCents, currency)} over the budget`}
            type="checkbox"
            hint="The history keeps that you ticked this"
          />
        ) : null}
      </Form>
    </Card>
  );
}
