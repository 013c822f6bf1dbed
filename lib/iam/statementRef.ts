import type { PolicyInput, StatementRef } from './evaluation.ts';
import type { Statement } from './parsePolicy.ts';

/** Where a statement stands, and what it says there. */
export const statementRef = ({ document: _, ...source }: PolicyInput, { index, sid, text }: Statement): StatementRef => ({
  ...source,
  index,
  ...(sid !== undefined && { sid }),
  text,
});

/** Policies of resources say whom they mean, and no others do; these say what they are about, which a role's trust does not. A statement that is out of place is none. */
export function isInPlace({ role }: PolicyInput, { principals, resources }: Statement): boolean {
  return role === 'resource' || role === 'rcp' ? principals !== undefined : principals === undefined && resources !== undefined;
}
