import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import type { RepairPageProps } from './page.tsx';

type Props = Pick<
  RepairPageProps,
  'repair' | 'moves' | 'myPlace' | 'device' | 'mayWork' | 'mayWrite' | 'claims'
>;

/** The one thing that is done next in this state. */
export function MainMove({ repair, moves, myPlace, claims }: Props) {
  const here = `/repairs/${repair.number}`;
  if (moves.includes('accept')) {
    return (
      <ActionForm
        action={`${here}/accept`}
        formKey={newKey()}
        submit={myPlace ? `I take it to ${myPlace.name}` : 'I take it'}
        busy="Taking it"
        look="primary"
        values={{ how: 'take', place: myPlace?.id ?? '' }}
      />
    );
  }
  if (repair.state === 'ready' && moves.includes('close')) {
    return (
      <LinkButton href={`${here}/close`} look="primary" icon="check">
        Hand back
      </LinkButton>
    );
  }
  if (moves.includes('work')) {
    return (
      <LinkButton href={`${here}/work`} look="primary" icon="repairs">
        Work
      </LinkButton>
    );
  }
  const away = claims.find((claim) => claim.state === 'sent');
  if (moves.includes('resume')) {
    // What left in a batch comes back in it, where it is said how.
    const href = away ? `/vendor-batches/${away.batch}/claims/${away.id}` : `${here}/resume`;
    return (
      <LinkButton href={href} look="primary">
        {repair.state === 'at_vendor' ? 'Back from the vendor' : 'Resume'}
      </LinkButton>
    );
  }
  return null;
}

/** What is often done besides. */
export function OtherMoves({ repair, moves }: Props) {
  const here = `/repairs/${repair.number}`;
  const link = (href: string, words: string) => <LinkButton href={`${here}/${href}`}>{words}</LinkButton>;
  return (
    <>
      {moves.includes('accept') ? (
        <ActionForm
          action={`${here}/accept`}
          formKey={newKey()}
          submit="It stays in use"
          values={{ how: 'in_use' }}
        />
      ) : null}
      {moves.includes('accept') && moves.includes('work') ? link('work', 'Work') : null}
      {moves.includes('ready') ? link('ready', 'Ready') : null}
      {moves.includes('hold') ? link('hold', 'Hold') : null}
      {repair.state !== 'ready' && moves.includes('close') ? link('close', 'Close') : null}
      {moves.includes('came_back') ? link('came-back', 'Came back') : null}
    </>
  );
}

/** All the rest. */
export function MoreMoves({ repair, moves, device, mayWork, mayWrite }: Props) {
  const here = `/repairs/${repair.number}`;
  const link = (move: RepairPageProps['moves'][number], path: string, words: string) =>
    moves.includes(move) ? <a href={`${here}/${path}`}>{words}</a> : null;
  const items = [
    repair.technician !== null && moves.includes('take_over') ? (
      <ActionForm action={`${here}/take-over`} formKey={newKey()} submit="Take over" look="quiet" />
    ) : null,
    repair.technician === null && moves.includes('take_over') ? (
      <ActionForm action={`${here}/take-over`} formKey={newKey()} submit="I take it" look="quiet" />
    ) : null,
    link('hand_over', 'hand-over', 'Hand to another'),
    link('escalate', 'escalate', 'Escalate'),
    link('vendor', 'vendor', 'Send to a vendor'),
    link('rework', 'rework', 'Not ready after all'),
    mayWork ? <a href={`${here}/edit`}>Priority, expected date, coverage</a> : null,
    mayWrite && !repair.closedAt ? (
      <a href={`/repairs/new?device=${device.id}`}>Report another fault</a>
    ) : null,
    link('withdraw', 'withdraw', 'Withdraw'),
  ].filter((item) => item !== null);
  return items.length > 0 ? <Menu label="More" items={items} /> : null;
}
