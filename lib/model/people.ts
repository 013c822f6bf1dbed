import type { Role } from './roles.ts';

/** Somebody who can sign in, or could. Times are ISO 8601. */
export type Person = {
  id: string;
  name: string;
  email: string;
  role: Role;
  createdAt: string;
  deactivatedAt?: string;
  /** Open sessions, and when the newest of them was last written down (once a day). */
  sessions: number;
  lastSeenAt?: string;
};

/** Somebody who has a link and has not used it. */
export type Invitation = { id: number; name: string; email: string; role: Role; invitedBy: string; createdAt: string; expiresAt: string; expired: boolean };

/** What a link is for: the first person of all, somebody new, or somebody who needs a new password. */
export const linkPurposes = ['first-administrator', 'invitation', 'new-password'] as const;
export type LinkPurpose = (typeof linkPurposes)[number];

/** A link to hand over: shown once, kept nowhere. `path` goes behind the installation's own address. */
export type HandedLink = { path: string; expiresAt: string };

/** A session of one's own. */
export type OwnSession = { id: string; current: boolean; createdAt: string; lastSeenAt: string; userAgent?: string };
