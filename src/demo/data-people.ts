/**
 * Made-up people for the demo: a rare given name and an invented surname of two halves ("Ada Quillbrook"), so
 * that no real person is meant. Person number i is always the same, and no two of them share a full name.
 */

const given =
  'Ada Basil Clover Dorrit Ember Fable Garnet Hollis Isolde Jasper Kestrel Linnea Marlow Nettle Orrin Piper Quill Rowan Sorrel Tansy Umber Vesper Wilder Xanthe Yarrow Zephyr Alder Briar Cosmo Damson Elowen Fennel Gable Hazel Indigo Juno Kip Larkin Maple Nimbus Ottoline Perrin Quincy Rune Saffron Thistle Ursa Verity Wren Ximena Yves Zinnia Ansel Bracken Calla Dune Ever Flint Ginger Heath Ione Jory Koa Lumen Merrit Nova Oakley Pax Quest Reed Sable Teasel Ulla Vale Winsome Zora Aspen Birdie Cricket Dahlia Echo Finch Grover Harbor Ivo Jessamy Kale Lark Moss Nell Olive Pepper Quimby Rue Sage Timber Una Violet Willa Zed Amber Bay Cedar Dove Elder Fern Gull Holly Iris Jet Knox Lake Mica Nutmeg Onyx Peony Quartz Robin Sky Topaz Upton Velvet Winter Zuri Anise Burr Cinder Delphine Elm Frost Gale Honor Ivory Juniper Kelso Lotus Misty Noble Opal Pearl River Slate Tulip Usher Vireo Wisp Acacia Bluebell Coral Dew Evergreen Feather Glade Harvest Inigo Jade Kindle Laurel Meadow North Orchid Poppy Rain Sunny Tamar Umbra Valor Willow';
const starts =
  'Quill Fenna Thorn Maple Birch Bramble Copper Drift Ember Feather Gosling Hazel Ivory Jasper Kettle Lantern Marrow Nettle Otter Pebble Quarry Raven Saddle Thimble Umber Velvet Whistle Yarrow Acorn Barley Candle Dapple Elder Fiddle Ginger Heather Inkle Juniper Larch Merry';
const ends =
  'more brook wick down field buckle worth by ford stone bottom thwaite ley mere gate cote shaw hurst bury combe wood ridge dale bridge well croft march lock ham bourne pool cliff wright fast row';

const givenNames = given.split(' ');
const surnames = starts.split(' ').flatMap((start) => ends.split(' ').map((end) => start + end));

/** How many people there are before a full name would come twice. */
export const namesAvailable = givenNames.length * surnames.length;

// A stride without a common divisor walks through all names, so that neighbours share neither part.
const stride = 104_729;

export type NameSeed = { given: string; family: string };

/** The name of person number `index`, from 0 to `namesAvailable` - 1; throws beyond. */
export function personName(index: number): NameSeed {
  if (!Number.isInteger(index) || index < 0 || index >= namesAvailable)
    throw new RangeError(`personName: ${index} is not from 0 to ${namesAvailable - 1}`);
  const at = (index * stride + 17) % namesAvailable;
  return {
    given: givenNames[at % givenNames.length] as string,
    family: surnames[Math.floor(at / givenNames.length)] as string,
  };
}

/** Address of a staff member in the demo; the domain is one that can never be registered. */
export function email(name: NameSeed): string {
  return `${name.given}.${name.family}@demo.invalid`.toLowerCase();
}

/** External id of student or staff number `index`: S0000001, T00001. */
export function externalId(kind: 'student' | 'staff', index: number): string {
  return kind === 'student'
    ? `S${String(index + 1).padStart(7, '0')}`
    : `T${String(index + 1).padStart(5, '0')}`;
}

/** Titles of staff by where they work, with weights. */
export const titles: Readonly<
  Record<'school' | 'library' | 'office', readonly (readonly [string, number])[]>
> = {
  school: [
    ['Teacher', 70],
    ['Teaching assistant', 12],
    ['Counselor', 3],
    ['Secretary', 4],
    ['Media assistant', 2],
    ['Assistant principal', 2],
    ['Principal', 1],
    ['Nurse', 1],
    ['Custodian', 5],
  ],
  library: [
    ['Librarian', 40],
    ['Library assistant', 50],
    ['Branch manager', 10],
  ],
  office: [
    ['Analyst', 30],
    ['Coordinator', 30],
    ['Buyer', 5],
    ['Bookkeeper', 15],
    ['Director', 8],
    ['Clerk', 12],
  ],
};

/** The cast whose names stay the same in every demo: the logins, one for each role. */
export const cast = {
  manager: { given: 'Ada', family: 'Quill' },
  'specialist-1': { given: 'Basil', family: 'Fennimore' },
  'specialist-2': { given: 'Clover', family: 'Thornapple' },
  'specialist-3': { given: 'Jasper', family: 'Lanternlight' },
  intern: { given: 'Piper', family: 'Pebbleworthy' },
  contact: { given: 'Olive', family: 'Marrowbone' },
  auditor: { given: 'Verity', family: 'Inkwell' },
  admin: { given: 'Rowan', family: 'Otterpaw' },
} as const satisfies Record<string, NameSeed>;

/** Grade of a student who will finish in `graduates`, in the school year that starts in `schoolYear`: 0 to 12. */
export function gradeIn(graduates: number, schoolYear: number): number {
  return 12 - (graduates - (schoolYear + 1));
}
