import { strToU8, zipSync } from 'fflate';

const zip = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

const ORGS = `sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
d1,,,Made School District,district,,
8f1c0d0e-0000-4000-8000-000000000001,,,Maple Elementary,school,MAP,d1
8f1c0d0e-0000-4000-8000-000000000002,,,Oak High School,school,OAK,d1
`;
const MAPLE = '8f1c0d0e-0000-4000-8000-000000000001';
const OAK = '8f1c0d0e-0000-4000-8000-000000000002';

/** A roster of version 1.1: bulk files, lists in one cell, a password that nobody may read. */
export function roster11(): Uint8Array {
  return zip({
    'manifest.csv': 'propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.users,bulk\n',
    'orgs.csv': ORGS,
    'users.csv': `sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
s1,,,true,${MAPLE},student,juni,,Juniper,Made,,800001,juni@made.example,,,,"03,04",hunter2
s2,,,true,"${OAK},${MAPLE}",student,ren,,Ren,Made,Q.,800002,,,,,11,hunter2
t1,,,true,${OAK},teacher,sol,,Sol,Made,,,sol@made.example,,,,,hunter2
g1,,,true,${OAK},guardian,gale,,Gale,Made,,,,,,,,hunter2
`,
    'classes.csv': `sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
c1,,,Algebra,09,k1,ALG,scheduled,Room 204,${OAK},t1,,,1
c2,,,Art,09,k2,ART,scheduled,Room 101,${OAK},t1,,,2
c3,,,Geometry,09,k3,GEO,scheduled,Room 204,${OAK},t1,,,3
`,
    'demographics.csv': 'sourcedId,birthDate,sex\ns1,2017-01-02,female\n',
  });
}

/** A roster of version 1.2: roles and schools stand in a file of their own. */
export function roster12(): Uint8Array {
  return zip({
    'roster/manifest.csv': 'propertyName,value\noneroster.version,1.2\n',
    'roster/orgs.csv': ORGS,
    'roster/users.csv': `sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns
s1,active,2026-08-01T00:00:00Z,true,juni,,Juniper,Made,,800001,juni@made.example,,,,05,hunter2,,,June,,,,
s9,tobedeleted,2026-08-01T00:00:00Z,false,pip,,Pip,Larkspur,,700002,,,,,07,hunter2,,,,,,,
`,
    'roster/roles.csv': `sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
r1,,,s1,secondary,student,,,${OAK},
r2,,,s1,primary,student,,,${MAPLE},
r3,,,s9,primary,student,,,${MAPLE},
`,
    'roster/demographics.csv': 'sourcedId,birthDate,sex\ns1,2017-01-02,female\n',
  });
}

/** Single files. */
export const orgsAlone = () => ORGS;
