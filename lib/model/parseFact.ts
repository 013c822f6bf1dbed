import { type Field, type Notes, Refusal, readers } from './factFields.ts';
import { type Fact, type FactName, factNames } from './facts.ts';

/** A record as the rest of the program may rely on it, or why it is not one. `reason` never holds text of the record, only field names and closed vocabularies. */
export type ParsedFact = { ok: true; fact: Fact; warnings: readonly string[] } | { ok: false; field?: string; reason: string };

/**
 * Validates one record of docs/facts.md and brings it to its normal form: null is absent, unknown keys go to `attrs`, times are UTC and cut to the
 * millisecond, fields come in the order of the tables. Parsing what it answered changes nothing. Tables instead of a schema library: all this takes three
 * microseconds a record, less than a schema of half of it (bench/facts.ts), and reasons come out in words that hold no text of the record.
 */
export function parseFact(value: unknown): ParsedFact {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { ok: false, reason: 'the record is not a JSON object' };
  const record = readable(value);
  const name = record.fact;
  if (!isFactName(name))
    return { ok: false, field: 'fact', reason: `fact is ${name === undefined || name === null ? 'missing, expected' : 'not'} one of ${factNames.join(', ')}` };
  const table = readers[name];
  const notes: Notes = { warnings: undefined, attrs: undefined };
  const out: Record<string, unknown> = { fact: name };
  for (const field of table.fields) {
    const problem = readField(field, record, out, notes);
    if (problem !== undefined) return { ok: false, field: field.name, reason: problem };
  }
  const problem = table.check?.(record, out, notes) ?? readAttrs(record, table.known, out, notes);
  if (problem) return { ok: false, field: problem.field, reason: problem.reason };
  return { ok: true, fact: asFact(out), warnings: notes.warnings ?? none };
}

const none: readonly string[] = [];

function readField(field: Field, record: Record<string, unknown>, out: Record<string, unknown>, notes: Notes): string | undefined {
  const value = record[field.name];
  if (value === undefined || value === null) return field.required ? `${field.name} is missing` : undefined;
  const read = field.read(value, notes, field.name);
  if (read instanceof Refusal) return `${field.name} ${read.because}`;
  if (read === undefined) return field.required ? `${field.name} is empty` : undefined;
  out[field.name] = read;
  return undefined;
}

/** What no table names goes to `attrs`, beside what the record has there already. */
function readAttrs(
  record: Record<string, unknown>,
  known: ReadonlySet<string>,
  out: Record<string, unknown>,
  notes: Notes,
): { field: string; reason: string } | undefined {
  let unknown = notes.attrs;
  for (const key in record) {
    if (known.has(key) || record[key] === undefined || record[key] === null) continue;
    if (unknown === undefined) unknown = [];
    unknown.push([key, record[key]]);
  }
  const given = record.attrs;
  if (unknown === undefined && (given === undefined || given === null)) return undefined;
  if (given !== undefined && given !== null && (typeof given !== 'object' || Array.isArray(given)))
    return { field: 'attrs', reason: 'attrs is not a JSON object' };
  // fromEntries, not assignment: a key `__proto__` is then a key like any other
  const attrs = readers.attrs(Object.fromEntries([...(unknown ?? []), ...Object.entries(given ?? {})]), notes, 'attrs');
  if (attrs instanceof Refusal) return { field: 'attrs', reason: `attrs ${attrs.because}` };
  if (attrs !== undefined) out.attrs = attrs;
  return undefined;
}

const names: ReadonlySet<unknown> = new Set(factNames);
function isFactName(value: unknown): value is FactName {
  return names.has(value);
}

/** Any object can be read by field name; what is found there is `unknown`. */
function readable(value: object): Record<string, unknown> {
  return value as Record<string, unknown>;
}

/** The guarantee: every field of `out` was put there by the reader that the table of its fact names, all required ones are there, and there are no others. */
function asFact(out: Record<string, unknown>): Fact {
  return out as Fact;
}
