import type { Action } from '../accounts/permissions.ts';

export interface SettingsEntry {
  href: string;
  label: string;
  hint: string;
  needs: Action;
}

/** Every page of settings, as the page of all of them lists it. */
export const SETTINGS_PAGES: readonly { title: string; links: readonly SettingsEntry[] }[] = [
  {
    title: 'People',
    links: [
      { href: '/users', label: 'Users', hint: 'who signs in, and as what', needs: 'users.manage' },
      { href: '/phones', label: 'Phones', hint: 'last contact, what each still holds', needs: 'phone.see' },
      {
        href: '/phones/entries',
        label: 'From phones, to decide',
        hint: 'of people who have left',
        needs: 'entry.decide',
      },
    ],
  },
  {
    title: 'District',
    links: [
      {
        href: '/imports',
        label: 'Imports',
        hint: 'from files: devices, people, places, parts',
        needs: 'import.run',
      },
      {
        href: '/settings/district',
        label: 'The district',
        hint: 'name, currency, what a finder reads',
        needs: 'settings.manage',
      },
      {
        href: '/settings/work',
        label: 'Working week and due times',
        hint: 'which days count',
        needs: 'settings.manage',
      },
      { href: '/settings/orders', label: 'Orders', hint: 'what takes two people', needs: 'settings.manage' },
      { href: '/settings/holidays', label: 'Holidays', hint: 'which days do not', needs: 'settings.manage' },
      {
        href: '/settings/visits',
        label: 'Visits',
        hint: 'miles, rates, testing windows',
        needs: 'settings.manage',
      },
      {
        href: '/settings/webhooks',
        label: 'Webhooks',
        hint: 'programs that are told what happens',
        needs: 'settings.manage',
      },
      {
        href: '/settings/sign-in-ways',
        label: 'Ways to sign in',
        hint: 'passwords, passkeys, Google or Microsoft',
        needs: 'settings.manage',
      },
      {
        href: '/settings/take-out',
        label: 'The whole district',
        hint: 'take everything out as one zip',
        needs: 'settings.manage',
      },
      {
        href: '/settings/sign-in',
        label: 'Wrong passwords',
        hint: 'when signing in has to wait',
        needs: 'settings.manage',
      },
    ],
  },
  {
    title: 'Devices and repairs',
    links: [
      {
        href: '/settings/faults',
        label: 'Faults, symptoms, remedies',
        hint: 'what can be chosen',
        needs: 'catalog.edit',
      },
      {
        href: '/directory',
        label: 'Google directory',
        hint: 'last sync, end of updates, what differs',
        needs: 'import.run',
      },
      {
        href: '/settings/coverage-plans',
        label: 'Coverage plans',
        hint: 'who pays for accidents',
        needs: 'settings.manage',
      },
      {
        href: '/settings/custom-fields',
        label: 'Custom fields',
        hint: 'what else you keep of devices',
        needs: 'settings.manage',
      },
      {
        href: '/settings/counts',
        label: 'Counts and vehicles',
        hint: 'how often, up to which limit, what a vehicle carries',
        needs: 'settings.manage',
      },
      {
        href: '/settings/audits',
        label: 'Audits',
        hint: 'how often each kind of place is counted',
        needs: 'settings.manage',
      },
      {
        href: '/settings/advice',
        label: 'Advice: repair or retire',
        hint: 'the figures behind it',
        needs: 'settings.manage',
      },
    ],
  },
];
