import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { KeyblastError } from '../model/errors.ts';
import type { InputFile } from './importer.ts';
import { readPieces } from './readLines.ts';

/** One record of a CSV file: its fields, and the number of the line that it begins on, from 1. */
export type CsvRecord = { line: number; fields: string[] };

/** Longer records are a quote that was never closed, or no table at all. */
const maxRecordCharacters = 1024 * 1024;
const delimiters = [',', '\t', ';', '|'] as const;

/** The mark that stands most often in the first line, outside quotes; a comma where there is none. */
export function delimiterOf(firstLine: string): string {
  const bare = firstLine.replace(/"[^"]*"/g, '');
  const counted = delimiters.map((mark) => ({ mark, count: bare.split(mark).length }));
  return counted.reduce((most, one) => (one.count > most.count ? one : most)).mark;
}

/**
 * The records of a CSV or TSV file (RFC 4180: quotes, doubled quotes, line ends within quotes), the header first; blank lines are left out. Memory holds a
 * chunk. A quote that is never closed ends the file with an error that names the line.
 */
export async function* readCsv(file: InputFile): AsyncGenerator<CsvRecord> {
  const pieces = oneLineEnd(file);
  const start = await firstLine(pieces);
  const delimiter = delimiterOf(start.trimStart().split('\n', 1)[0] ?? '');
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: maxRecordCharacters,
  });
  const input = Readable.from(joined(start, pieces));
  input.on('error', (error) => parser.destroy(error));
  try {
    for await (const { record, info } of input.pipe(parser)) {
      const fields: string[] = record;
      const end: number = info.lines;
      // the parser counts lines to the end of the record
      yield { line: end - fields.reduce((sum, field) => sum + (field.split('\n').length - 1), 0), fields };
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(file.name, error) : error;
  } finally {
    input.destroy();
  }
}

/** The text up to the piece in which the first line that is not blank ends. */
async function firstLine(pieces: AsyncGenerator<string>): Promise<string> {
  let text = '';
  while (!text.trimStart().includes('\n') && text.length < maxRecordCharacters) {
    const next = await pieces.next();
    if (next.done) break;
    text += next.value;
  }
  return text;
}

async function* joined(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

/** Every line end is one \\n: the parser would count \\r\\n within quotes twice. */
async function* oneLineEnd(file: InputFile): AsyncGenerator<string> {
  let held = '';
  for await (const { text } of readPieces(file)) {
    const whole = held + text;
    held = whole.endsWith('\r') ? '\r' : '';
    yield (held === '' ? whole : whole.slice(0, -1)).replaceAll('\r\n', '\n');
  }
  if (held !== '') yield held;
}

/** Its own messages quote the record: only its code and line are passed on. */
function unreadable(name: string, error: CsvError): KeyblastError {
  const line = typeof error.lines === 'number' ? ` line ${error.lines}` : '';
  return new KeyblastError('INVALID', `${name}${line}${whatIsWrong(error)}; nothing of it was imported`);
}

function whatIsWrong({ code }: CsvError): string {
  const open = 'a quote that was opened before is never closed';
  if (code === 'CSV_QUOTE_NOT_CLOSED') return `: ${open}`;
  if (code === 'CSV_MAX_RECORD_SIZE') return `: a record is longer than ${maxRecordCharacters / 1024 ** 2} MiB: ${open}, or it is no table`;
  return ` is no CSV (${code})`;
}
