const WORDS: readonly (readonly [RegExp, string])[] = [
  [/liquid|spill|water|wet\b/i, 'liquid'],
  [/lcd cable|display cable/i, 'lcd-cable'],
  [/touch ?screen/i, 'touch'],
  [/screen|lcd|display|panel/i, 'screen'],
  [/bezel/i, 'bezel'],
  [/hinge/i, 'hinge'],
  [/key ?cap|missing keys?|keys? missing/i, 'keycap'],
  [/palm ?rest|top case/i, 'palm-rest'],
  [/keyboard|\bkeys\b/i, 'keyboard'],
  [/track ?pad|touch ?pad|mouse/i, 'trackpad'],
  [/battery/i, 'battery'],
  [/charg(ing|e) ?(port|jack)|dc jack|usb-?c|won'?t charge|not charging/i, 'port'],
  [/charger|adapter|power cord/i, 'charger'],
  [/main ?board|mother ?board|logic board|no power|won'?t (turn|power) on/i, 'mainboard'],
  [/camera|webcam/i, 'camera'],
  [/speaker|no sound|audio/i, 'speaker'],
  [/microphone|\bmic\b/i, 'microphone'],
  [/wi-?fi|wireless/i, 'wifi'],
  [/bottom/i, 'bottom'],
  [/\blid\b|back cover/i, 'lid'],
  [/cosmetic|scratch|sticker|label/i, 'cosmetic'],
  [/powerwash|re-?image|recovery|chrome ?os|software|update|enroll/i, 'os'],
];

/** A code of a list that a text names or is like; null where it is like none. */
export function namedIn(text: string, list: readonly { code: string; name: string }[]): string | null {
  const plain = text.toLowerCase().trim();
  if (plain === '') return null;
  return list.find((one) => one.code === plain || one.name.toLowerCase() === plain)?.code ?? null;
}

/** The fault that free words mean, of those that the district has; `other` where they say nothing. */
export function faultIn(text: string, faults: readonly { code: string; name: string }[]): string | null {
  const has = (code: string) => faults.some((fault) => fault.code === code);
  const named = namedIn(text, faults);
  if (named) return named;
  const like = WORDS.find(([pattern, code]) => has(code) && pattern.test(text))?.[1];
  return like ?? (has('other') ? 'other' : null);
}
