import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { PoolClient } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/**
 * PostgreSQL's COPY: text in, binary out. Text in, because the server parses times, arrays and JSON there itself; binary out, because numbers then go
 * into typed arrays without becoming strings.
 */
export type CopyValue = string | number | bigint | boolean | null | undefined;

const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** One row of COPY's text format, with its newline. Strings must be well-formed and hold no U+0000, as parseFact leaves them. */
export function copyRow(values: readonly CopyValue[]): string {
  let row = '';
  for (let i = 0; i < values.length; i++) {
    if (i > 0) row += '\t';
    row += copyField(values[i]);
  }
  return `${row}\n`;
}

function copyField(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return special.test(value) ? value.replace(/[\\\t\n\r]/g, (found) => escapes[found]!) : value;
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return String(value);
}

/** A text[] literal. */
export function textArray(values: readonly string[] | undefined): string | undefined {
  return values && `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** Rows gathered in memory and sent in one COPY each time `flushBytes` are together: memory stays flat whatever the number of rows. */
export class CopyWriter {
  private readonly client: PoolClient;
  private readonly sql: string;
  private parts: string[] = [];
  private length = 0;
  rows = 0;

  constructor(client: PoolClient, table: string, columns: readonly string[]) {
    this.client = client;
    this.sql = `COPY ${table} (${columns.join(', ')}) FROM STDIN`;
  }

  /** Whether it is time to `flush`: to be asked after each row, so that a row that needs no flush costs no await. */
  get full(): boolean {
    return this.length >= flushLength;
  }

  add(values: readonly CopyValue[]): void {
    const row = copyRow(values);
    this.parts.push(row);
    this.length += row.length;
    this.rows++;
  }

  async flush(): Promise<void> {
    if (this.parts.length === 0) return;
    const data = Buffer.from(this.parts.join(''), 'utf8');
    this.parts = [];
    this.length = 0;
    const stream = this.client.query(copyFrom(this.sql));
    stream.end(data);
    await once(stream, 'finish');
  }
}
/** UTF-16 units: some 3-6 thousand facts. Larger gained nothing, smaller paid for round trips. */
const flushLength = 1 << 20;

/**
 * What is asked of one connection while rows are gathered, one after another: COPYs, mostly. Only one is ever under way, so that memory stays flat whoever is the slower.
 * Until `idle` nothing else may be asked on the connection.
 */
export class CopyLane {
  private sending: Promise<unknown> = Promise.resolve();

  /** Waits for what was sent before, then begins this, and does not wait for it. */
  async send(work: () => Promise<unknown>): Promise<void> {
    await this.sending;
    this.sending = work();
    this.sending.catch(() => undefined); // whoever waits next is told
  }

  /** When all that was sent is there; throws what went wrong. */
  async idle(): Promise<void> {
    await this.sending;
  }

  /** When nothing is on its way any more, well or not: to be awaited before the transaction is ended. */
  async settled(): Promise<void> {
    await this.sending.catch(() => undefined);
  }
}

/**
 * Streams the rows of a query by binary COPY. `each` is called once a row with a cursor on its fields, to be read in order; it must not keep it.
 * Returns the number of rows.
 */
export async function copyOut(client: PoolClient, query: string, each: (row: BinaryRow) => void): Promise<number> {
  const stream: Readable = client.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT binary)`));
  const row = new BinaryRow();
  let rest: Buffer = Buffer.alloc(0);
  let started = false;
  let rows = 0;
  for await (const chunk of stream) {
    const data: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    if (!started) {
      if (data.length < headerBytes) {
        rest = data;
        continue;
      }
      at = headerBytes;
      started = true;
    }
    for (let end = rowEnd(data, at); end > 0; end = rowEnd(data, at)) {
      row.open(data, at + 2);
      each(row);
      rows++;
      at = end;
    }
    rest = data.subarray(at);
  }
  return rows;
}

/** Signature, flags and an empty extension. */
const headerBytes = 19;

/** Where the row at `at` ends; 0 when it is not all there, or when the trailer (-1 fields) has come. */
function rowEnd(data: Buffer, at: number): number {
  if (at + 2 > data.length) return 0;
  const fields = data.readInt16BE(at);
  if (fields < 0) return 0;
  let end = at + 2;
  for (let i = 0; i < fields; i++) {
    if (end + 4 > data.length) return 0;
    const length = data.readInt32BE(end);
    end += 4 + Math.max(length, 0);
    if (end > data.length) return 0;
  }
  return end;
}

/** The fields of one row, from left to right. Each reader answers its `absent` for NULL. */
export class BinaryRow {
  private data: Buffer = Buffer.alloc(0);
  private at = 0;

  open(data: Buffer, at: number): void {
    this.data = data;
    this.at = at;
  }

  private next(): number {
    const length = this.data.readInt32BE(this.at);
    this.at += 4 + Math.max(length, 0);
    return length;
  }
  int2(absent: number): number {
    return this.next() < 0 ? absent : this.data.readInt16BE(this.at - 2);
  }
  int4(absent: number): number {
    return this.next() < 0 ? absent : this.data.readInt32BE(this.at - 4);
  }
  /** Exact up to 2^53. */
  int8(absent: number): number {
    return this.next() < 0 ? absent : Number(this.data.readBigInt64BE(this.at - 8));
  }
  float8(absent: number): number {
    return this.next() < 0 ? absent : this.data.readDoubleBE(this.at - 8);
  }
  bool(): boolean {
    return this.next() > 0 && this.data[this.at - 1] === 1;
  }
  /** A timestamptz in milliseconds since 1970 UTC; NaN for NULL, ±Infinity for ±infinity. */
  time(): number {
    if (this.next() < 0) return Number.NaN;
    const micros = this.data.readBigInt64BE(this.at - 8);
    if (micros === plusInfinity) return Number.POSITIVE_INFINITY;
    if (micros === minusInfinity) return Number.NEGATIVE_INFINITY;
    return Number(micros) / 1000 + postgresEpochMs;
  }
  text(): string | undefined {
    const length = this.next();
    return length < 0 ? undefined : this.data.toString('utf8', this.at - length, this.at);
  }
}

const plusInfinity = 0x7fffffffffffffffn;
const minusInfinity = -0x8000000000000000n;
/** PostgreSQL counts from 2000-01-01. */
const postgresEpochMs = 946_684_800_000;
