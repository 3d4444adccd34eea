import { z } from 'zod';
import {
  choice,
  code,
  list,
  optionalChoice,
  optionalCode,
  optionalWhole,
  text,
  version,
  whole,
} from '../fields.ts';
import { OUTCOMES } from './forms.ts';

/** The lists that repairs choose from. */
export type ListName = 'faults' | 'symptoms' | 'remedies';

/** Kinds of part, as the starting list has them; a fault names the one that it takes. */
export const PART_KINDS = [
  'lcd',
  'lcd-touch',
  'lcd-cable',
  'bezel',
  'lid',
  'hinge',
  'hinge-cover',
  'keyboard',
  'keycap',
  'palm-rest',
  'trackpad',
  'battery',
  'port',
  'io-board',
  'mainboard',
  'camera',
  'speaker',
  'microphone',
  'wifi',
  'bottom',
  'feet',
  'charger',
  'screws',
  'tape',
] as const;

const position = whole(0, 9999);

const fault = {
  name: text(60),
  level: whole(1, 3),
  minutes: whole(0, 600),
  remedy: optionalCode(),
  partKind: optionalChoice(PART_KINDS),
  position,
};
export const NewFault = z.object({ code: code(), ...fault });
export type NewFault = z.infer<typeof NewFault>;
export const FaultEdit = z.object({ version: version(), ...fault });
export type FaultEdit = z.infer<typeof FaultEdit>;

const symptom = { name: text(80), faults: list(code(), 20), position };
export const NewSymptom = z.object({ code: code(), ...symptom });
export type NewSymptom = z.infer<typeof NewSymptom>;
export const SymptomEdit = z.object({ version: version(), ...symptom });
export type SymptomEdit = z.infer<typeof SymptomEdit>;

const remedy = {
  name: text(80),
  minutes: optionalWhole(0, 600),
  takesPart: choice(['part', 'none', 'either']),
  outcome: choice(OUTCOMES),
  position,
};
export const NewRemedy = z.object({ code: code(), ...remedy });
export type NewRemedy = z.infer<typeof NewRemedy>;
export const RemedyEdit = z.object({ version: version(), ...remedy });
export type RemedyEdit = z.infer<typeof RemedyEdit>;

export const Versioned = z.object({ version: version() });
export type Versioned = z.infer<typeof Versioned>;
