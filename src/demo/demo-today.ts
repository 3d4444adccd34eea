import type { Ctx } from '../context.ts';
import type { PhotoStore } from '../photos/store.ts';
import type { Stage } from './demo-stage.ts';
import { type CastKey, castKey } from './district.ts';

/** Minutes between two things that happen today. */
const STEP = 4;
/** So long before the moment of making does today's work begin. */
const BEGINS = 175;

/** The morning on which the demo is shown, or an earlier one: the cast at work, minute by minute up to now. */
export class Today {
  readonly stage: Stage;
  readonly photos: PhotoStore;
  readonly #now: number;
  #at: number;
  readonly #used: Set<string>;
  readonly #cast = new Map<CastKey, number>();

  /**
   * @param now epoch milliseconds at which the demo is shown
   * @param taken ids of devices that no scene may use: the plan still has something to happen to them
   */
  constructor(stage: Stage, photos: PhotoStore, now: number, taken: Iterable<string> = []) {
    this.stage = stage;
    this.photos = photos;
    this.#used = new Set(taken);
    this.#now = now;
    this.#at = now - BEGINS * 60_000;
    for (const login of stage.logins.values()) {
      const key = castKey(login);
      if (!this.#cast.has(key)) this.#cast.set(key, login.person);
    }
  }

  /** What somebody of the cast works with, a few minutes after whoever was before. */
  as(key: CastKey): Ctx {
    this.#at = Math.min(this.#at + STEP * 60_000, this.#now - 1_000);
    return this.stage.ctx(this.number(key), new Date(this.#at).toISOString());
  }

  /** The program itself, as at night. */
  program(): Ctx {
    return this.stage.ctx(null, new Date(this.#now - 1_000).toISOString());
  }

  /** Whoever is contact of a site. */
  contactOf(site: string): Ctx {
    this.#at = Math.min(this.#at + STEP * 60_000, this.#now - 1_000);
    const at = new Date(this.#at).toISOString();
    const contact = [...this.stage.logins.values()].find(
      (login) => login.role === 'contact' && login.sites.some((one) => one.site === site),
    );
    return this.stage.ctx(contact?.person ?? this.stage.by('manager'), at);
  }

  number(key: CastKey): number {
    return this.#cast.get(key) ?? this.stage.by('manager');
  }

  person(key: CastKey): string {
    return this.stage.person(this.number(key));
  }

  /** The number of the technician who answers for a site. */
  technicianOf(site: string): number {
    for (const { person, role, sites } of this.stage.logins.values())
      if (role === 'specialist' && sites.some((one) => one.site === site && one.rank === 'main'))
        return person;
    return this.number('specialist-1');
  }

  /** Codes of the sites that somebody of the cast answers for. */
  sitesOf(key: CastKey): string[] {
    const login = this.stage.logins.get(this.number(key));
    return (login?.sites ?? []).flatMap(({ site, rank }) => (rank === 'main' ? [site] : []));
  }

  /**
   * Devices of a site in service, without an open repair, not taken for anything before: those that somebody has
   * first, as few as there are.
   * @param covered only those that a warranty or a plan still pays for
   */
  async devices(ctx: Ctx, site: string, use: string, count: number, covered = false): Promise<Picked[]> {
    const rows = await ctx.db.all<Picked>({
      sql: `SELECT d.id, d.tag, d.serial, d.model, d.holder FROM devices AS d
            WHERE d.home = ? AND d.use = ? AND d.state = 'in_service' AND d.joined_into IS NULL AND d.tag <> ''
              AND d.due_on IS NULL
              AND (? = 0 OR d.warranty_until >= ? OR d.coverage_until >= ?)
              AND NOT EXISTS (SELECT 1 FROM repairs AS r WHERE r.device = d.id AND r.closed_at IS NULL)
            ORDER BY d.holder IS NULL, d.tag LIMIT 300`,
      parameters: [this.stage.place(site).id, use, covered ? 1 : 0, ctx.today, ctx.today],
    });
    return this.#take(rows, count);
  }

  /** Retired devices that are still here and in no lot, by tag, as few as there are. */
  async retired(ctx: Ctx, count: number): Promise<Picked[]> {
    const rows = await ctx.db.all<Picked>({
      sql: `SELECT d.id, d.tag, d.serial, d.model, d.holder FROM devices AS d
            WHERE d.state = 'retired' AND d.joined_into IS NULL AND d.tag <> ''
              AND NOT EXISTS (SELECT 1 FROM repairs AS r WHERE r.device = d.id AND r.closed_at IS NULL)
              AND NOT EXISTS (SELECT 1 FROM lot_devices AS x WHERE x.device = d.id AND x.ended_at IS NULL)
            ORDER BY d.tag LIMIT 2000`,
      parameters: [],
    });
    return this.#take(rows, count);
  }

  #take(rows: readonly Picked[], count: number): Picked[] {
    const free = rows.filter(({ id }) => !this.#used.has(id)).slice(0, count);
    for (const { id } of free) this.#used.add(id);
    return free;
  }
}

export type Picked = { id: string; tag: string; serial: string; model: string; holder: string | null };
