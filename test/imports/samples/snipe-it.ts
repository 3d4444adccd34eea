/** Assets as an old export writes them: a mark first, CR alone, US days of two-digit years, a blank header. */
export function assets(): string {
  return `\uFEFF${[
    'Company,Name,Asset Tag,Category,Supplier,Manufacturer,Location,Order Number,Model,Model Notes,Model Number,Asset Notes,Purchase Date,Purchase Cost,Checkout Type,Checked Out To: Username,Checked Out To: First Name,Checked Out To: Last Name,Checked Out To: Email,Checked Out To: Location,Serial,Status,',
    'Made District,,90001,Chromebooks,,Dell,Maple Elementary,PO-77,Chromebook 3100,,3100,"two, ""keys"" gone",8/28/26,"$1,279.00",user,700001,Quill,Fennimore,,,5CD9101XYZ,Deployed,',
    'Made District,,90002,Chromebooks,,Lenovo,Birch Middle,PO-77,100e Chromebook Gen 2,,82CD,,8/5/26,279,,,,,,,PF9102XYZ,Ready to Deploy,',
    'Made District,,90003,Chromebooks,,Dell,Birch Middle,,Chromebook 3100,,3100,,8/5/26,279,,,,,,,6.37702E+15,Deployed,',
    'Made District,,90004,Chromebooks,,Dell,Birch Middle,,Chromebook 3120,,3120,,8/5/26,279,,,,,,,5CD9104XYZ,Archived,',
  ].join('\r')}\r`;
}

export const models =
  () => `Name,Category,Manufacturer,Model Notes,Model Number,Fieldset,Requestable,EOL,Min Qty
Chromebook 3120,Chromebooks,Dell,,3120,,No,60,
Chromebook 3100,Chromebooks,Dell,,3100,,No,60,
`;

export const places = () => `name,address,address2,city,state,country,zip,manager,manager username,currency
Oak High School,12 Oak Road,,Madeville,MD,US,01234,,,USD
Maple Elementary,,,,,,,,,USD
`;

export const users =
  () => `First Name,Last Name,Email,Username,Activated,Location,Address,City,State,Country,Postal Code,Website,Phone,Job Title,Notes,Employee Number,Company,Manager,Remote,VIP,Start Date,End Date,Gravatar
Sol,Made,sol@made.example,sol,1,Maple Elementary,,,,,,,,Teacher,,E-100,,,,,,,
No,Body,,nobody,1,Nowhere,,,,,,,,Aide,,E-101,,,,,,,
`;

export const consumables =
  () => `Company,Name,Category,Supplier,Manufacturer,QTY,Location,Order Number,Min Amount,Model Number,Item Number,Notes,Purchase Date,Purchase Cost
Made District,"11.6"" LCD 30 pin",LCD Screens,Made Parts Co,BOE,40,North depot,,5,NT116WHM-N21,LCD-116,,8/5/26,41.50
Made District,3100 battery,Batteries,,Dell,12,North depot,,2,,BAT-3100,,8/5/26,38.00
`;

export const components =
  () => `Item Name,Purchase Date,Purchase Cost,Location,Company,Order Number,Serial number,Category,Quantity
LCD-116,2026-08-05,41.50,North depot,Made District,,,LCD Screens,40
BAT-3100,2026-08-05,38.00,North depot,Made District,,,Batteries,12
LCD-999,2026-08-05,1.00,North depot,Made District,,,LCD Screens,1
`;
