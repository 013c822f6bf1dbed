import { KeyblastError } from '../../model/errors.ts';
import type { ActionClass, Outcome } from '../../model/facts.ts';
import type { Fingerprint } from '../../model/fingerprint.ts';
import { redactKey } from '../../model/redact.ts';
import { parseTime } from '../../model/time.ts';
import type { InputFile, Opened, Parsed, Setting } from '../importer.ts';
import { sampleOf } from '../inputFile.ts';
import { credentialKey, identityKey, systemPrefix } from '../keyForms.ts';
import { asObject, parseJson } from '../parseJson.ts';
import { present } from '../present.ts';
import { readCsv } from '../readCsv.ts';
import { readJsonItems } from '../readJsonItems.ts';
import { type Column, columnNames, missingIn, readHeader } from './columns.ts';
import { actionOf, classOf, classOfMethod, outcomeOf, timeOf } from './values.ts';

/** From the first to the last use of a system that a set of files shows. */
export type Span = { system: string; from: string; to: string };
/** One use, without its secret. `spans` stand on the last use of the set. */
export type Row = {
  time: string;
  credential?: string;
  identity?: string;
  action?: string;
  class?: ActionClass;
  resource?: string;
  outcome?: Outcome;
  proof?: string;
  workload: { address?: string; network?: string; userAgent?: string; instance?: string };
  eventId?: string;
  count?: number;
  system?: string;
  spans?: Span[];
};

/** The cells of one line by column; undefined where a line has none. */
type Cells = (column: Column) => string | undefined;
type Read = { line: number; cells: Cells } | { line: number; reason: string };
type Use = Parsed<Row> & { ok: true };

/** Reads logs: CSV or TSV with a header, or JSON objects (one a line, or an array). Each file stands for itself; uses add to what was known. */
export function open(files: InputFile[], setting: Setting): Opened<Row> {
  return { source: `access-log:${setting.name}`, mode: 'increment', complete: true, records: records(files, setting.fingerprint) };
}

/** One use is held back, so that what the whole set covers is said with the last one and makes no record of its own. */
async function* records(files: InputFile[], fingerprint: Fingerprint): AsyncGenerator<Parsed<Row>> {
  const spans = new Map<string, { from: number; to: number }>();
  let last: Use | undefined;
  for (const [file, input] of files.entries()) {
    for await (const read of linesOf(input)) {
      const record = 'reason' in read ? { ok: false as const, file, line: read.line, reason: read.reason } : rowFrom(read.cells, file, read.line, fingerprint);
      if (!record.ok) {
        yield record;
        continue;
      }
      if (last) yield last;
      last = record;
      widen(spans, record.row.system, record.row.time);
    }
  }
  if (last) yield { ...last, row: { ...last.row, spans: spansOf(spans) } };
}

function widen(spans: Map<string, { from: number; to: number }>, system: string | undefined, time: string): void {
  const ms = parseTime(time)?.ms;
  if (system === undefined || ms === undefined) return;
  const span = spans.get(system);
  if (!span) spans.set(system, { from: ms, to: ms });
  else [span.from, span.to] = [Math.min(span.from, ms), Math.max(span.to, ms)];
}

const spansOf = (spans: Map<string, { from: number; to: number }>): Span[] =>
  [...spans].map(([system, { from, to }]) => ({ system, from: new Date(from).toISOString(), to: new Date(to).toISOString() }));

