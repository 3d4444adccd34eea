import type { Table } from './table.ts';

/* Who sees a thing prints its label; paper and reserved tags are the manager's and the admin's. */
const SEE = 'y y y y y y y y y';
const MANAGE = 'f f f f y f f f y';

export const LABEL_ROUTES: Table = {
  'GET /labels': SEE,
  'GET /labels/print': SEE,
  'GET /labels/labels.pdf': SEE,
  'GET /labels/papers/:paper/page.css': SEE,
  'GET /labels/ranges': MANAGE,
  'GET /labels/ranges/new': MANAGE,
  'POST /labels/ranges/new': MANAGE,
  'GET /labels/ranges/:range': MANAGE,
  'POST /labels/ranges/:range/withdraw': MANAGE,
  'GET /labels/papers': MANAGE,
  'GET /labels/papers/new': MANAGE,
  'POST /labels/papers/new': MANAGE,
  'GET /labels/papers/:paper': MANAGE,
  'POST /labels/papers/:paper': MANAGE,
  'POST /labels/papers/:paper/retire': MANAGE,
  'GET /p/:code': 'y y y y y f f y y',
  'GET /api/v1/labels': SEE,
  'GET /api/v1/label-papers': SEE,
  'POST /api/v1/label-papers': MANAGE,
  'PUT /api/v1/label-papers/:id': MANAGE,
  'POST /api/v1/label-papers/:id/retire': MANAGE,
  'GET /api/v1/tag-ranges': MANAGE,
  'POST /api/v1/tag-ranges': MANAGE,
  'GET /api/v1/tag-ranges/:id': MANAGE,
  'POST /api/v1/tag-ranges/:id/withdraw': MANAGE,
};
