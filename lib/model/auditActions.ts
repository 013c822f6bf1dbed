/** Everything that the audit log has an entry for, in words for people; whoever did it stands before them. */
export const auditActions = {
  import: 'imported files',
  'import.confirm': 'confirmed a held import',
  'import.drop': 'dropped a held import',
  'import.undo': 'undid an import',
  analyze: 'analysed the estate',
  'use.expire': 'ended use that was kept long enough',
  'settings.horizon': 'set the time to contain',
  'settings.patterns': 'changed the rules by pattern',
  'view.save': 'saved a view',
  'view.change': 'changed a view',
  'view.delete': 'deleted a view',
  'view.restore': 'restored a view',
  'person.create': 'created a person',
  'person.invite': 'invited a person',
  'person.invite.renew': 'renewed an invitation',
  'person.invite.withdraw': 'withdrew an invitation',
  'person.link': 'made a one-time link',
  'person.role': 'changed a role',
  'person.deactivate': 'deactivated a person',
  'person.reactivate': 'activated a person again',
  'person.name': 'changed a name',
  'person.password': 'set a new password',
  'person.sessions.end': 'ended sessions',
  'person.sign-in': 'signed in',
  'person.sign-in.failed': 'failed to sign in',
  'person.sign-out': 'signed out',
  'credentials.export': 'exported credentials',
  'facts.export': 'exported all facts',
  'audit.export': 'exported the audit log',
} as const;
export type AuditAction = keyof typeof auditActions;

/** An action in words; one of a newer Keyblast stands for itself. */
export const actionText = (action: string): string => (action in auditActions ? auditActions[action as AuditAction] : action); // looked up on the line before
