const day = 86_400_000;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** What a clock in `zone` shows at `time`, as if it were UTC. Both in ms since 1970. */
function measured(time: number, zone: string): number {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  const at: Record<string, number> = {};
  for (const part of formatter.formatToParts(time)) at[part.type] = Number(part.value);
  const whole = Date.UTC(
    at.year ?? 0,
    (at.month ?? 1) - 1,
    at.day ?? 1,
    at.hour ?? 0,
    at.minute ?? 0,
    at.second ?? 0,
  );
  return whole + (((time % 1000) + 1000) % 1000);
}

/** zone -> UTC day -> its offset in ms; NaN where clocks are changed on that day. */
const offsets = new Map<string, Map<number, number>>();

/**
 * The zone's wall clock at `time` (ms since 1970), as a Date whose UTC fields are the local ones. A formatter takes
 * 3 microseconds a call and a page has hundreds of times; the offset of a day is asked for once.
 */
export function wallClock(time: number, zone: string): Date {
  let ofZone = offsets.get(zone);
  if (!ofZone) {
    ofZone = new Map();
    offsets.set(zone, ofZone);
  }
  const number = Math.floor(time / day);
  let offset = ofZone.get(number);
  if (offset === undefined) {
    const start = number * day;
    const first = measured(start, zone) - start;
    const last = measured(start + day, zone) - (start + day);
    offset = first === last ? first : Number.NaN;
    ofZone.set(number, offset);
  }
  return new Date(Number.isNaN(offset) ? measured(time, zone) : time + offset);
}
