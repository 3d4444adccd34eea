import { GAM, GOOGLE_ADMIN } from './google.ts';
import { INCIDENT_IQ } from './incident-iq.ts';
import { ONEROSTER } from './oneroster.ts';
import { SNIPE_IT } from './snipe-it.ts';
import type { Source } from './source.ts';

/** Systems whose files are known by their headers; any other file is 'csv'. */
export const SOURCES: readonly Source[] = [GOOGLE_ADMIN, GAM, ONEROSTER, SNIPE_IT, INCIDENT_IQ];
