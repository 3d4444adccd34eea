import type { Query } from '../../db/query.ts';
import { outByImport } from './retired-queries.ts';

/** A model with all that a file may say of it. */
export interface KnownModel {
  id: string;
  version: number;
  maker: string;
  name: string;
  number: string;
  kind: string;
  aue_on: string | null;
  aue_source: string | null;
  aue_read_on: string | null;
  warranty_months: number | null;
  price_cents: number | null;
  retired_at: string | null;
  /** 1: out of use by an import, not by a person */
  out: number;
}

/** All of them: a district has some hundreds. */
export const KNOWN_MODELS: Query<KnownModel> = {
  sql: `SELECT id, version, maker, name, number, kind, aue_on, aue_source, aue_read_on, warranty_months, price_cents,
          retired_at, ${outByImport('models')} AS out
        FROM models ORDER BY retired_at IS NOT NULL, id`,
  parameters: [],
};
