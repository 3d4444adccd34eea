/** What people call kinds of parts -> the kind; longer names stand before the ones that they hold. */
const CALLED: readonly (readonly [RegExp, string])[] = [
  [/lcd cable|edp cable|display cable|screen cable/i, 'lcd-cable'],
  [
    /touch ?(screen|lcd|panel|display)|(lcd|screen|panel).*\btouch\b(?! ?pad)(?<!no touch|non.touch)/i,
    'lcd-touch',
  ],
  [/\blcd\b(?!.*(cover|bezel|back))|\b(screen|display|panel)\b(?!.*(cover|bezel|back))/i, 'lcd'],
  [/bezel|\bb.cover/i, 'bezel'],
  [/hinge (cover|cap)/i, 'hinge-cover'],
  [/hinge/i, 'hinge'],
  [/palm ?rest|top case|upper case|\bc.cover/i, 'palm-rest'],
  [/key ?cap/i, 'keycap'],
  [/keyboard/i, 'keyboard'],
  [/track ?pad|touch ?pad/i, 'trackpad'],
  [/\b(lid|lcd cover|back cover|top cover|a.cover)\b/i, 'lid'],
  [/bottom|base cover|\bd.cover/i, 'bottom'],
  [/battery/i, 'battery'],
  [/charger|adapter|power supply|power cord/i, 'charger'],
  [/(charging|dc.?in|power|usb-?c) ?(port|jack|board)|dc jack/i, 'port'],
  [/i\/?o board|daughter ?board|sub ?board/i, 'io-board'],
  [/main ?board|mother ?board|logic board|system board/i, 'mainboard'],
  [/camera|webcam/i, 'camera'],
  [/speaker/i, 'speaker'],
  [/microphone/i, 'microphone'],
  [/wi-?fi|wlan|wireless/i, 'wifi'],
  [/rubber f(oo|ee)t|\bfeet\b/i, 'feet'],
  [/screw/i, 'screws'],
  [/\btape\b|adhesive/i, 'tape'],
];

/** Kinds that are used without being counted, where a file does not say. */
export const UNCOUNTED: readonly string[] = ['keycap', 'feet', 'screws', 'tape'];

/** The kind of part that a text means; null where it means none. @param known codes that are in use besides */
export function partKindOf(text: string, known: ReadonlySet<string>): string | null {
  const code = text.toLowerCase().trim().replace(/\s+/g, '-');
  if (known.has(code) || CALLED.some(([, kind]) => kind === code)) return code;
  return CALLED.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** Models in one cell: parted by semicolons, bars or lines. */
export function modelsIn(text: string): string[] {
  return text
    .split(/[;|\n]+/)
    .map((one) => one.trim())
    .filter(Boolean);
}

/** Numbers in one cell. */
export function numbersIn(text: string): string[] {
  return [...new Set(text.split(/[;,|\s]+/).filter(Boolean))];
}
