const formats = new Map<string, Intl.DateTimeFormat>();

/** The date, YYYY-MM-DD, that a moment has in a time zone. */
export function dayIn(zone: string, at: string | number): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(zone, format);
  }
  return format.format(typeof at === 'number' ? at : new Date(at));
}
