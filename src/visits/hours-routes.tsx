import { Hono } from 'hono';
import { ClaimPage } from '../../views/visits/claim.tsx';
import { MilesPage } from '../../views/visits/miles.tsx';
import { RoadPage } from '../../views/visits/road.tsx';
import { VisitSettingsPage } from '../../views/visits/settings.tsx';
import { can } from '../accounts/permissions.ts';
import { locationOptions } from '../locations/queries.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { Nothing } from './forms.ts';
import {
  addBench,
  addDrive,
  askOvertime,
  asksOvertime,
  decideOvertime,
  readMonth,
  withdrawDrive,
} from './hours.ts';
import {
  AskOvertime,
  DecideOvertime,
  DropOff,
  MonthFilter,
  NewBench,
  NewDrive,
  NewMiles,
  NewRate,
  NewWindow,
  Overnight,
} from './hours-forms.ts';
import { measuredMiles, overtimeWaiting, testingWindows, unanswered } from './hours-queries.ts';
import { claimCsv } from './hours-rules.ts';
import { backIntoVehicle, dropOff, readRoad, sayOvernight } from './overnight.ts';
import { technicians } from './queries.ts';
import { visitSettingsOf } from './rules.ts';
import { addMiles, addRate, addWindow, removeWindow } from './settings.ts';
import { personAsked, personOf } from './who.ts';

export const hoursRoutes = new Hono<AppEnv>();

const work = allow('visit.work');
const look = allow('visit.work', 'visit.all');

hoursRoutes.get('/visits/miles', look, async (c) => c.html(await milesPage(c, freshState())));

hoursRoutes.get('/visits/claim', look, async (c) => {
  const { month, person } = await monthAsked(c);
  return c.html(<ClaimPage frame={frameOf(c, 'visits')} {...(await readMonth(c.var.ctx, person, month))} />);
});

