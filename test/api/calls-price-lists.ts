import { buyingWorld } from '../support/purchasing.ts';
import type { Calls, Stage } from './calls.ts';
import { must } from './calls.ts';

const listForm = () => {
  const form = new FormData();
  form.append('file', new File(['Item,MPN,Price\nN-1,NT116WHM-N21,19.20\nN-2,NOBODY,3\n'], 'prices.csv'));
  return form;
};

const sent = async (stage: Stage): Promise<void> => {
  const { app, w, s, made } = stage;
  Object.assign(made, await buyingWorld(app.services.engine, s));
  made.list = (
    (await must(stage, w.mara, 'POST', `/suppliers/${made.north}/price-lists`, listForm())).json as {
      id: string;
    }
  ).id;
};

const MAPPING = { theirs: 0, maker: 1, price: 2, decimal: 'point', per: 'piece', fromOn: '2027-04-01' };
const mapped = async (stage: Stage): Promise<void> => {
  await sent(stage);
  await must(stage, stage.w.mara, 'PUT', `/price-lists/${stage.made.list}/mapping`, MAPPING);
};
const theList = ({ made }: Stage) => ({ id: made.list ?? '' });

/** Price lists from the file to what they change. */
export const priceListCalls: Calls = {
  'post-suppliers-by-id-price-lists': {
    before: async ({ app, s, made }) => {
      Object.assign(made, await buyingWorld(app.services.engine, s));
    },
    at: ({ made }) => ({ id: made.north ?? '' }),
    form: listForm,
    refuses: ['sid', 403],
  },
  'get-price-lists-by-id': {
    before: mapped,
    at: theList,
    refuses: ['ada', 403],
    answers: { rows: 2, counts: { changed: 1, unmatched: 1 } },
  },
  'get-price-lists-by-id-rows': {
    before: mapped,
    at: theList,
    query: () => 'kind=changed',
    refuses: ['sid', 403],
    answers: { items: [{ line: 2, was: { priceCents: 1840 }, now: { priceCents: 1920 } }] },
  },
  'put-price-lists-by-id-mapping': { before: sent, at: theList, body: () => MAPPING, refuses: ['tess', 403] },
  'post-price-lists-by-id-apply': {
    before: mapped,
    at: theList,
    body: () => ({ doubtful: true }),
    refuses: ['audrey', 403],
    answers: { applied: 1, chunks: 1 },
  },
};
