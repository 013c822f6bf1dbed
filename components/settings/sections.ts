import type { Role } from '../../lib/model/roles.ts';

/** The sections of the settings, each with its own address; `of` names the roles that see it, where not all do. */
export const sections: { href: string; label: string; of?: readonly Role[] }[] = [
  { href: '/settings/profile', label: 'Profile' },
  { href: '/settings/people', label: 'People', of: ['admin', 'auditor'] },
  { href: '/settings/patterns', label: 'Patterns' },
  { href: '/settings/weights', label: 'Weights' },
  { href: '/settings/webhooks', label: 'Webhooks', of: ['admin', 'auditor'] },
  { href: '/settings/audit', label: 'Audit log', of: ['admin', 'auditor'] },
  { href: '/settings/installation', label: 'Installation' },
];
