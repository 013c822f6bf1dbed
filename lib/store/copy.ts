import { once } from 'node:events';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

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
 * Streams the rows of a query by binary COPY. `each` is called once a row with a cursor on its fields, to be read in order; it must not keep it, and must not throw expecting to be called again.
 * Returns the number of rows.
 */
export function copyOut(client: PoolClient, query: string, each: (row: BinaryRow) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    client.query(new CopyOut(`COPY (${query}) TO STDOUT (FORMAT binary)`, each, resolve, reject));
  });
}

/** Of PostgreSQL's protocol: what a server says while it copies out. */
const message = { copyData: 0x64, copyDone: 0x63, error: 0x45 } as const;
/** Its kind and its length. */
const frameBytes = 5;

/**
 * A query that reads the socket itself while rows come: each comes as a message of its own, and going through the client's parser would cost several objects a row. Everything that is no
 * row is handed on to the client.
 */
class CopyOut {
  readonly #sql: string;
  readonly #each: (row: BinaryRow) => void;
  readonly #resolve: (rows: number) => void;
  readonly #reject: (error: Error) => void;
  readonly #row = new BinaryRow();
  #connection: Connection | undefined;
  #client: ((data: Buffer) => void) | undefined;
  #rest: Buffer = Buffer.alloc(0);
  #rows = 0;
  #failed: Error | undefined;

  constructor(sql: string, each: (row: BinaryRow) => void, resolve: (rows: number) => void, reject: (error: Error) => void) {
    this.#sql = sql;
    this.#each = each;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Called by the client when it is this query's turn. */
  submit(connection: Connection): void {
    const [listener] = connection.stream.listeners('data');
    if (!listener) throw new Error('the connection has no reader');
    this.#connection = connection;
    this.#client = listener as (data: Buffer) => void; // pg's own, which takes what the socket gives
    connection.stream.removeListener('data', this.#client);
    connection.stream.on('data', this.#hear);
    connection.query(this.#sql);
  }

  readonly #hear = (chunk: Buffer): void => {
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (at + frameBytes <= data.length) {
      const end = at + 1 + data.readInt32BE(at + 1);
      const kind = data[at];
      if (kind === message.copyDone || kind === message.error) {
        this.#giveBack(data.subarray(at));
        return;
      }
      if (end > data.length) break;
      if (kind === message.copyData) this.#take(data, at + frameBytes, end);
      else this.#client?.(data.subarray(at, end));
      at = end;
    }
    this.#rest = data.subarray(at);
  };

  #take(data: Buffer, begin: number, end: number): void {
    const at = this.#rows === 0 && data.readInt32BE(begin) === signature ? begin + headerBytes : begin;
    if (at + 2 > end || data.readInt16BE(at) < 0 || this.#failed) return; // the header alone, or the trailer
    this.#row.open(data, at + 2);
    this.#rows++;
    try {
      this.#each(this.#row);
    } catch (error) {
      this.#failed = error instanceof Error ? error : new Error(String(error)); // what still comes must be read, or the connection could never be used again
    }
  }

  #giveBack(rest: Buffer): void {
    const [connection, client] = [this.#connection, this.#client];
    this.#rest = Buffer.alloc(0);
    if (!connection || !client) return;
    connection.stream.removeListener('data', this.#hear);
    connection.stream.on('data', client);
    client(rest);
  }

  handleError(error: Error): void {
    this.#connection?.stream.removeListener('data', this.#hear);
    this.#reject(error);
  }
  handleReadyForQuery(): void {
    if (this.#failed) this.#reject(this.#failed);
    else this.#resolve(this.#rows);
  }
  handleCommandComplete(): void {}
  handleCopyInResponse(): void {}
  handleCopyData(): void {}
}

/** What of pg's connection a query that reads the socket itself has to do with. */
type Connection = { stream: NodeJS.ReadableStream & { listeners(event: string): unknown[] }; query(sql: string): void };

/** Signature, flags and an empty extension; the first four bytes as a number. */
const headerBytes = 19;
const signature = 0x5047434f;

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
    return this.next() < 0 ? absent : this.whole();
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
    const micros = this.whole();
    return Math.abs(micros) < 2 ** 63 ? micros / 1000 + postgresEpochMs : micros;
  }
  /** 64 bits as a number (without a BigInt, which would be an object): rounded beyond 2^53, which multiples of a millisecond are not for 2,000 years; infinite at PostgreSQL's infinities. */
  private whole(): number {
    const [high, low] = [this.data.readInt32BE(this.at - 8), this.data.readUInt32BE(this.at - 4)];
    if (high === 0x7fffffff && low === 0xffffffff) return Number.POSITIVE_INFINITY;
    return high === -0x80000000 && low === 0 ? Number.NEGATIVE_INFINITY : high * 2 ** 32 + low;
  }
  /** Calls for each of an integer[] without nulls; not at all for NULL. */
  int4s(each: (value: number) => void): void {
    const length = this.next();
    const items = this.at - Math.max(length, 0) + 20; // behind the number of dimensions, flags, the type, and of the one dimension its length and lower bound
    for (let at = items; at < this.at; at += 8) each(this.data.readInt32BE(at + 4));
  }
  text(): string | undefined {
    const length = this.next();
    return length < 0 ? undefined : this.data.toString('utf8', this.at - length, this.at);
  }
  /** The text's number, see `TextNumbers`; 0 for NULL. */
  textNumber(numbers: TextNumbers): number {
    const length = this.next();
    return length < 0 ? 0 : numbers.of(this.data, this.at - length, this.at);
  }
}

/** Numbers texts of which there are few, from 1 in the order in which they come, without making a string of each. */
export class TextNumbers {
  readonly texts: string[] = [];
  readonly #bytes: Buffer[] = [];
  /** By hash; those that share one follow one another in `#next`. */
  readonly #first = new Map<number, number>();
  readonly #next: number[] = [];

  of(data: Buffer, from: number, to: number): number {
    let hash = 0x811c9dc5; // FNV-1a
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ data[at]!, 0x01000193);
    for (let number = this.#first.get(hash) ?? 0; number > 0; number = this.#next[number - 1]!) if (this.#is(number, data, from, to)) return number;
    this.texts.push(data.toString('utf8', from, to));
    this.#bytes.push(Buffer.from(data.subarray(from, to)));
    this.#next.push(this.#first.get(hash) ?? 0);
    this.#first.set(hash, this.texts.length);
    return this.texts.length;
  }

  #is(number: number, data: Buffer, from: number, to: number): boolean {
    const bytes = this.#bytes[number - 1]!;
    if (bytes.length !== to - from) return false;
    for (let at = 0; at < bytes.length; at++) if (bytes[at] !== data[from + at]) return false;
    return true;
  }
}

/** PostgreSQL counts from 2000-01-01. */
const postgresEpochMs = 946_684_800_000;