async function* linesOf(file: InputFile): AsyncGenerator<Read> {
  const { head } = await sampleOf(file);
  if (/^\ufeff?\s*[[{]/.test(head)) yield* jsonLines(file);
  else yield* csvLines(file);
}

async function* csvLines(file: InputFile): AsyncGenerator<Read> {
  let at: Map<Column, number> | undefined;
  let width = 0;
  for await (const { line, fields } of readCsv(file)) {
    if (!at) {
      at = checkedHeader(file.name, line, fields);
      width = fields.length;
    } else if (fields.length !== width) yield { line, reason: `the line has ${fields.length} fields, the header has ${width}` };
    else yield { line, cells: cellsOf(at, fields) };
  }
}

function checkedHeader(name: string, line: number, fields: string[]): Map<Column, number> {
  const at = readHeader(fields);
  const missing = missingIn((column) => at.has(column));
  if (missing === undefined) return at;
  const known = columnNames.filter((column) => at.has(column));
  const found = known.length === 0 ? 'none of its columns is known' : `of its columns these are known: ${known.join(', ')}`;
  throw new KeyblastError('INVALID', `${name} line ${line}: ${found}; expected a column ${missing}. See docs/formats/access-log.md; nothing was imported`);
}

const cellsOf =
  (at: Map<Column, number>, fields: string[]): Cells =>
  (column) => {
    const index = at.get(column);
    const cell = index === undefined ? '' : fields[index]!;
    return saysNothing(cell) ? undefined : cell;
  };

const saysNothing = (cell: string): boolean => cell === '' || cell === '-' || /^(?:null|n\/a|none|undefined)$/i.test(cell);

async function* jsonLines(file: InputFile): AsyncGenerator<Read> {
  for await (const { line, text, cut } of readJsonItems(file)) {
    const object = asObject(parseJson(text));
    if (!object) yield { line, reason: cut ? 'the file ends within this use' : 'the use is no valid JSON object' };
    else yield { line, cells: jsonCells(object) };
  }
}

/** Texts and numbers of an object, nested ones (two levels) by their path. */
export function membersOf(object: { [name: string]: unknown }, prefix = '', depth = 2): [string, string][] {
  return Object.entries(object).flatMap(([name, value]): [string, string][] => {
    if (typeof value === 'string') return [[prefix + name, value.trim()]];
    if (typeof value === 'number' || typeof value === 'boolean') return [[prefix + name, String(value)]];
    const inner = depth > 0 ? asObject(value) : undefined;
    return inner ? membersOf(inner, `${prefix}${name}.`, depth - 1) : [];
  });
}

function jsonCells(object: { [name: string]: unknown }): Cells {
  const members = membersOf(object);
  return cellsOf(
    readHeader(members.map(([name]) => name)),
    members.map(([, value]) => value),
  );
}

function rowFrom(given: Cells, file: number, line: number, fingerprint: Fingerprint): Parsed<Row> {
  const cells = withoutSecret(given, fingerprint);
  const rejected = (field: Column, reason: string): Parsed<Row> => ({ ok: false, file, line, field, reason });
  const missing = missingIn((column) => cells(column) !== undefined);
  if (missing !== undefined) return rejected(cells('time') === undefined ? 'time' : 'credential', `the line says nothing for ${missing}`);
  const time = timeOf(cells('time')!);
  if (time === undefined) return rejected('time', 'time is no time: expected ISO 8601, such as 2026-11-01T09:30:00Z, or seconds since 1970');
  const kind = cells('class');
  const granted = kind === undefined ? undefined : classOf(kind);
  if (kind !== undefined && granted === undefined) return rejected('class', 'class is no action class: expected read, write, send or another of docs/model.md');
  const counted = cells('count');
  if (counted !== undefined && !/^[1-9]\d{0,8}$/.test(counted)) return rejected('count', 'count is no whole number from 1 to 999999999');
  const [credential, identity] = whoOf(cells, fingerprint);
  if (credential === undefined && identity === undefined)
    return rejected('secret', 'the secret is a known placeholder or shorter than 8 characters and tells nothing apart, and the line names no identity');
  const said = cells('outcome');
  const outcome = said === undefined ? undefined : outcomeOf(said);
  const row: Row = {
    time,
    workload: workloadOf(cells),
    ...present({ credential, identity, outcome, ...actOf(cells, granted), eventId: cells('eventId'), system: cells('system') }),
  };
  if (counted !== undefined) row.count = Number(counted);
  const warnings = said !== undefined && outcome === undefined ? ['an outcome is neither success nor denied; it is left out'] : undefined;
  return warnings ? { ok: true, file, line, row, warnings } : { ok: true, file, line, row };
}

/** Paths and notes repeat what was presented: the line's own secret is taken out of its other cells. */
function withoutSecret(cells: Cells, fingerprint: Fingerprint): Cells {
  const secret = cells('secret')?.replace(scheme, '');
  if (secret === undefined || secret.length < 4) return cells;
  const print = fingerprint(secret) ?? '[redacted:secret]';
  return (column) => (column === 'secret' ? secret : cells(column)?.replaceAll(secret, () => print));
}

/** The credential by its identifier, else by the fingerprint of its value; and whom it spoke for. */
function whoOf(cells: Cells, fingerprint: Fingerprint): [string | undefined, string | undefined] {
  const prefix = systemPrefix(cells('system'));
  const identifier = cells('credential');
  const secret = cells('secret')?.replace(scheme, '');
  const identity = cells('identity');
  const credential = identifier === undefined ? secret && fingerprint(secret) : namedCredential(identifier, prefix, fingerprint);
  return [credential, identity === undefined ? undefined : identityKey(redactKey(identity, fingerprint), prefix)];
}

const scheme = /^(?:bearer|basic|token|apikey)\s+/i;

/** Some logs write the key itself where its identifier should stand. */
function namedCredential(text: string, prefix: string, fingerprint: Fingerprint): string | undefined {
  const value = text.replace(scheme, '');
  return redactKey(value, fingerprint) === value && value === text ? credentialKey(text, prefix) : fingerprint(value);
}

function actOf(cells: Cells, granted: ActionClass | undefined): Pick<Partial<Row>, 'action' | 'class' | 'resource' | 'proof'> {
  const method = cells('method');
  const action = cells('action') ?? actionOf(method, cells('path'));
  const resource = cells('resource');
  const name = resource === undefined || resource.includes(':') ? resource : `${systemPrefix(cells('system'))}:${resource}`;
  const kind = granted ?? (method === undefined ? undefined : classOfMethod(method));
  return present({ action, class: kind, resource: name, proof: cells('proof') });
}

const workloadOf = (cells: Cells): Row['workload'] =>
  present({ address: cells('address'), network: cells('network'), userAgent: cells('userAgent'), instance: cells('instance') });
