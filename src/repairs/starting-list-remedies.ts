/** What was done about a fault. Part of the lists a new district starts with; see `starting-list.ts`. */

export type StartingRemedy = {
  code: string;
  name: string;
  /** Minutes where the remedy decides them, else null: the fault's own minutes hold. */
  minutes: number | null;
  /** `part`: asks for the part that went in. `none`: no part. `either`: may take one. */
  takesPart: 'part' | 'none' | 'either';
  /** The outcome that a repair with this remedy alone proposes. */
  outcome: 'repaired' | 'no fault found' | 'not worth repair';
};

type RemedyRow = [string, string, number | null, StartingRemedy['takesPart'], StartingRemedy['outcome']?];

const rows: RemedyRow[] = [
  ['replaced', 'Replaced part', null, 'part'],
  // 45 minutes: mainboard with the serial carried over, median of the shop in the fault list's source.
  ['replaced-transfer', 'Replaced mainboard, serial transferred', 45, 'part'],
  ['exchanged', 'Exchanged for another', 5, 'either'],
  ['reseated', 'Reseated cable or part', 15, 'none'],
  ['cleaned', 'Cleaned', null, 'either'],
  ['dried', 'Dried and tested', 30, 'either'],
  ['adjusted', 'Adjusted or tightened', 15, 'either'],
  ['glued', 'Glued or taped', 15, 'either'],
  ['removed', 'Removed object', 15, 'none'],
  ['restored', 'Restored operating system', 30, 'none'],
  ['reset', 'Reset or updated', 15, 'none'],
  ['enrolled', 'Enrolled again', 15, 'none'],
  ['battery-reset', 'Battery disconnected and reset', 15, 'none'],
  ['label', 'New label or tag', 5, 'none'],
  ['vendor', 'Repaired by the vendor', 5, 'none'],
  ['no-fault', 'No fault found', 5, 'none', 'no fault found'],
  ['left', 'Left as it is', 5, 'none', 'no fault found'],
  ['not-worth', 'Not worth repair', 5, 'none', 'not worth repair'],
];

export const startingRemedies: readonly StartingRemedy[] = rows.map(
  ([code, name, minutes, takesPart, outcome]) => ({
    code,
    name,
    minutes,
    takesPart,
    outcome: outcome ?? 'repaired',
  }),
);
