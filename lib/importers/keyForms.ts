import { accessKeyKey } from '../model/awsKeys.ts';

/** How names in inventories and logs become keys (docs/keys.md). A cell with a colon is a key already; anything else is a name within the row's system. */

const awsKeyId = /^(?:AKIA|ASIA)[A-Z0-9]{16}$/;

/** The key of an access key of AWS, by its id; undefined where the text is none. */
export const accessKey = (id: string): string | undefined => (awsKeyId.test(id) ? accessKeyKey(id) : undefined);

export function credentialKey(cell: string, system: string): string {
  return accessKey(cell) ?? (cell.includes(':') ? prefixed(cell) : `${system}:key/${cell}`);
}

/** People by e-mail address are one person in every system; undefined where the text is no address. */
export const emailKey = (text: string): string | undefined => (/^[^\s:@]+@[^\s:@]+\.[^\s:@]+$/.test(text) ? `email:${text.toLowerCase()}` : undefined);

export function identityKey(cell: string, system: string): string {
  return emailKey(cell) ?? (cell.includes(':') ? prefixed(cell) : `${system}:${cell}`);
}

export function workloadKey(cell: string, system: string): string {
  return cell.includes(':') ? prefixed(cell) : `${system}:workload/${cell}`;
}

/** An agent's workload (docs/facts.md). */
export const agentWorkload = (identity: string): string => `${identity}#workload`;

/** A bare ARN belongs to AWS. */
const prefixed = (cell: string): string => (cell.startsWith('arn:') ? `aws:${cell}` : cell);

/** The system of a row as the first part of a key: `Agent Platform` is `agent-platform`. */
export function systemPrefix(system: string | undefined): string {
  const plain = (system ?? '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.-]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'inventory' : plain;
}
