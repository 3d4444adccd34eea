/**
 * What is reported, in the words of the person who brings the device, each with the faults it mostly turns
 * out to be. Part of the lists a new district starts with; see `starting-list.ts`.
 */

export type StartingSymptom = {
  code: string;
  name: string;
  /** Fault codes, likeliest first; a technician is offered these before the rest. */
  faults: readonly string[];
};

const rows: [string, string, string][] = [
  ['cracked-screen', 'Cracked screen', 'screen,touch,bezel'],
  ['lines', 'Lines or spots on the screen', 'screen,lcd-cable,touch'],
  ['no-picture', 'No picture', 'lcd-cable,screen,mainboard'],
  ['flickers', 'Picture flickers', 'lcd-cable,screen,hinge'],
  ['no-touch', 'Touch does not work', 'touch,lcd-cable,os'],
  ['frame-loose', 'Frame around the screen is loose', 'bezel,hinge-cover,lid'],
  ['lid-broken', 'Lid is cracked', 'lid,hinge,bezel'],
  ['hinge-loose', 'Will not stay open', 'hinge,hinge-cover,lid'],
  ['key-missing', 'Keys missing', 'keycap,keyboard,palm-rest'],
  ['keys-dead', 'Keys do not work', 'keyboard,palm-rest,liquid'],
  ['types-alone', 'Types by itself', 'keyboard,liquid,palm-rest'],
  ['palm-cracked', 'Cracked around the keyboard', 'palm-rest,trackpad,bottom'],
  ['trackpad-dead', 'Trackpad does not work', 'trackpad,palm-rest,battery'],
  ['no-charge', "Won't charge", 'port,charger,battery,mainboard'],
  ['battery-short', 'Battery does not last', 'battery,charger,port'],
  ['battery-swollen', 'Swollen battery', 'battery,bottom,trackpad'],
  ['no-power', "Won't turn on", 'battery,mainboard,charger,io-board'],
  ['shuts-off', 'Shuts off by itself', 'battery,mainboard,os'],
  ['plug-loose', 'Charger falls out', 'port,io-board,charger'],
  ['usb-dead', 'USB or headphone port does not work', 'io-board,object,port'],
  ['port-blocked', 'Something is stuck in a port', 'object,io-board,port'],
  ['button-broken', 'Power or volume button broken', 'io-board,bottom,palm-rest'],
  ['no-camera', 'Camera does not work', 'camera,lcd-cable,os'],
  ['no-sound', 'No sound', 'speaker,io-board,os'],
  ['no-mic', 'Microphone does not work', 'microphone,camera,os'],
  ['no-wifi', "Won't connect to Wi-Fi", 'wifi,os,mainboard'],
  ['bottom-cracked', 'Bottom is cracked or open', 'bottom,feet,battery'],
  ['feet-missing', 'Rubber feet missing', 'feet,bottom'],
  ['charger-broken', 'Charger broken', 'charger,port'],
  ['spill', 'Liquid spilled', 'liquid,keyboard,mainboard'],
  ['dirty', 'Dirty, scratched or stickers', 'cosmetic,lid,palm-rest'],
  ['os-damaged', 'ChromeOS is missing or damaged', 'os,mainboard'],
  ['sign-in', 'Cannot sign in', 'os,wifi,keyboard'],
  ['slow', 'Slow or frozen', 'os,mainboard,battery'],
  ['label', 'Tag or label unreadable', 'cosmetic'],
  ['other', 'Something else', 'other,os,mainboard'],
];

export const startingSymptoms: readonly StartingSymptom[] = rows.map(([code, name, faults]) => ({
  code,
  name,
  faults: faults.split(','),
}));
