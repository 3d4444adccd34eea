import { writeXlsx } from 'hucre/xlsx';

/** Assets with the names of fields that Incident IQ has, separated by semicolons. */
export const incidentIq =
  () => `AssetTag;SerialNumber;ExternalId;Name;AssetTypeName;ModelName;StatusTypeId;OwnerName;LocationName;LocationRoomName;Notes;PurchasedDate;PurchasePrice;PurchasePoNumber;WarrantyExpirationDate;StorageSlotNumber
95001;5CD9501XYZ;iiq-1;;Chromebooks;Dell Chromebook 3100;;"Fennimore, Quill";Maple Elementary;Room 12;"<b>bold</b>";2026-08-28T00:00:00;279.00;PO-9;0001-01-01T00:00:00;
95002;5CD9502XYZ;iiq-2;;Chromebooks;Dell Chromebook 3100;;;Birch Middle;;;2026-08-28T00:00:00;279.00;PO-9;2029-08-28T00:00:00;
`;

/** A workbook that somebody keeps by hand: a title above, own names of columns, real days, a formula. */
export function ownWorkbook(): Promise<Uint8Array> {
  return writeXlsx({
    sheets: [
      {
        name: 'Fleet',
        rows: [
          ['Chromebooks of the district, 2026'],
          [
            'Ser. No',
            'Asset #',
            'Device Mdl',
            'School Bldg',
            'Date Purch.',
            'Unit Price',
            'Remarks',
            'Colour',
          ],
          [
            '5CD9601XYZ',
            96001,
            'Dell Chromebook 3100',
            'MAP',
            new Date('2026-08-28T00:00:00Z'),
            279.5,
            '=1+1',
            'grey',
          ],
          ['5CD9602XYZ', 96002, 'Dell Chromebook 3100', 'Birch Middle', '2026-09-01', 279.5, '', 'grey'],
        ],
      },
    ],
  });
}
