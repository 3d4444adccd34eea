import type { DeviceFound, PersonFound, PlaceFound } from '../../src/search/queries.ts';

/** What stands first in a line about a device: its tag, else its serial. */
export function nameOf(device: { tag: string; serial: string }): string {
  return device.tag || device.serial || 'No tag';
}

/** What was found, where that is not what the device is called now. */
export function foundBy(device: DeviceFound): string {
  if (device.value === device.tag || (device.tag === '' && device.value === device.serial)) return '';
  return device.former ? `formerly ${device.value}` : device.value;
}

export function aboutDevice(device: DeviceFound): string {
  const state = device.state === 'in_service' ? '' : device.state.replace('_', ' ');
  return [foundBy(device), device.modelName, device.homeName, state].filter(Boolean).join(', ');
}

export function aboutPerson(person: PersonFound): string {
  const grade = person.grade ? `grade ${person.grade}` : '';
  const kind = person.kind === 'staff' ? 'staff' : grade || 'student';
  return [kind, person.siteName, person.active ? '' : 'left'].filter(Boolean).join(', ');
}

export function aboutPlace(place: PlaceFound): string {
  return [place.code, place.topName === place.name ? '' : place.topName].filter(Boolean).join(', ');
}
