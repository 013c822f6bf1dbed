import { KeyblastError } from '../../model/errors.ts';
import type { ActionClass, Attrs, IdentityKind, Issuance, Presentation, Revocation, Status, Storage } from '../../model/facts.ts';
import { actionClasses } from '../../model/facts.ts';
import type { Fingerprint } from '../../model/fingerprint.ts';
import type { InputFile, Opened, Parsed, Setting } from '../importer.ts';
import { credentialKey, identityKey, systemPrefix, workloadKey } from '../keyForms.ts';
import { type CsvRecord, readCsv } from '../readCsv.ts';
import { type Column, columns, type Header, hasColumn, readHeader } from './columns.ts';
import * as read from './values.ts';

/** A row without its secret, in the form of facts. Absent cells are undefined. */
export type Row = {
  key: string;
  aliases: string[];
  name?: string | undefined;
  type?: string | undefined;
  identity?: string | undefined;
  identityKind: IdentityKind;
  identityName?: string | undefined;
  administers?: string | undefined;
  workload?: string | undefined;
  workloadKind?: string | undefined;
  untrustedInput?: boolean | undefined;
  controlledBy: string[];
  owner?: string | undefined;
  party?: string | undefined;
  system?: string | undefined;
  environment?: string | undefined;
  issuance?: Issuance | undefined;
  presentation?: Presentation | undefined;
  storage?: Storage | undefined;
  stores: string[];
  renews?: boolean | undefined;
  revocation?: Revocation | undefined;
  status?: Status | undefined;
  created?: string | undefined;
  expires?: string | undefined;
  rotated?: string | undefined;
  lastUsed?: string | undefined;
  ttl?: number | undefined;
  sensitivity?: 1 | 2 | 3 | 4 | 5 | undefined;
  scopes: { class: ActionClass; resource: string }[];
  /** Some scope was not understood: the key may do more than `scopes` says. */
  otherScopes: boolean;
  attrs: Attrs;
  line: number;
};

/** Reads inventories. Without a column that tells credentials apart the file is refused; a row that cannot be understood is rejected. */
export function open(files: InputFile[], setting: Setting): Opened<Row> {
  async function* records(): AsyncGenerator<Parsed<Row>> {
    for (const [file, input] of files.entries()) {
      let header: Header | undefined;
      for await (const record of readCsv(input)) {
        if (header) yield parsed(record, header, file, setting.fingerprint);
        else header = checkedHeader(input.name, record.fields);
      }
    }
  }
  return { source: `inventory-csv:${setting.name}`, mode: 'snapshot', complete: true, records: records() };
}

function checkedHeader(name: string, fields: string[]): Header {
  const header = readHeader(fields);
  if (hasColumn(header, 'credential') || hasColumn(header, 'secret')) return header;
  const known = header.flatMap(({ column }) => column ?? []);
  const found = known.length === 0 ? 'none of its columns is known' : `of its columns these are known: ${known.join(', ')}`;
  throw new KeyblastError(
    'INVALID',
    `${name} line 1: ${found}; expected a column credential (or ${columns.credential.also.split(', ').slice(0, 4).join(', ')}) or secret (or ${columns.secret.also.split(', ').slice(0, 3).join(', ')}). ` +
      'See docs/formats/inventory-csv.md; nothing was imported',
  );
}

/** A cell that cannot be read rejects its row. */
class BadCell extends Error {
  readonly field: string;
  constructor(field: string, expected: string) {
    super(`${field} is not ${expected}`);
    this.field = field;
  }
}

function parsed({ line, fields }: CsvRecord, header: Header, file: number, fingerprint: Fingerprint): Parsed<Row> {
  if (fields.length !== header.length) return { ok: false, file, line, reason: `the row has ${fields.length} fields, the header has ${header.length}` };
  try {
    return rowOf(new Cells(fields, header, fingerprint), file, line, fingerprint);
  } catch (error) {
    if (error instanceof BadCell) return { ok: false, file, line, field: error.field, reason: error.message };
    throw error;
  }
}

/** The cells of a row by column, each without the row's secret, which only `secret` still has. */
class Cells {
  readonly secret: string;
  private readonly byColumn = new Map<Column, string>();
  readonly others: [string, string][] = [];

  constructor(fields: string[], header: Header, fingerprint: Fingerprint) {
    const at = header.findIndex(({ column }) => column === 'secret');
    const secret = fields[at] ?? '';
    this.secret = read.saysNothing(secret) ? '' : secret;
    for (const [index, { column, heading }] of header.entries()) {
      const cell = this.clean(fields[index] ?? '', fingerprint);
      if (index === at || read.saysNothing(cell)) continue;
      if (column === undefined) this.others.push([heading, cell]);
      else this.byColumn.set(column, cell);
    }
  }

