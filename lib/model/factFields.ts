import {
  actionClasses,
  audiences,
  bases,
  certainties,
  conditionKinds,
  edgeTypes,
  type FactName,
  identityKinds,
  issuances,
  type Json,
  outcomes,
  presentations,
  revocations,
  statuses,
  storages,
} from './facts.ts';
import { type BareDate, parseTime } from './time.ts';

/** Why a value is refused, in words that hold nothing of the record: `is not one of a, b`. */
export class Refusal {
  readonly because: string;
  constructor(because: string) {
    this.because = because;
  }
}

/** What reading a record leaves behind besides its fields: warnings to count, and unknown keys of nested objects, which belong into `attrs`. */
export type Notes = { warnings: string[] | undefined; attrs: [string, unknown][] | undefined };

/** The value in its normal form, a refusal, or undefined where it says nothing (an empty text). */
type Read = (value: unknown, notes: Notes, name: string) => unknown;
export type Field = { name: string; required: boolean; read: Read };
/** `check` sees what a single field cannot; `known` are the names that are not put into `attrs`. */
type Table = {
  fields: Field[];
  known: ReadonlySet<string>;
  check?: (record: Record<string, unknown>, out: Record<string, unknown>, notes: Notes) => { field: string; reason: string } | undefined;
};

export const maxKeyBytes = 2048;
/** Deeper JSON is refused: whoever walks it must not run out of stack. */
const maxDepth = 64;
const maxWhole = Number.MAX_SAFE_INTEGER;

/** A node's name: never empty, no control characters (PostgreSQL stores no NUL), well-formed Unicode, at most 2,048 bytes of UTF-8 (an index entry holds no more). */
export const key: Read = (value) => {
  if (typeof value !== 'string') return new Refusal('is not a text');
  if (value === '') return new Refusal('is empty');
  if (controls.test(value)) return new Refusal('holds a control character');
  if (value.length * 3 > maxKeyBytes && Buffer.byteLength(value) > maxKeyBytes) return new Refusal(`is longer than ${maxKeyBytes} bytes`);
  if (!value.isWellFormed()) return new Refusal('is not well-formed Unicode');
  return value;
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u001f\u007f-\u009f]/;

/** Free text on a screen and in a column: what cannot be stored is replaced by U+FFFD; an empty one says nothing. */
const text: Read = (value) => {
  if (typeof value !== 'string') return new Refusal('is not a text');
  return value === '' ? undefined : storable(value);
};
/** Text that is grouped and sorted by (owner, system, kind ...): as long as a key at most. */
const label: Read = (value) => {
  const read = text(value, emptyNotes, '');
  return typeof read === 'string' && read.length * 3 > maxKeyBytes && Buffer.byteLength(read) > maxKeyBytes
    ? new Refusal(`is longer than ${maxKeyBytes} bytes`)
    : read;
};
const emptyNotes: Notes = { warnings: undefined, attrs: undefined };

const flag: Read = (value) => (typeof value === 'boolean' ? value : new Refusal('is not true or false'));
const whole: Read = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= maxWhole ? value : new Refusal('is not a whole number >= 1');
const level: Read = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 5 ? value : new Refusal('is not a whole number from 1 to 5');
const rank: Read = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1_000_000 ? value : new Refusal('is not a whole number from 0 to 1000000');

function oneOf(words: readonly string[]): Read {
  const set: ReadonlySet<unknown> = new Set(words);
  const refusal = new Refusal(`is not one of ${words.join(', ')}`);
  return (value) => (set.has(value) ? value : refusal);
}

function time(bare: BareDate): Read {
  return (value, notes, name) => {
    if (typeof value !== 'string') return new Refusal('is not a text with an ISO 8601 time');
    const read = parseTime(value, bare);
    if (!read) return new Refusal('is not an ISO 8601 time, or a day or hour that does not exist');
    if (!read.zoned) warn(notes, `${name} has no time zone, taken as UTC`);
    return read.time;
  };
}

