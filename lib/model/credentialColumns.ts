import type { CredentialField } from './credentialFields.ts';

/**
 * The columns that the credentials table can show: what each is called, and the fields of `credentialFields` that its cell is made of. A column's id is the field
 * that it sorts by. Addresses, saved views and exports name columns by these ids.
 */
type Column = { title: string; fields: readonly CredentialField['name'][] };

/** A figure's field and its "up to". */
const interval = (field: string): string[] => [field, field.replace('.', '.upTo.')];
const figure = (title: string, field: string): Column => ({ title, fields: interval(field) });
const plain = (title: string, ...fields: string[]): Column => ({ title, fields });
const blast = (title: string, scenario: string): Column => ({
  title,
  fields: [...interval(`${scenario}.band`), ...interval(`${scenario}.actionDays`), ...interval(`${scenario}.unbounded`)],
});

export const credentialColumns = {
  priority: plain('Priority', 'priority'),
  credential: plain('Credential', 'credential', 'name', 'usable'),
  'leak.actionDays': blast('Leak', 'leak'),
  'takeover.actionDays': blast('Takeover', 'takeover'),
  likelihood: plain('Likelihood', 'likelihood'),
  identity: plain('Identity', 'identity', 'identityKind'),
  owner: plain('Owner', 'owner'),
  party: plain('Party', 'party'),
  system: plain('System', 'system'),
  environment: plain('Environment', 'environment'),
  type: plain('Type', 'type'),
  ageDays: plain('Age', 'created', 'ageDays'),
  lifetimeDays: plain('Lifetime', 'expires', 'ttl', 'lifetimeDays'),
  rotatedDays: plain('Rotated', 'rotated', 'rotatedDays'),
  storage: plain('Storage', 'storage'),
  issuance: plain('Issuance', 'issuance'),
  presentation: plain('Presentation', 'presentation'),
  revocation: plain('Revocation', 'revocation'),
  status: plain('Status', 'status'),
  attribution: plain('Attribution', 'attribution'),
  lastUsed: plain('Last use', 'lastUsed'),
  classes: plain('Classes', 'classes'),
  environments: plain('Environments crossed', 'environments', 'crosses'),
  'leak.scope': figure('Scope', 'leak.scope'),
  'leak.chain': figure('Chain', 'leak.chain'),
  'leak.identities': figure('Identities', 'leak.identities'),
  'leak.workloads': figure('Workloads', 'leak.workloads'),
  'leak.resources': figure('Resources', 'leak.resources'),
  'leak.weight': figure('Weight', 'leak.weight'),
  'leak.share': figure('Share', 'leak.share'),
  'takeover.classes': plain('Classes, takeover', 'takeover.classes'),
  'takeover.environments': plain('Environments crossed, takeover', 'takeover.environments', 'takeover.crosses'),
  'takeover.scope': figure('Scope, takeover', 'takeover.scope'),
  'takeover.chain': figure('Chain, takeover', 'takeover.chain'),
  'takeover.identities': figure('Identities, takeover', 'takeover.identities'),
  'takeover.workloads': figure('Workloads, takeover', 'takeover.workloads'),
  'takeover.resources': figure('Resources, takeover', 'takeover.resources'),
  'takeover.weight': figure('Weight, takeover', 'takeover.weight'),
  'takeover.share': figure('Share, takeover', 'takeover.share'),
  'exposure.certain': plain('Exposure', 'exposure.certain', 'exposure.upTo'),
} as const satisfies Record<string, Column>;

export type ColumnId = keyof typeof credentialColumns;
export const isColumnId = (id: string): id is ColumnId => Object.hasOwn(credentialColumns, id);
export const columnIds: readonly ColumnId[] = Object.keys(credentialColumns).filter(isColumnId);

/** What the table shows before anybody chooses. */
export const firstColumns: readonly ColumnId[] = [
  'priority',
  'credential',
  'leak.actionDays',
  'takeover.actionDays',
  'likelihood',
  'identity',
  'owner',
  'system',
  'environments',
  'leak.chain',
  'attribution',
  'lastUsed',
];

/** The columns that a list names, each once, in its order; unknown ones are left out. The credential itself is always there, first where it is not named. */
export function readColumns(ids: readonly string[]): ColumnId[] {
  const known = [...new Set(ids)].filter(isColumnId);
  return known.includes('credential') ? known : ['credential', ...known];
}

/** The fields that these columns are made of, in their order, each once. */
export const fieldsOfColumns = (ids: readonly ColumnId[]): string[] => [...new Set(ids.flatMap((id) => [...credentialColumns[id].fields]))];

/** The same columns with one of them a place further on (`by` 1) or back (-1); unchanged at either end. */
export function movedColumn(shown: readonly ColumnId[], id: ColumnId, by: 1 | -1): ColumnId[] {
  const [from, to] = [shown.indexOf(id), shown.indexOf(id) + by];
  if (from < 0 || to < 0 || to >= shown.length) return [...shown];
  return shown.toSpliced(from, 1).toSpliced(to, 0, id);
}
