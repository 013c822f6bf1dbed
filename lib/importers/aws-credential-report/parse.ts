import { parseArn } from '../../model/arn.ts';
import { KeyblastError } from '../../model/errors.ts';
import { awsTime } from '../aws/awsTime.ts';
import type { InputFile, Opened, Parsed, Setting } from '../importer.ts';
import { parseJson } from '../parseJson.ts';
import { readCsv } from '../readCsv.ts';
import { readJsonMembers } from '../readJsonMembers.ts';
import { readPieces } from '../readLines.ts';
import { BadCell, Cells, type Header, readHeader } from './columns.ts';

/** One of the two access keys or signing certificates that a user can have. `changed`: when it was made or last changed. */
export type Slot = {
  slot: 1 | 2;
  active: boolean;
  changed?: string | undefined;
  lastUsed?: string | undefined;
  region?: string | undefined;
  service?: string | undefined;
};
export type Password = { changed?: string | undefined; nextRotation?: string | undefined; lastUsed?: string | undefined };
export type Row = {
  source: string;
  account: string;
  arn: string;
  user: string;
  isRoot: boolean;
  mfa?: boolean | undefined;
  /** False where the report says that there is none. */
  password: Password | false;
  accessKeys: Slot[];
  certificates: Slot[];
};

/** Reads reports: as the table, or as the answer of GetCredentialReport with the table in it. Each account is a snapshot. */
export function open(files: InputFile[], setting: Setting): Opened<Row> {
  const state: State = { tables: 0, times: [], unread: false, source: `aws-credential-report:${setting.name}` };
  async function* records(): AsyncGenerator<Parsed<Row>> {
    for (const [file, input] of files.entries()) {
      if (await isJson(input)) yield* answers(input, file, state);
      else yield* rows(input, file, undefined, state);
    }
  }
  return {
    get source() {
      return state.source;
    },
    get complete() {
      return !state.unread;
    },
    /** When the reports were made, where all of them say so. */
    get dataTime() {
      return state.times.length === state.tables ? state.times.toSorted().at(-1) : 'import';
    },
    mode: 'snapshot',
    records: records(),
  };
}

type State = { tables: number; times: string[]; unread: boolean; source: string };

async function isJson(input: InputFile): Promise<boolean> {
  for await (const { text } of readPieces(input)) if (text.trim() !== '') return /^\s*[[{]/.test(text);
  return false;
}

/** The tables within a JSON file; their rows stand on the line that the table's text does. */
async function* answers(input: InputFile, file: number, state: State): AsyncGenerator<Parsed<Row>> {
  for await (const member of readJsonMembers(input, ['Content', 'GeneratedTime'])) {
    if (member.ends) continue;
    const value = parseJson(member.text);
    if (member.name === 'GeneratedTime') state.times.push(...[awsTime(value)].filter((time) => time !== undefined));
    else {
      const table = typeof value === 'string' ? tableOf(value) : undefined;
      if (table !== undefined) yield* rows({ name: input.name, open: () => bytesOf(table) }, file, member.line, state);
      else {
        state.unread = true;
        const reason = member.cut ? 'the file ends within Content' : 'Content is no credential report, neither as text nor in base64';
        yield { ok: false, file, line: member.line, field: 'Content', reason };
      }
    }
  }
}

/** The API gives base64, the command line text in some versions. */
function tableOf(content: string): string | undefined {
  const texts = [content, Buffer.from(content, 'base64').toString('utf8')];
  return texts.find((text) => /^\ufeff?"?user"?,"?arn"?,/i.test(text));
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** @param line of the whole table, where it stands in one */
async function* rows(table: InputFile, file: number, line: number | undefined, state: State): AsyncGenerator<Parsed<Row>> {
  let header: Header | undefined;
  state.tables++;
  for await (const record of readCsv(table)) {
    if (!header) header = checkedHeader(table.name, record.fields);
    else {
      const parsed = rowOf(header, record.fields, file, line ?? record.line);
      if (parsed.ok) state.source = parsed.row.source;
      else state.unread = true;
      yield parsed;
    }
  }
}

function checkedHeader(name: string, fields: readonly string[]): Header {
  const header = readHeader(fields);
  const missing = ['user', 'arn', 'access_key_1_active'].filter((column) => !header.has(column));
  if (missing.length === 0) return header;
  throw new KeyblastError(
    'INVALID',
    `${name} line 1: it has no column ${missing.join(', ')}; expected the columns of a credential report (docs/formats/aws-credential-report.md); nothing was imported`,
  );
}

const more = 'a user has more access keys or certificates than the report lists (additional_credentials_info)';

function rowOf(header: Header, fields: readonly string[], file: number, line: number): Parsed<Row> {
  if (fields.length !== header.size) return { ok: false, file, line, reason: `the row has ${fields.length} fields, the header has ${header.size}` };
  try {
    const cells = new Cells(header, fields);
    const warnings = cells.text('additional_credentials_info') === undefined ? [] : [more];
    return { ok: true, file, line, row: read(cells), ...(warnings.length > 0 ? { warnings } : {}) };
  } catch (error) {
    if (error instanceof BadCell) return { ok: false, file, line, field: error.field, reason: error.message };
    throw error;
  }
}

function read(cells: Cells): Row {
  const arn = cells.text('arn') ?? '';
  const parts = parseArn(arn);
  if (!parts || !/^\d{12}$/.test(parts.account)) throw new BadCell('arn', 'the ARN of a user');
  const isRoot = parts.resource === 'root';
  return {
    source: `aws-credential-report:${parts.account}`,
    account: parts.account,
    arn,
    user: isRoot ? '<root_account>' : (cells.text('user') ?? parts.resource.slice(parts.resource.lastIndexOf('/') + 1)),
    isRoot,
    mfa: cells.flag('mfa_active'),
    password: password(cells),
    accessKeys: ([1, 2] as const).flatMap((slot) => accessKey(cells, slot)),
    certificates: ([1, 2] as const).flatMap((slot) => slotOf(cells, `cert_${slot}`, slot)),
  };
}

function password(cells: Cells): Password | false {
  const isThere = cells.isNotSupported('password_enabled') || cells.flag('password_enabled') === true;
  if (!isThere) return false;
  return { changed: cells.time('password_last_changed'), nextRotation: cells.time('password_next_rotation'), lastUsed: cells.time('password_last_used') };
}

function accessKey(cells: Cells, slot: 1 | 2): Slot[] {
  const name = `access_key_${slot}`;
  return slotOf(cells, name, slot).map((key) => ({
    ...key,
    lastUsed: cells.time(`${name}_last_used_date`),
    region: cells.text(`${name}_last_used_region`),
    service: cells.text(`${name}_last_used_service`),
  }));
}

/** An inactive slot that was never changed is empty. */
function slotOf(cells: Cells, name: string, slot: 1 | 2): Slot[] {
  const active = cells.flag(`${name}_active`) === true;
  const changed = cells.time(`${name}_last_rotated`);
  return active || changed !== undefined ? [{ slot, active, changed }] : [];
}
