import type { Actor, Grant, Role } from '../context.ts';

/**
 * Every action of the app and the roles that include it. 'own': only at the grant's sites. A number
 * is the lowest specialist level. Deny by default: what is not here, nobody may do.
 */
type Allowance = true | 'own' | 2 | 3;
type Row = Partial<Record<Role, Allowance>>;

const STAFF: Row = { intern: true, specialist: true, manager: true };

export const PERMISSIONS = {
  'account.own': { ...STAFF, contact: true, auditor: true, admin: true },
  'device.see': { ...STAFF, contact: 'own', auditor: true, admin: true },
  'repair.see': { ...STAFF, contact: 'own', auditor: true, admin: true },
  'location.see': { ...STAFF, contact: 'own', auditor: true, admin: true },
  'model.see': { ...STAFF, contact: true, auditor: true, admin: true },
  'student.see': { ...STAFF, contact: 'own', admin: true },
  'repair.report': { ...STAFF, contact: 'own', admin: true },
  'repair.work': STAFF,
  'repair.confirm': { specialist: true, manager: true },
  'claim.see': { ...STAFF, auditor: true, admin: true },
  'claim.work': STAFF,
  'custody.change': { ...STAFF, contact: 'own', admin: true },
  'device.edit': { specialist: true, manager: true, admin: true },
  'tag.replace': { ...STAFF, admin: true },
  'device.lose': { ...STAFF, contact: 'own', admin: true },
  'device.retire': { specialist: 3, manager: true, admin: true },
  'device.dispose': { manager: true, admin: true },
  'device.propose': STAFF,
  'catalog.propose': { ...STAFF, admin: true },
  'catalog.edit': { manager: true, admin: true },
  'label.manage': { manager: true, admin: true },
  'location.edit': { manager: true, admin: true },
  'person.edit': { manager: true, admin: true },
  'person.data': { manager: true, admin: true },
  'person.purge': { admin: true },
  'stock.see': { ...STAFF, auditor: true, admin: true },
  'stock.use': STAFF,
  'stock.transfer': STAFF,
  'stock.count': { ...STAFF, auditor: true },
  'stock.open': { specialist: true, manager: true },
  'stock.adjust': { specialist: 2, manager: true },
  'scrap.propose': { specialist: true, manager: true },
  'scrap.do': { specialist: 2, manager: true },
  'harvest.propose': { specialist: true, manager: true },
  'harvest.do': { specialist: 2, manager: true },
  'disposal.see': { ...STAFF, auditor: true, admin: true },
  'disposal.work': { ...STAFF, admin: true },
  'order.see': { ...STAFF, auditor: true },
  'order.propose': { specialist: 3, manager: true },
  'order.approve': { manager: true },
  // Up to the amount that the district leaves to level III: none unless it says so.
  'order.approve_small': { specialist: 3, manager: true },
  // Sending a part back to who sold it: level I proposes it.
  'return.propose': { specialist: true, manager: true },
  'return.do': { specialist: 2, manager: true },
  'order.receive': { specialist: true, manager: true },
  'audit.see': { ...STAFF, contact: 'own', auditor: true, admin: true },
  'audit.run': { ...STAFF, contact: 'own', auditor: true, admin: true },
  'audit.apply': { specialist: true, manager: true },
  'audit.propose': { intern: true, contact: 'own', auditor: true },
  'audit.sign': { specialist: 3, manager: true, auditor: true },
  'visit.see': { ...STAFF, contact: 'own', auditor: true },
  'visit.all': { manager: true, auditor: true },
  'visit.work': STAFF,
  'visit.manage': { manager: true },
  'overtime.ask': { intern: true, specialist: true },
  'export.lists': { specialist: true, manager: true, contact: 'own', auditor: true, admin: true },
  'export.own': { intern: true },
  'history.see': { manager: true, auditor: true, admin: true },
  'history.verify': { auditor: true, admin: true },
  'proposal.decide': { manager: true, admin: true },
  'entry.decide': { manager: true },
  'phone.see': { admin: true },
  'import.run': { manager: true, admin: true },
  'users.manage': { admin: true },
  'settings.manage': { admin: true },
} as const satisfies Record<string, Row>;

export type Action = keyof typeof PERMISSIONS;

/** Where an action may be done: everywhere, at some sites, or (null) not at all. */
export type Scope = 'all' | readonly string[] | null;

/** Rights add up over the roles that a person holds. */
export function scopeOf(actor: Pick<Actor, 'grants'>, action: Action): Scope {
  const row: Row = PERMISSIONS[action];
  const sites: string[] = [];
  for (const grant of actor.grants) {
    const allowed = row[grant.role];
    if (allowed === undefined || !reaches(grant, allowed)) continue;
    if (allowed !== 'own') return 'all';
    if (grant.site) sites.push(grant.site);
  }
  return sites.length > 0 ? sites : null;
}

export function can(actor: Pick<Actor, 'grants'>, action: Action): boolean {
  return scopeOf(actor, action) !== null;
}

/** Whether the scope takes in the site; a thing without a site is in the scope 'all' only. */
export function within(scope: Scope, ...sites: readonly (string | null)[]): boolean {
  if (scope === 'all') return true;
  return scope !== null && sites.some((site) => site !== null && scope.includes(site));
}

/** The highest level of work that the person is offered; 0 where work is not theirs. */
export function levelOffered(actor: Pick<Actor, 'grants'>): 0 | 1 | 2 | 3 {
  let level: 0 | 1 | 2 | 3 = 0;
  for (const grant of actor.grants) {
    const offered =
      grant.role === 'manager'
        ? 3
        : grant.role === 'specialist'
          ? (grant.level ?? 1)
          : grant.role === 'intern'
            ? 1
            : 0;
    if (offered > level) level = offered;
  }
  return level;
}

/** An intern's work is confirmed by a specialist later, unless the intern holds a fuller role as well. */
export function worksAsIntern(actor: Pick<Actor, 'grants'>): boolean {
  const roles = actor.grants.map((grant) => grant.role);
  return roles.includes('intern') && !roles.includes('specialist') && !roles.includes('manager');
}

function reaches(grant: Grant, allowed: Allowance): boolean {
  return typeof allowed !== 'number' || (grant.level ?? 1) >= allowed;
}
