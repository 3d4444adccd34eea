import { type Change, must } from '../db/commit.ts';
import { q } from '../db/query.ts';

export function renamePasskeyRow(person: string, id: string, name: string): Change {
  return [
    mustBeThere(person, id),
    q.updateTable('passkeys').set({ name }).where('id', '=', id).where('user_id', '=', person),
  ];
}

export function deletePasskey(person: string, id: string): Change {
  return [
    mustBeThere(person, id),
    q.deleteFrom('passkeys').where('id', '=', id).where('user_id', '=', person),
  ];
}

function mustBeThere(person: string, id: string): Change {
  return must('the passkey is there', {
    sql: 'SELECT 1 FROM passkeys WHERE id = ? AND user_id = ?',
    parameters: [id, person],
  });
}
