import type { Control } from './control.ts';

/** Before a leak: the credential is gone, and so is all that it leads to. */
export const revoke: Control = {
  id: 'revoke',
  title: 'revoked',
  edit: ({ facts }, { subject }) => ({ facts: [...facts, { fact: 'gone', key: subject }] }),
};
