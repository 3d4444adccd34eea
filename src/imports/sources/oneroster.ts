import type { Source } from './source.ts';

const split = (heads: string) => heads.split(',');

/** OneRoster 1.1 and 1.2; passwords and demographics are never read. */
export const ONEROSTER: Source = {
  name: 'oneroster',
  label: 'OneRoster',
  tables: [
    {
      kind: 'locations',
      heads: split('sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId'),
      columns: {
        external_id: ['sourcedId'],
        code: ['identifier'],
        name: ['name'],
        kind: ['type'],
        parent: ['parentSourcedId'],
        status: ['status'],
      },
    },
    {
      kind: 'people',
      heads: split(
        'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password',
      ),
      columns: {
        external_id: ['identifier'],
        sourced_id: ['sourcedId'],
        given_name: ['givenName'],
        preferred_name: ['preferredGivenName'],
        family_name: ['familyName'],
        email: ['email'],
        kind: ['role'],
        main_site: ['primaryOrgSourcedId'],
        site: ['orgSourcedIds'],
        grade: ['grades'],
        active: ['enabledUser'],
        status: ['status'],
      },
    },
    {
      kind: 'locations',
      heads: split(
        'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods',
      ),
      columns: {
        room: ['location'],
        parent: ['schoolSourcedId'],
        status: ['status'],
      },
    },
  ],
};
