import type { Query } from '../db/query.ts';

export interface Photo {
  id: string;
  /** the names under which photo and thumbnail are served */
  name: string;
  thumb: string;
  width: number;
  height: number;
  step: string;
  at: string;
  personName: string | null;
  person: string | null;
  device: string;
  repair: string | null;
  repairNumber: number | null;
}

const PHOTO = `SELECT p.id, p.name, p.thumb, p.width, p.height, p.step, p.at, u.name AS personName, p.person,
    p.device, p.repair, r.number AS repairNumber
  FROM photos AS p LEFT JOIN users AS u ON u.id = p.person LEFT JOIN repairs AS r ON r.id = p.repair`;

/** The photos of a repair, the newest first. */
export function photosOfRepair(repair: string): Query<Photo> {
  return {
    sql: `${PHOTO} WHERE p.repair = ? AND p.withdrawn_at IS NULL ORDER BY p.at DESC LIMIT 100`,
    parameters: [repair],
  };
}

/** The photos of a device with those of its repairs, the newest first. */
export function photosOfDevice(device: string): Query<Photo> {
  return {
    sql: `${PHOTO} WHERE p.device = ? AND p.withdrawn_at IS NULL ORDER BY p.at DESC LIMIT 100`,
    parameters: [device],
  };
}

export interface PhotoFile {
  id: string;
  device: string;
  repair: string | null;
  name: string;
  thumb: string;
  person: string | null;
  type: string;
  home: string;
  atSite: string | null;
  /** the site of its repair */
  site: string | null;
}

/** The row of a photo or a thumbnail that is served, with the sites whose people may see it. */
export function photoByName(name: string): Query<PhotoFile> {
  const row = `SELECT p.id, p.device, p.repair, p.name, p.thumb, p.person, p.type, d.home,
      d.at_site AS atSite, r.site
    FROM photos AS p JOIN devices AS d ON d.id = p.device LEFT JOIN repairs AS r ON r.id = p.repair`;
  return {
    sql: `${row} WHERE p.name = ? AND p.withdrawn_at IS NULL
          UNION ALL ${row} WHERE p.thumb = ? AND p.thumb <> p.name AND p.withdrawn_at IS NULL`,
    parameters: [name, name],
  };
}
