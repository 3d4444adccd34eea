import type { Source } from './source.ts';

const split = (heads: string) => heads.split(',');

const ASSETS = split(
  'Company,Name,Asset Tag,Category,Supplier,Manufacturer,Location,Order Number,Model,Model Notes,Model Number,Asset Notes,Purchase Date,Purchase Cost,Checkout Type,Checked Out To: Username,Checked Out To: First Name,Checked Out To: Last Name,Checked Out To: Email,Checked Out To: Location,Asset EOL Date,Asset Name,Serial,Status,Warranty,Warranty Months,Last Checkin Date,Last Checkout,Expected Checkin Date,Last Audit Date,Default Location,Notes,EOL Date',
);

/** Headings that stand in Snipe-IT's files of assets and in nobody else's. */
const ASSET_MARKS = split(
  'Checkout Type,Checked Out To,Checked Out To: Username,Checked Out To: Email,Checked Out To: Location,Asset EOL Date,Asset Notes,Model Notes,Asset Name,Last Checkin Date,Last Checkout,Expected Checkin Date,Expected Checkin,Last Audit Date,Default Location,Company',
);

/** Snipe-IT's sample files and its custom asset report. */
export const SNIPE_IT: Source = {
  name: 'snipe-it',
  label: 'Snipe-IT',
  tables: [
    {
      kind: 'devices',
      heads: ASSETS,
      marks: ASSET_MARKS,
      columns: {
        tag: ['Asset Tag'],
        serial: ['Serial', 'Serial number', 'Serial Number'],
        model: ['Model', 'Model name'],
        maker: ['Manufacturer'],
        model_number: ['Model Number', 'Model No.'],
        kind: ['Category'],
        home: ['Default Location', 'Location'],
        state: ['Status'],
        purchased_on: ['Purchase Date', 'Purchased'],
        cost: ['Purchase Cost', 'Cost'],
        order_number: ['Order Number'],
        warranty_until: ['Warranty Expires'],
        note: ['Asset Notes', 'Notes'],
      },
    },
    {
      kind: 'custody',
      heads: ASSETS,
      marks: ASSET_MARKS,
      columns: {
        tag: ['Asset Tag'],
        serial: ['Serial', 'Serial number'],
        person: ['Checked Out To: Username', 'Checked Out To'],
        email: ['Checked Out To: Email'],
        location: ['Checked Out To: Location'],
        due_on: ['Expected Checkin Date', 'Expected Checkin'],
        since: ['Last Checkout', 'Checkout Date'],
      },
    },
    {
      kind: 'models',
      heads: split('Name,Category,Manufacturer,Model Notes,Model Number,Fieldset,Requestable,EOL,Min Qty'),
      marks: ['Fieldset', 'Requestable', 'EOL', 'Min Qty', 'Model Notes'],
      columns: { name: ['Name'], maker: ['Manufacturer'], number: ['Model Number'], kind: ['Category'] },
    },
    {
      kind: 'locations',
      heads: split('name,address,address2,city,state,country,zip,manager,manager username,currency'),
      marks: ['manager username', 'currency', 'address2'],
      columns: {
        name: ['name'],
        address: ['address'],
        address2: ['address2'],
        city: ['city'],
        region: ['state'],
        zip: ['zip'],
        parent: ['parent'],
      },
    },
    {
      kind: 'people',
      heads: split(
        'First Name,Last Name,Email,Username,Activated,Location,Address,City,State,Country,Postal Code,Website,Phone,Job Title,Notes,Employee Number,Company,Manager,Remote,VIP,Start Date,End Date,Gravatar',
      ),
      marks: ['Activated', 'Employee Number', 'Gravatar', 'VIP', 'Job Title'],
      columns: {
        external_id: ['Employee Number', 'Username'],
        given_name: ['First Name'],
        family_name: ['Last Name'],
        email: ['Email'],
        title: ['Job Title'],
        site: ['Location'],
        active: ['Activated'],
      },
    },
    {
      kind: 'stock',
      heads: split(
        'Item Name,Purchase Date,Purchase Cost,Location,Company,Order Number,Serial number,Category,Quantity',
      ),
      marks: ['Item Name'],
      columns: {
        part: ['Item Name'],
        bin: ['Location'],
        quantity: ['Quantity'],
        cost: ['Purchase Cost'],
      },
    },
    {
      kind: 'parts',
      heads: split(
        'Company,Name,Category,Supplier,Manufacturer,QTY,Location,Order Number,Min Amount,Model Number,Item Number,Notes,Purchase Date,Purchase Cost',
      ),
      marks: ['Item Number', 'Item No.', 'Min Amount', 'Accessory Name', 'Company'],
      columns: {
        sku: ['Item Number', 'Item No.', 'Model Number'],
        name: ['Name', 'Accessory Name'],
        part_kind: ['Category'],
        maker_number: ['Model Number'],
        price: ['Purchase Cost'],
      },
    },
  ],
};
