/**
 * The lists a new district starts with: what is found broken, by kind of part, level and usual minutes.
 * A manager edits them afterwards; nothing here is read again once they are in the database.
 *
 * Minutes: medians of one shop over 73 models (screen, bezel, trackpad, camera, keycap, port, I/O board, stuck
 * object 15; touch screen, palm rest, battery, lid, hinge, LCD cable, OS restore, mainboard 30). Faults that
 * the shop did not list carry the figure of the part that is opened up in the same way.
 */

/** What a part is, whatever it fits. `uncounted` kinds have no ledger. */
export const partKinds = [
  ['lcd', 'LCD panel'],
  ['lcd-touch', 'Touch LCD panel'],
  ['lcd-cable', 'LCD cable'],
  ['bezel', 'Bezel'],
  ['lid', 'Lid'],
  ['hinge', 'Hinge pair'],
  ['hinge-cover', 'Hinge cover'],
  ['keyboard', 'Keyboard'],
  ['keycap', 'Keycap'],
  ['palm-rest', 'Palm rest with keyboard'],
  ['trackpad', 'Trackpad'],
  ['battery', 'Battery'],
  ['port', 'Charging port'],
  ['io-board', 'I/O board'],
  ['mainboard', 'Mainboard'],
  ['camera', 'Camera'],
  ['speaker', 'Speakers'],
  ['microphone', 'Microphone'],
  ['wifi', 'Wi-Fi card'],
  ['bottom', 'Bottom cover'],
  ['feet', 'Rubber feet'],
  ['charger', 'Charger'],
  ['screws', 'Screws'],
  ['tape', 'Adhesive tape'],
] as const satisfies readonly (readonly [code: string, name: string])[];

export type PartKind = (typeof partKinds)[number][0];

/** Kinds that are used without being counted: their use is noted with the repair for cost and forecast. */
export const uncountedKinds: readonly PartKind[] = ['keycap', 'feet', 'screws', 'tape'];

export type Level = 1 | 2 | 3;

export type StartingFault = {
  code: string;
  name: string;
  /** Who should do it; decides what is offered, never what may be recorded. */
  level: Level;
  /** Words that people say or type for it, lower case: search finds the fault by them. */
  symptomWords: readonly string[];
  /** Code of the remedy that saving without a choice records. */
  remedy: string;
  minutes: number;
  partKind: PartKind | null;
};

type FaultRow = [string, string, Level, string, number, PartKind | null];

// Level 3: mainboard, liquid. Level 2: charging port, I/O board, lid, hinge, Wi-Fi. Level 1: all others.
const rows: FaultRow[] = [
  ['screen', 'Screen', 1, 'replaced', 15, 'lcd'],
  ['touch', 'Touch screen', 1, 'replaced', 30, 'lcd-touch'],
  ['lcd-cable', 'LCD cable', 1, 'replaced', 30, 'lcd-cable'],
  ['bezel', 'Bezel', 1, 'replaced', 15, 'bezel'],
  ['lid', 'Lid', 2, 'replaced', 30, 'lid'],
  ['hinge', 'Hinge', 2, 'replaced', 30, 'hinge'],
  ['hinge-cover', 'Hinge cover', 1, 'replaced', 15, 'hinge-cover'],
  ['keyboard', 'Keyboard', 1, 'replaced', 30, 'keyboard'],
  ['keycap', 'Keycap', 1, 'replaced', 15, 'keycap'],
  ['palm-rest', 'Palm rest', 1, 'replaced', 30, 'palm-rest'],
  ['trackpad', 'Trackpad', 1, 'replaced', 15, 'trackpad'],
  ['battery', 'Battery', 1, 'replaced', 30, 'battery'],
  ['port', 'Charging port', 2, 'replaced', 15, 'port'],
  ['io-board', 'I/O board', 2, 'replaced', 15, 'io-board'],
  ['mainboard', 'Mainboard', 3, 'replaced', 30, 'mainboard'],
  ['camera', 'Camera', 1, 'replaced', 15, 'camera'],
  ['speaker', 'Speakers', 1, 'replaced', 15, 'speaker'],
  ['microphone', 'Microphone', 1, 'replaced', 15, 'microphone'],
  ['wifi', 'Wi-Fi', 2, 'replaced', 15, 'wifi'],
  ['bottom', 'Bottom cover', 1, 'replaced', 15, 'bottom'],
  ['feet', 'Rubber feet', 1, 'replaced', 5, 'feet'],
  ['charger', 'Charger', 1, 'exchanged', 5, 'charger'],
  ['liquid', 'Liquid damage', 3, 'cleaned', 30, null],
  ['cosmetic', 'Cosmetic', 1, 'cleaned', 15, null],
  ['os', 'Operating system', 1, 'restored', 30, null],
  ['object', 'Object stuck in a port', 1, 'removed', 15, null],
  ['other', 'Something else', 1, 'adjusted', 15, null],
];

