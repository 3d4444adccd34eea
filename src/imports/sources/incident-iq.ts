import type { Source } from './source.ts';

const FIELDS =
  'AssetTag,SerialNumber,ExternalId,Name,AssetTypeName,ModelName,StatusTypeId,OwnerName,LocationName,LocationDetails,LocationRoomName,Notes,PurchasedDate,DeployedDate,RetiredDate,PurchasePrice,PurchasePoNumber,InvoiceNumber,Vendor,WarrantyExpirationDate,InsuranceExpirationDate,FundingSourceId,LastInventoryDate,StorageLocationName,StorageUnitNumber,StorageSlotNumber'.split(
    ',',
  );

/** Incident IQ's names of fields; it has no public template. */
export const INCIDENT_IQ: Source = {
  name: 'incident-iq',
  label: 'Incident IQ',
  tables: [
    {
      kind: 'devices',
      heads: FIELDS,
      columns: {
        tag: ['AssetTag'],
        serial: ['SerialNumber'],
        external_id: ['ExternalId'],
        kind: ['AssetTypeName'],
        model: ['ModelName'],
        state: ['StatusTypeName', 'Status'],
        home: ['LocationName'],
        note: ['Notes'],
        purchased_on: ['PurchasedDate'],
        cost: ['PurchasePrice'],
        order_number: ['PurchasePoNumber'],
        funding_source: ['FundingSource', 'FundingSourceName'],
        warranty_until: ['WarrantyExpirationDate'],
        coverage_until: ['InsuranceExpirationDate'],
      },
    },
    {
      kind: 'custody',
      heads: FIELDS,
      columns: {
        tag: ['AssetTag'],
        serial: ['SerialNumber'],
        person: ['OwnerSchoolIdNumber', 'OwnerUsername', 'OwnerName'],
        email: ['OwnerEmail'],
        location: ['StorageUnitNumber', 'LocationRoomName'],
        slot: ['StorageSlotNumber'],
        since: ['DeployedDate'],
      },
    },
  ],
};
