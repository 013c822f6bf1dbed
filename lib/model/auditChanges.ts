import type { Json } from './facts.ts';

/** One value of an entry: what it was and what it is; absent on the side that does not have it, the same on both where it did not change. */
export type AuditChange = { name: string; before?: string; after?: string };

/**
 * What an entry says, value by value, for people to read: members by their path (`nodes.added`), a list of plain values in one line, of others each item in one, numbered
 * from 1. In the order of what is now, then what is no more.
 */
export function auditChanges(before: Json, after: Json): AuditChange[] {
  const [was, is] = [new Map(valuesOf(before)), new Map(valuesOf(after))];
  const names = [...new Set([...is.keys(), ...was.keys()])];
  return names.map((name) => {
    const [old, now] = [was.get(name), is.get(name)];
    return { name, ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) };
  });
}

function valuesOf(value: Json, name = ''): [string, string][] {
  if (value === null && name === '') return [];
  if (Array.isArray(value) && value.some(isNested)) return value.map((item, at) => [`${name || 'item'} ${at + 1}`, itemText(item)]);
  if (isNested(value) && !Array.isArray(value)) return Object.entries(value).flatMap(([member, item]) => valuesOf(item, name ? `${name}.${member}` : member));
  return [[name || 'value', plainText(value)]];
}

const isNested = (value: Json): value is Json[] | { [member: string]: Json } => value !== null && typeof value === 'object';

/** An item of a list in one line: what names it first, and of counts those that are not zero. */
function itemText(item: Json): string {
  if (!isNested(item)) return plainText(item);
  const values = valuesOf(item).filter(([, text]) => text !== '0');
  const isCount = ([, text]: [string, string]): boolean => /^\d+$/.test(text);
  return [...values.filter((value) => !isCount(value)), ...values.filter(isCount)].map(([name, text]) => `${name} ${text}`).join(', ');
}

function plainText(value: Json): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(plainText).join(', ');
  if (value === null) return 'none';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}
