/** The screens one can go to, in the order of the navigation, each with the second key after `g`. */
export const destinations = [
  { href: '/', label: 'Overview', key: 'o' },
  { href: '/credentials', label: 'Credentials', key: 'c' },
  { href: '/findings', label: 'Findings', key: 'f' },
  { href: '/explore', label: 'Paths', key: 'p' },
  { href: '/exposure', label: 'Exposure', key: 'e' },
  { href: '/remediation', label: 'Remediation', key: 'r' },
  { href: '/decisions', label: 'Decisions', key: 'd' },
  { href: '/reports', label: 'Reports', key: 't' },
  { href: '/imports', label: 'Imports', key: 'i' },
  { href: '/settings', label: 'Settings', key: 's' },
] as const;
export type Destination = (typeof destinations)[number];
