import type { Found } from '../../src/search/find.ts';
import { html } from '../ui/html.ts';
import { aboutDevice, aboutPerson, aboutPlace, nameOf } from './words.ts';

const MOST = 10;

/** The suggestions under the search box: options of its listbox, each with one link. */
export function searchOptions(found: Found): string {
  const lines = [
    ...found.devices.map((device) => option(`/devices/${device.id}`, nameOf(device), aboutDevice(device))),
    ...found.people.map((person) => option(`/people/${person.id}`, person.name, aboutPerson(person))),
    ...found.places.map((place) => option(`/locations/${place.id}`, place.name, aboutPlace(place))),
    ...found.models.map((model) => option(`/models/${model.id}`, model.name, model.number)),
    ...found.parts.map((part) => option(`/stock/parts/${part.id}`, part.sku, part.name)),
    ...found.near.map((device) =>
      option(`/devices/${device.id}`, nameOf(device), `did you mean this? ${aboutDevice(device)}`),
    ),
  ];
  return lines.slice(0, MOST).join('');
}

function option(href: string, name: string, about: string): string {
  return String(html`<li role="option"><a href="${href}">${name} <small>${about}</small></a></li>`);
}