hoursRoutes.get('/visits/claim.csv', look, async (c) => {
  const { month, person } = await monthAsked(c);
  const read = await readMonth(c.var.ctx, person, month);
  return c.body(claimCsv(read.person.name, read.claim.lines), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="miles-${month}.csv"`,
  });
});

hoursRoutes.post('/visits/drives', work, (c) =>
  submit(c, {
    schema: NewDrive,
    run: addDrive,
    done: () => '/visits/miles?done=saved',
    again: (state) => milesPage(c, state),
  }),
);

hoursRoutes.post('/visits/drives/:leg/withdraw', work, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => withdrawDrive(ctx, c.req.param('leg')),
    done: () => '/visits/miles?done=withdrawn',
    back: '/visits/miles',
  }),
);

hoursRoutes.post('/visits/bench', work, (c) =>
  submit(c, {
    schema: NewBench,
    run: addBench,
    done: () => '/visits/miles?done=saved',
    again: (state) => milesPage(c, state),
  }),
);

hoursRoutes.post('/visits/overtime', allow('overtime.ask'), (c) =>
  submit(c, {
    schema: AskOvertime,
    run: askOvertime,
    done: () => '/visits/miles?done=proposed',
    again: (state) => milesPage(c, state),
  }),
);

hoursRoutes.post('/visits/overtime/:overtime', allow('visit.manage'), (c) =>
  submit(c, {
    schema: DecideOvertime,
    run: (ctx, form) => decideOvertime(ctx, c.req.param('overtime'), form),
    done: () => '/visits/miles?done=saved',
    back: '/visits/miles',
  }),
);

hoursRoutes.get('/visits/vehicle', look, async (c) => c.html(await roadPage(c, freshState())));

hoursRoutes.post('/visits/vehicle/overnight', work, (c) =>
  submit(c, {
    schema: Overnight,
    run: sayOvernight,
    done: () => '/visits/vehicle?done=saved',
    again: (state) => roadPage(c, state),
  }),
);

hoursRoutes.post('/visits/vehicle/back', work, (c) =>
  submit(c, {
    schema: Nothing,
    run: backIntoVehicle,
    done: () => '/visits/vehicle?done=moved',
    back: '/visits/vehicle',
  }),
);

hoursRoutes.post('/visits/vehicle/drop-off', work, (c) =>
  submit(c, {
    schema: DropOff,
    run: dropOff,
    done: () => '/visits/vehicle?done=moved',
    again: (state) => roadPage(c, state),
  }),
);

hoursRoutes.get('/settings/visits', allow('settings.manage'), async (c) =>
  c.html(await settingsPage(c, freshState())),
);

hoursRoutes.post('/settings/visits', allow('settings.manage'), (c) =>
  submit(c, {
    schema: NewRate,
    run: addRate,
    done: () => '/settings/visits?done=saved',
    again: (state) => settingsPage(c, state),
  }),
);

hoursRoutes.post('/settings/visits/windows', allow('settings.manage'), (c) =>
  submit(c, {
    schema: NewWindow,
    run: addWindow,
    done: () => '/settings/visits?done=saved',
    again: (state) => settingsPage(c, state),
  }),
);

hoursRoutes.post('/settings/visits/windows/:window/remove', allow('settings.manage'), (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => removeWindow(ctx, c.req.param('window')),
    done: () => '/settings/visits?done=saved',
    back: '/settings/visits',
  }),
);

hoursRoutes.post('/settings/visits/miles', allow('settings.manage'), (c) =>
  submit(c, {
    schema: NewMiles,
    run: addMiles,
    done: () => '/settings/visits?done=saved',
    again: (state) => settingsPage(c, state),
  }),
);

async function monthAsked(c: AppContext) {
  const { ctx } = c.var;
  const { month, person } = MonthFilter.catch({ month: null, person: null }).parse(c.req.query());
  return { month: month ?? ctx.today.slice(0, 7), person: personAsked(ctx, person) };
}

async function milesPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const { month, person } = await monthAsked(c);
  const decides = can(ctx.actor, 'visit.manage');
  const seesAll = can(ctx.actor, 'visit.all');
  const [read, waiting, people, places] = await Promise.all([
    readMonth(ctx, person, month),
    decides ? ctx.db.all(overtimeWaiting()) : [],
    seesAll ? ctx.db.all(technicians()) : [],
    locationOptions(ctx.db, ['site', 'depot']),
  ]);
  const own = person === personOf(ctx) && can(ctx.actor, 'visit.work');
  return (
    <MilesPage
      frame={frameOf(c, 'visits')}
      state={state}
      read={read}
      waiting={waiting.filter((row) => row.person !== ctx.actor.person)}
      people={people}
      places={places}
      may={{ own, decides, seesAll, asks: own && asksOvertime(ctx.actor) }}
    />
  );
}

async function roadPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const [road, depots, buildings, others] = await Promise.all([
    readRoad(ctx, personOf(ctx)),
    locationOptions(ctx.db, ['depot']),
    locationOptions(ctx.db, ['depot', 'site']),
    can(ctx.actor, 'visit.all') ? ctx.db.all(unanswered()) : [],
  ]);
  return (
    <RoadPage
      frame={frameOf(c, 'visits')}
      state={state}
      road={road}
      depots={depots}
      buildings={buildings}
      others={others}
      mayWork={can(ctx.actor, 'visit.work')}
    />
  );
}

async function settingsPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const [windows, miles, sites] = await Promise.all([
    ctx.db.all(testingWindows(ctx.today)),
    ctx.db.all(measuredMiles()),
    locationOptions(ctx.db, ['site', 'depot']),
  ]);
  return (
    <VisitSettingsPage
      frame={frameOf(c, 'settings')}
      state={state}
      settings={visitSettingsOf(ctx.district.settings)}
      windows={windows}
      miles={miles}
      sites={sites}
    />
  );
}