function list(each: Read): Read {
  return (value, notes, name) => {
    if (!Array.isArray(value)) return new Refusal('is not a list');
    const items = new Set<unknown>();
    for (const item of value) {
      const read = item === null ? undefined : each(item, notes, name);
      if (read instanceof Refusal) return new Refusal(`holds an entry that ${read.because}`);
      if (read !== undefined) items.add(read);
    }
    return items.size === 0 ? undefined : [...items];
  };
}

/** An object with named fields of its own; further keys move to `attrs` as `NAME.KEY`. */
function nested(fields: Field[]): Read {
  const known: ReadonlySet<string> = new Set(fields.map((field) => field.name));
  return (value, notes, name) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Refusal('is not a JSON object');
    const given = new Map<string, unknown>(Object.entries(value));
    const out: Record<string, unknown> = {};
    for (const field of fields) {
      const inner = given.get(field.name);
      const read = inner === undefined || inner === null ? undefined : field.read(inner, notes, `${name}.${field.name}`);
      if (read instanceof Refusal) return new Refusal(`has a ${field.name} that ${read.because}`);
      if (read !== undefined) out[field.name] = read;
      else if (field.required) return new Refusal(`has no ${field.name}`);
    }
    const strangers = [...given].filter(([key, inner]) => !known.has(key) && inner !== null);
    if (strangers.length > 0) notes.attrs = [...(notes.attrs ?? []), ...strangers.map(([key, inner]): [string, unknown] => [`${name}.${key}`, inner])];
    return Object.keys(out).length === 0 ? undefined : out;
  };
}

/** Any JSON, in the form that PostgreSQL can store; null members are dropped where `keepNull` is false. */
function json(keepNull: boolean): Read {
  return (value) => {
    try {
      return storableJson(value, 0, keepNull);
    } catch (error) {
      if (error instanceof Unstorable) return new Refusal(error.message);
      throw error;
    }
  };
}
const attrs: Read = (value, notes, name) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Refusal('is not a JSON object');
  const read = json(false)(value, notes, name);
  return !(read instanceof Refusal) && read !== undefined && Object.keys(Object(read)).length === 0 ? undefined : read;
};

class Unstorable extends Error {}

function storableJson(value: unknown, depth: number, keepNull: boolean): Json {
  if (depth > maxDepth) throw new Unstorable(`is nested deeper than ${maxDepth}`);
  if (typeof value === 'string') return storable(value);
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Unstorable('holds a number out of range');
    return value;
  }
  if (Array.isArray(value)) return value.map((item) => storableJson(item, depth + 1, keepNull));
  if (typeof value !== 'object') throw new Unstorable('is not JSON');
  const members = Object.entries(value).filter(([, member]) => member !== undefined && (keepNull || member !== null));
  return Object.fromEntries(members.map(([name, member]) => [storable(name), storableJson(member, depth + 1, keepNull)]));
}

/** PostgreSQL stores no NUL and no half of a surrogate pair: each becomes U+FFFD. */
function storable(value: string): string {
  const whole = value.includes('\u0000') ? value.replaceAll('\u0000', '\ufffd') : value;
  return whole.isWellFormed() ? whole : whole.toWellFormed();
}

function warn(notes: Notes, warning: string): void {
  notes.warnings = [...(notes.warnings ?? []), warning];
}

const required = (name: string, read: Read): Field => ({ name, required: true, read });
const optional = (name: string, read: Read): Field => ({ name, required: false, read });
const fields = (reads: Record<string, Read>): Field[] => Object.entries(reads).map(([name, read]) => optional(name, read));

const keys = list(key);
const common = [optional('source', nested([required('name', label), optional('rank', rank)]))];
const node = [
  required('key', key),
  ...fields({ name: label, aliases: keys, owner: label, party: label, environment: label, system: label, sensitivity: level, pattern: flag }),
];
const status = fields({ status: oneOf(statuses) });
const relation = fields({
  until: time('end'),
  certainty: oneOf(certainties),
  condition: nested([required('kind', oneOf(conditionKinds)), optional('text', text)]),
  basis: oneOf(bases),
  evidence: attrs,
});
const credential = fields({
  type: label,
  issuance: oneOf(issuances),
  presentation: oneOf(presentations),
  status: oneOf(statuses),
  created: time('start'),
  expires: time('end'),
  ttl: whole,
  rotated: time('start'),
  lastUsed: time('start'),
  storage: oneOf(storages),
  revocation: oneOf(revocations),
});
const actor = fields({ credential: key, identity: key });