  /** People paste secrets into notes: the row's own is taken out everywhere. */
  private clean(cell: string, fingerprint: Fingerprint): string {
    return this.secret.length >= 4 && cell.includes(this.secret) ? cell.replaceAll(this.secret, fingerprint(this.secret) ?? '[redacted:secret]') : cell;
  }

  text(column: Column): string | undefined {
    return this.byColumn.get(column);
  }

  value<T>(column: Column, parse: (cell: string) => read.Value<T>): T | undefined {
    const cell = this.text(column);
    if (cell === undefined) return undefined;
    const value = parse(cell);
    if (!value.ok) throw new BadCell(column, value.expected);
    return value.value;
  }

  time(column: Column): string | undefined {
    return this.text(column)?.toLowerCase() === 'never' ? undefined : this.value(column, read.time);
  }

  list(column: Column): string[] {
    return (this.text(column) ?? '')
      .split(/[;\n]/)
      .map((part) => part.trim())
      .filter((part) => !read.saysNothing(part));
  }
}

function rowOf(cells: Cells, file: number, line: number, fingerprint: Fingerprint): Parsed<Row> {
  const prefix = systemPrefix(cells.text('system'));
  const print = cells.secret === '' ? undefined : fingerprint(cells.secret);
  const identifier = cells.text('credential');
  const key = identifier === undefined ? print : credentialKey(identifier, prefix);
  if (key === undefined) return { ok: false, file, line, field: 'credential', reason: missing(cells.secret) };
  const aliases = cells.list('aliases').map((alias) => credentialKey(alias, prefix));
  const scopes = cells.list('scopes').map(scopeOf);
  const identity = cells.text('identity');
  const workload = cells.text('workload');
  const row: Row = {
    key,
    aliases: print === undefined || print === key ? aliases : [...aliases, print],
    name: cells.text('name'),
    type: cells.text('type'),
    identity: identity && identityKey(identity, prefix),
    identityKind: cells.value('identityKind', read.identityKind) ?? 'service',
    identityName: cells.text('identityName'),
    administers: cells.text('administers'),
    workload: workload && workloadKey(workload, prefix),
    workloadKind: cells.text('workloadKind'),
    untrustedInput: cells.value('untrustedInput', read.flag),
    controlledBy: cells.list('controlledBy').map((name) => identityKey(name, prefix)),
    owner: cells.text('owner'),
    party: cells.text('party'),
    system: cells.text('system'),
    environment: cells.text('environment'),
    issuance: cells.value('issuance', read.issuance),
    presentation: cells.value('presentation', read.presentation),
    storage: cells.value('storage', read.storage),
    stores: cells.list('store'),
    renews: cells.value('renews', read.flag),
    revocation: cells.value('revocation', read.revocation),
    status: cells.value('status', read.status),
    created: cells.time('created'),
    expires: cells.time('expires'),
    rotated: cells.time('rotated'),
    lastUsed: cells.time('lastUsed'),
    ttl: cells.value('ttl', read.seconds),
    sensitivity: cells.value('sensitivity', read.level),
    scopes: scopes.flatMap((scope) => scope.known ?? []),
    otherScopes: scopes.some((scope) => scope.known === undefined),
    attrs: attrsOf(cells, scopes),
    line,
  };
  const warnings = row.otherScopes
    ? ['a scope is not CLASS:RESOURCE; it is kept as an attribute, and the key is taken to reach its whole identity, possibly']
    : [];
  return warnings.length === 0 ? { ok: true, file, line, row } : { ok: true, file, line, row, warnings };
}

function missing(secret: string): string {
  if (secret === '') return 'credential and secret are both empty: nothing tells this credential from others';
  return 'the secret is a known placeholder or shorter than 8 characters and tells nothing apart; give it an identifier in the column credential';
}

/** `write:moltbook:posts` is class and resource, at the first colon. */
function scopeOf(text: string): { text: string; known?: { class: ActionClass; resource: string } } {
  const colon = text.indexOf(':');
  const name = actionClasses.find((one) => one === text.slice(0, colon).trim().toLowerCase());
  const resource = text.slice(colon + 1).trim();
  return name === undefined || resource === '' ? { text } : { text, known: { class: name, resource } };
}

function attrsOf(cells: Cells, scopes: ReturnType<typeof scopeOf>[]): Attrs {
  const unknown = scopes.filter((scope) => scope.known === undefined).map((scope) => scope.text);
  const attrs = Object.fromEntries(cells.others);
  return unknown.length === 0 ? attrs : { ...attrs, scopes: unknown };
}