const words: Record<string, string> = {
  screen: 'cracked screen,broken screen,lines,black spots,bleeding,dead pixels,white screen,display',
  touch: 'touch not working,ghost touch,cracked touch screen,digitizer,stylus not working,glass',
  'lcd-cable': 'flickers,no picture,picture comes and goes,dim,screen cuts out when moved,video cable',
  bezel: 'frame around screen,loose frame,bezel cracked,bezel missing,trim',
  lid: 'back cover of screen,cracked lid,top cover,dented lid,engraved,a cover',
  hinge: 'loose hinge,broken hinge,screen falls back,will not stay open,wobbly,stiff',
  'hinge-cover': 'hinge cap,cap missing,hinge plastic,barrel cover',
  keyboard: 'keys not working,several keys missing,types by itself,sticky keys,wrong letters,stuck key',
  keycap: 'key missing,popped key,key came off,loose key,one key,space bar',
  'palm-rest': 'top case,c cover,cracked palm rest,keyboard deck,broken near trackpad,upper case',
  trackpad: 'mouse not working,touchpad,no click,cursor jumps,cursor frozen,mouse pad',
  battery: 'does not hold a charge,dies fast,swollen,bulging,not charging,shuts off,0 percent',
  port: 'charger falls out,loose port,bent port,usb-c port,only charges at an angle,power jack,dc-in',
  'io-board': 'daughter board,usb port dead,headphone jack,power button,volume button,sd slot,sub board',
  mainboard: 'dead,will not turn on,no power,logic board,motherboard,boot loop,board',
  camera: 'no camera,webcam,black picture in meetings,camera blurry,camera not found',
  speaker: 'no sound,crackles,sound broken,audio',
  microphone: 'nobody hears me,mic,no recording,voice',
  wifi: 'no internet,will not connect,wireless,no networks,drops off network,wlan card,antenna',
  bottom: 'cracked bottom,d cover,base,bottom case,screw posts,missing screws',
  feet: 'foot missing,slides on the desk,pads,rubber',
  charger: 'power cord,adapter,cord frayed,no charger,lost charger,bent plug',
  liquid: 'spill,water,juice,milk,wet,sticky inside,corrosion,left in the rain',
  cosmetic: 'scratches,stickers,dirty,pen marks,smell,label unreadable,dents',
  os: 'chrome os missing or damaged,will not sign in,needs powerwash,not enrolled,update fails,recovery,frozen,slow',
  object: 'pencil lead,broken plug,headphone tip stuck,paper in port,staple,gum',
  other: 'other,unknown,strange noise,not sure',
};

export const startingFaults: readonly StartingFault[] = rows.map(
  ([code, name, level, remedy, minutes, partKind]) => ({
    code,
    name,
    level,
    symptomWords: (words[code] ?? '').split(','),
    remedy,
    minutes,
    partKind,
  }),
);

/** Other kinds of part that do for a fault, best first, behind the fault's own `partKind`. */
export const alsoFits: Readonly<Record<string, readonly PartKind[]>> = {
  screen: ['lcd-touch'],
  touch: ['lcd'],
  keyboard: ['palm-rest'],
  'palm-rest': ['keyboard'],
  trackpad: ['palm-rest'],
  hinge: ['hinge-cover', 'lid'],
  bottom: ['screws'],
  bezel: ['tape'],
  microphone: ['camera'],
  liquid: ['palm-rest', 'battery', 'mainboard', 'trackpad'],
  port: ['io-board'],
};
