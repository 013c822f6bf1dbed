/** Roles, each with what it may do (docs/decisions); what a verb asks for is checked there (lib/services/context.ts). */
export const roles = ['viewer', 'auditor', 'analyst', 'manager', 'admin'] as const;
export type Role = (typeof roles)[number];

export const roleText: Record<Role, string> = {
  viewer: 'Reads every figure, credential, path and import. Changes nothing.',
  auditor: 'Reads what a viewer reads, and people, their roles, webhooks and the audit log; verifies. Changes nothing.',
  analyst: 'Reads what a viewer reads; imports data, confirms or drops held imports, analyses, works on tasks and asks for exceptions.',
  manager: 'Does what an analyst does; also approves what others ask for, plans campaigns, sets SLAs and the time to contain.',
  admin: 'Does everything: also people and roles, rules by pattern, webhooks, undoing imports.',
};
