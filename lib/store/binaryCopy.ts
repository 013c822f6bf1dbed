import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/**
 * Rows into a table by one binary COPY: numbers go over as they lie in memory, which costs both sides a fraction of what text does. Each column must be given in its own type: the server
 * converts nothing. Memory stays flat where `drained` is awaited whenever `full` says so.
 */
export class BinaryCopy {
  readonly #stream: Writable;
  #piece = Buffer.allocUnsafeSlow(pieceBytes);
  #view = new DataView(this.#piece.buffer);
  #at = 0;
  #failed: Error | undefined;
  #fields = 0;
  /** Of the row that was begun last. */
  #begun = 0;
  rows = 0;

  constructor(client: PoolClient, table: string, columns: readonly string[]) {
    this.#stream = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN (FORMAT binary)`));
    this.#stream.on('error', (error) => {
      this.#failed = error;
    });
    this.#at = header.copy(this.#piece);
    this.#fields = columns.length;
  }

  /** Begins the next row; then each of its columns is to be given, from left to right. */
  row(): void {
    this.#lookWhetherWhole();
    this.#room(2);
    this.#view.setInt16(this.#at, this.#fields);
    this.#at += 2;
    this.#begun = 0;
    this.rows++;
  }

  absent(): void {
    this.#begin(-1, 0);
  }
  int2(value: number): void {
    const at = this.#begin(2, 2);
    this.#view.setInt16(at, value);
  }
  int4(value: number): void {
    const at = this.#begin(4, 4);
    this.#view.setInt32(at, value);
  }
  /** A whole number below 2^53. */
  int8(value: number): void {
    const at = this.#begin(8, 8);
    this.#view.setInt32(at, Math.floor(value / 2 ** 32));
    this.#view.setUint32(at + 4, value >>> 0);
  }
  /** A bigint by its two halves. */
  words(high: number, low: number): void {
    const at = this.#begin(8, 8);
    this.#view.setInt32(at, high);
    this.#view.setUint32(at + 4, low);
  }
  /** An integer[] without nulls. */
  int4s(values: readonly number[]): void {
    const length = values.length === 0 ? 12 : 20 + 8 * values.length;
    const at = this.#begin(length, length);
    const head = values.length === 0 ? [0, 0, int4Type] : [1, 0, int4Type, values.length, 1];
    head.forEach((value, i) => {
      this.#view.setInt32(at + 4 * i, value);
    });
    values.forEach((value, i) => {
      this.#view.setInt32(at + 20 + 8 * i, 4);
      this.#view.setInt32(at + 24 + 8 * i, value);
    });
  }
  float8(value: number): void {
    const at = this.#begin(8, 8);
    this.#view.setFloat64(at, value);
  }
  bool(value: boolean): void {
    const at = this.#begin(1, 1);
    this.#piece[at] = value ? 1 : 0;
  }
  /** A timestamptz; milliseconds since 1970 UTC. */
  time(ms: number): void {
    this.int8((ms - postgresEpochMs) * 1000);
  }
  /** Must be well-formed and hold no U+0000. */
  text(value: string): void {
    this.#text(value, false);
  }
  jsonb(value: string): void {
    this.#text(value, true);
  }
  /** A uuid of two halves, of which each is a whole number below 2^53. */
  uuid(high: number, low: number): void {
    const at = this.#begin(16, 16);
    this.#view.setInt32(at, Math.floor(high / 2 ** 32));
    this.#view.setUint32(at + 4, high >>> 0);
    this.#view.setInt32(at + 8, Math.floor(low / 2 ** 32));
    this.#view.setUint32(at + 12, low >>> 0);
  }

  #text(value: string, versioned: boolean): void {
    const at = this.#begin(0, 1 + 3 * value.length);
    let end = at;
    if (versioned) this.#piece[end++] = 1;
    end += this.#piece.write(value, end);
    this.#view.setInt32(at - 4, end - at);
    this.#at = end;
  }

  /** Where the field's bytes belong: there is room for `most`, and `length` of them are taken. */
  #begin(length: number, most: number): number {
    this.#room(4 + most);
    this.#view.setInt32(this.#at, length);
    const at = this.#at + 4;
    this.#at = at + Math.max(0, length);
    this.#begun++;
    return at;
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#piece.length) return;
    this.#send();
    if (bytes <= this.#piece.length) return;
    this.#piece = Buffer.allocUnsafeSlow(bytes);
    this.#view = new DataView(this.#piece.buffer);
  }

  #send(): void {
    if (this.#at > 0) this.#stream.write(this.#piece.subarray(0, this.#at));
    this.#piece = Buffer.allocUnsafeSlow(pieceBytes);
    this.#view = new DataView(this.#piece.buffer);
    this.#at = 0;
  }

  /** Else the server would wait for more for ever, and whoever wants to roll back for the server. */
  #lookWhetherWhole(): void {
    if (this.rows === 0 || this.#begun === this.#fields) return;
    const error = new Error(`row ${this.rows} has ${this.#begun} columns, expected ${this.#fields}`);
    this.#stream.destroy(error);
    throw error;
  }

  /** Whether it is time to await `drained`: to be asked after each row, so that most rows cost no turn of the event loop. */
  get full(): boolean {
    return this.#stream.writableNeedDrain || this.#failed !== undefined;
  }

  async drained(): Promise<void> {
    if (this.#failed) throw this.#failed;
    if (this.#stream.writableNeedDrain) await once(this.#stream, 'drain');
  }

  /** When all rows are there; throws what the server says of them. */
  async end(): Promise<void> {
    if (this.#failed) throw this.#failed;
    this.#lookWhetherWhole();
    this.#room(2);
    this.#view.setInt16(this.#at, -1);
    this.#at += 2;
    this.#send();
    const finished = once(this.#stream, 'finish');
    this.#stream.end();
    await finished;
  }
}

/** PostgreSQL's number of the type integer. */
const int4Type = 23;
/** Large enough that a turn of the event loop is nothing beside it, small enough for the processor's cache. */
const pieceBytes = 1 << 18;
/** Signature, no flags, no extension. */
const header = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** PostgreSQL counts from 2000-01-01. */
const postgresEpochMs = 946_684_800_000;
