import type { Line, UsedPart } from '../../src/repairs/queries.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { moneyText } from '../ui/money.tsx';
import { Status } from '../ui/status.tsx';
import type { RepairPageProps } from './page.tsx';
import { CAUSES } from './words.ts';

/** The fault lines with what was found, done and used. */
export function LineList({ repair, lines, parts, moves, mayWork, device }: RepairPageProps) {
  const shown = lines.filter((line) => !line.withdrawnAt);
  const works = moves.includes('work');
  return (
    <Card
      title="Faults"
      count={shown.length}
      actions={
        works ? <LinkButton href={`/repairs/${repair.number}/work?line=new`}>Another fault</LinkButton> : null
      }
    >
      <ul class="lines">
        {shown.map((line) => (
          <li>
            <div class="line-head">
              <strong>{line.faultName ?? line.symptomName ?? 'Not said'}</strong>{' '}
              {line.doneAt ? <Status tone="good" word="Done" /> : <Status tone="wait" word="Open" />}
              {works ? (
                <LinkButton
                  href={`/repairs/${repair.number}/work?line=${line.id}`}
                  look={line.doneAt ? 'quiet' : 'plain'}
                  label={`Work on ${line.faultName ?? line.symptomName ?? 'this fault'}`}
                >
                  Work
                </LinkButton>
              ) : null}
            </div>
            <Told line={line} />
            {line.note ? <p class="told">{line.note}</p> : null}
            <ul class="parts">
              {parts
                .filter((part) => part.line === line.id)
                .map((part) => (
                  <Part part={part} repair={repair.id} back={mayWork && !repair.closedAt} />
                ))}
            </ul>
            {mayWork && !repair.closedAt && shown.length > 1 && !hasParts(line, parts) ? (
              <ActionForm
                action={`/repairs/${repair.id}/lines/${line.id}/withdraw`}
                formKey={newKey()}
                submit="Withdraw this line"
                look="quiet"
                label={`Withdraw ${line.faultName ?? line.symptomName ?? 'this line'}`}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {mayWork && !repair.closedAt && works ? (
        <p class="quiet">
          All in one step: <a href={`/devices/${device.id}/repair`}>quick repair</a>
        </p>
      ) : null}
    </Card>
  );
}

function Told({ line }: { line: Line }) {
  const words = [
    line.symptomName && line.faultName ? `Reported: ${line.symptomName}` : '',
    line.remedyName ?? '',
    line.cause ? CAUSES[line.cause as keyof typeof CAUSES] : '',
    line.minutes > 0 ? `${line.minutes} min` : '',
    line.doneByName ?? '',
  ].filter(Boolean);
  return words.length > 0 ? <p class="quiet">{words.join(' · ')}</p> : null;
}

function Part({ part, repair, back }: { part: UsedPart; repair: string; back: boolean }) {
  const facts = `${part.quantity} × ${part.name}, ${moneyText(part.costCents)}${part.binName ? `, from ${part.binName}` : ''}`;
  if (part.returnedAt) return <li class="quiet">{facts}: returned</li>;
  return (
    <li>
      {facts} {part.short > 0 ? <Status tone="bad" word={`${part.short} short`} /> : null}
      {back ? (
        <ActionForm
          action={`/repairs/${repair}/parts/${part.id}/return`}
          formKey={newKey()}
          submit="Take out again"
          look="quiet"
          label={`Take ${part.name} out again`}
        />
      ) : null}
    </li>
  );
}

const hasParts = (line: Line, parts: readonly UsedPart[]) =>
  parts.some((part) => part.line === line.id && !part.returnedAt);
