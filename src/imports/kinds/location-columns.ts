import type { Column } from '../kind.ts';
import type { FactColumn } from './facts-rules.ts';

const KINDS = {
  site: 'site',
  school: 'site',
  district: 'site',
  library: 'site',
  office: 'site',
  building: 'site',
  campus: 'site',
  depot: 'depot',
  warehouse: 'depot',
  store: 'depot',
  vehicle: 'vehicle',
  van: 'vehicle',
  vendor: 'vendor',
  room: 'room',
  classroom: 'room',
  cart: 'cart',
  // What OneRoster knows besides, none of them a place of the district.
  local: 'elsewhere',
  state: 'elsewhere',
  national: 'elsewhere',
  department: 'elsewhere',
};

const SITE_TYPES = {
  elementary: 'elementary',
  'elementary school': 'elementary',
  primary: 'elementary',
  middle: 'middle',
  'middle school': 'middle',
  'junior high': 'middle',
  high: 'high',
  'high school': 'high',
  library: 'library',
  office: 'office',
  other: 'other',
};

export const LOCATION_COLUMNS: readonly Column[] = [
  {
    name: 'code',
    label: 'Code',
    type: 'code',
    aliases: [
      'location code',
      'school code',
      'site code',
      'building code',
      'identifier',
      'abbreviation',
      'site number',
    ],
  },
  {
    name: 'name',
    label: 'Name',
    type: 'text',
    aliases: ['location name', 'school name', 'site name', 'school', 'site', 'building', 'location', 'title'],
  },
  {
    name: 'kind',
    label: 'Kind',
    type: 'choice',
    choices: KINDS,
    aliases: ['type', 'location type', 'org type'],
  },
  {
    name: 'site_type',
    label: 'Type of site',
    type: 'choice',
    choices: SITE_TYPES,
    aliases: ['school type', 'level', 'school level'],
    clearable: true,
  },
  {
    name: 'parent',
    label: 'Lies in',
    type: 'text',
    refers: 'location',
    aliases: ['parent', 'parent location', 'inside', 'parentSourcedId', 'part of'],
  },
  { name: 'room', label: 'Room', type: 'text', aliases: ['room name', 'room number', 'classroom'] },
  {
    name: 'address',
    label: 'Address',
    type: 'text',
    aliases: ['street', 'street address', 'address 1'],
    clearable: true,
  },
  { name: 'address2', label: 'Address, second line', type: 'text', aliases: ['address 2', 'suite'] },
  { name: 'city', label: 'City', type: 'text', aliases: ['town'] },
  { name: 'region', label: 'State', type: 'text', aliases: ['state', 'province'] },
  { name: 'zip', label: 'ZIP', type: 'code', aliases: ['zip code', 'postal code', 'postcode'] },
  { name: 'slots', label: 'Slots', type: 'whole', aliases: ['capacity', 'number of slots'], clearable: true },
  { name: 'note', label: 'Note', type: 'text', aliases: ['notes', 'comment', 'comments'], clearable: true },
  {
    name: 'external_id',
    label: 'Their id',
    type: 'code',
    aliases: ['sourcedId', 'external id', 'location id', 'org id', 'id'],
  },
  {
    name: 'status',
    label: 'Status',
    type: 'choice',
    choices: { active: 'active', tobedeleted: 'gone', inactive: 'gone', closed: 'gone' },
    aliases: [],
  },
];

export const LOCATION_FACTS: readonly FactColumn[] = [
  { name: 'code', label: 'Code', none: '', most: 30 },
  { name: 'name', label: 'Name', none: '', most: 120 },
  { name: 'kind', label: 'Kind', none: 'site' },
  { name: 'site_type', label: 'Type of site', none: null },
  { name: 'address', label: 'Address', none: '', most: 300 },
  { name: 'slots', label: 'Slots', none: null, type: 'number', most: 200 },
  { name: 'note', label: 'Note', none: '', most: 1_000 },
];
