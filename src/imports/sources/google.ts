import type { Source, SourceTable } from './source.ts';

const split = (heads: string) => heads.split(',');

const CONSOLE: SourceTable = {
  kind: 'devices',
  heads: split(
    'deviceId,serial number,model,last sync,first sync,os version,org unit path,provision status,asset id,annotated user,annotated location,annotated notes,ethernet mac address,wifi mac address,auto update expiration,boot mode,last known network,platform version,firmware version,last enrollment reason,last policy request,active time ranges,recent users,wifi signal strength,storage total (bytes),storage free (bytes),ram total (bytes),ram free (bytes),cpu temp (celsius),public ip address,ip address,last policy sync time,boot mode 2,activity report device state,boot mode 3,notes',
  ),
  columns: {
    external_id: ['deviceId'],
    serial: ['serial number'],
    tag: ['asset id'],
    model: ['model'],
    home: ['org unit path'],
    state: ['provision status'],
    wifi_mac: ['wifi mac address'],
    ethernet_mac: ['ethernet mac address'],
    storage: ['storage total (bytes)'],
    note: ['annotated notes'],
  },
  until: 'storage free (bytes)',
};

export const GOOGLE_ADMIN: Source = {
  name: 'google-admin',
  label: 'Google Admin console',
  tables: [CONSOLE],
};

/** GAM writes the words of the Directory API. */
export const GAM: Source = {
  name: 'gam',
  label: 'GAM',
  tables: [
    {
      kind: 'devices',
      heads: split(
        'deviceId,status,annotatedAssetId,annotatedLocation,annotatedUser,model,serialNumber,autoUpdateExpiration,lastSync,osVersion,orgUnitPath,macAddress,recentUsers.email,lastKnownNetwork.ipAddress',
      ),
      columns: {
        external_id: ['deviceId'],
        serial: ['serialNumber'],
        tag: ['annotatedAssetId'],
        model: ['model'],
        home: ['orgUnitPath'],
        state: ['status'],
        wifi_mac: ['macAddress'],
        ethernet_mac: ['ethernetMacAddress'],
        note: ['notes'],
      },
    },
  ],
};
