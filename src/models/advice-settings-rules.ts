import { type AdviceSettings, adviceDefaults } from './advice-rules.ts';

export interface DistrictAdvice extends AdviceSettings {
  /** what an hour at the bench costs, in cents */
  benchRateCentsPerHour: number;
}

export const DEFAULT_BENCH_RATE = 3_000;

/** The district's own numbers: JSON under the setting 'advice'. What is missing or not a number is the default. */
export function adviceSettingsOf(settings: Readonly<Record<string, string>>): DistrictAdvice {
  const defaults: DistrictAdvice = { ...adviceDefaults, benchRateCentsPerHour: DEFAULT_BENCH_RATE };
  const text = settings.advice;
  if (!text) return defaults;
  const set = parsed(text);
  for (const name of Object.keys(defaults) as (keyof DistrictAdvice)[]) {
    const value = set[name];
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) defaults[name] = value;
  }
  return defaults;
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