function table(own: Field[], check?: Table['check']): Table {
  const all = [...own, ...common];
  const known = new Set(['fact', 'attrs', ...all.map((field) => field.name)]);
  return check ? { fields: all, known, check } : { fields: all, known };
}

/** Attributes that belong on some edges only: elsewhere they reject the record, even `false`. */
const places: Record<string, readonly string[]> = {
  scoped: ['authenticates'],
  lasting: ['acts-as', 'controls'],
  sessionTtl: ['acts-as', 'controls'],
  renews: ['holds'],
};
const placed = Object.entries(places);

function inPlace(record: Record<string, unknown>, out: Record<string, unknown>, notes: Notes): { field: string; reason: string } | undefined {
  for (const [name, edges] of placed) {
    const value = record[name];
    if (value === undefined || value === null || edges.includes(String(out.edge))) continue;
    return { field: name, reason: `${name} stands on ${out.edge}, it belongs on ${edges.join(' and ')} only` };
  }
  return noteCondition(record, out, notes);
}

/** A condition changes figures only on what is `possible`; on what is certain it is kept and shown, and the writer is told. */
function noteCondition(_record: Record<string, unknown>, out: Record<string, unknown>, notes: Notes): undefined {
  if (out.condition !== undefined && out.certainty !== 'possible') warn(notes, 'condition stands on what is certain: kept, but it changes no figure');
}

function someone(_record: Record<string, unknown>, out: Record<string, unknown>): { field: string; reason: string } | undefined {
  if (out.credential !== undefined || out.identity !== undefined) return undefined;
  return { field: 'credential', reason: 'credential and identity are missing, one of them is needed' };
}

const two: Read = (value, notes, name) => {
  const read = keys(value, notes, name);
  if (read instanceof Refusal) return read;
  return Array.isArray(read) && read.length === 2 ? read : new Refusal('is not a list of two different keys');
};

/** The tables of docs/facts.md, in its order of fields; what is read by a table is what its type in facts.ts says. */
export const readers: Record<FactName, Table> & { attrs: Read } = {
  attrs,
  credential: table([...node, ...credential]),
  identity: table([...node, required('kind', oneOf(identityKinds)), ...status, ...fields({ administers: key })]),
  workload: table([...node, required('kind', label), ...status, ...fields({ administers: key, untrustedInput: flag })]),
  resource: table([...node, ...fields({ kind: label, store: flag })]),
  edge: table(
    [
      required('edge', oneOf(edgeTypes)),
      required('from', key),
      required('to', key),
      ...relation,
      ...fields({ technique: label, scoped: flag, lasting: flag, sessionTtl: whole, renews: flag }),
    ],
    inPlace,
  ),
  grant: table(
    [required('from', key), required('class', oneOf(actionClasses)), required('resource', key), ...fields({ actions: list(label) }), ...relation],
    noteCondition,
  ),
  usage: table(
    [
      ...actor,
      required('at', time('start')),
      ...fields({ action: label, class: oneOf(actionClasses), resource: key, outcome: oneOf(outcomes), proof: text }),
      optional('workload', nested(fields({ address: text, network: text, userAgent: text, instance: text }))),
      ...fields({ eventId: text, count: whole }),
    ],
    someone,
  ),
  sighting: table([
    required('credential', key),
    ...fields({ audience: oneOf(audiences), where: text, store: key, valid: flag, at: time('start'), evidence: attrs }),
  ]),
  coverage: table([required('system', label), required('from', time('start')), required('to', time('start')), ...fields({ what: list(text) })]),
  gone: table([required('key', key), ...fields({ at: time('start') })]),
  distinct: table([required('keys', two)]),
  document: table([
    required('platform', label),
    required('scope', label),
    required('kind', label),
    required('body', json(true)),
    ...fields({ attachedTo: keys, name: label }),
  ]),
};
