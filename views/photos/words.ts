/** What a photo shows. */
export const STEPS: Readonly<Record<string, string>> = {
  reported: 'As reported',
  inside: 'Inside',
  done: 'When done',
  label: 'Label',
};
