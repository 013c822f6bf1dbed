import { KeyblastError } from '../model/errors.ts';
import { Cell, PlainBlock, TableHead } from './block.ts';
import type { Report, Section, Table } from './report.ts';
import { ReportHead } from './reportHead.ts';

/** The file as text lines without their LF, from the beginning or from a line that begins at that byte. */
export type OpenLines = (fromByte: number) => AsyncIterable<string>;

/**
 * Reads back what `writeReportJson` wrote: goes through the file once for its skeleton, and again, from where its rows begin, for each table that is asked for. Throws KeyblastError INVALID, with the line,
 * where it is no such file.
 */
export async function readReportJson(open: OpenLines): Promise<Report> {
  const reading = new Reading(open);
  for await (const line of open(0)) reading.take(line);
  return reading.end();
}

const opening = '{"format":"keyblast-report","version":1,"head":';
const rowsPieceLength = 500;

class Reading {
  private readonly open: OpenLines;
  private head: ReportHead | undefined;
  private readonly sections: Section[] = [];
  private section: Section | undefined;
  private table: Table | undefined;
  private ended = false;
  private line = 0;
  private byte = 0;

  constructor(open: OpenLines) {
    this.open = open;
  }

  take(text: string): void {
    this.line++;
    this.byte += Buffer.byteLength(text) + 1;
    if (this.ended) throw this.wrong('more after its end');
    if (!this.head) this.head = this.readHead(text);
    else if (this.table) this.takeInTable(text, this.table);
    else if (this.section) this.takeInSection(text, this.section);
    else if (text === ']}') this.ended = true;
    else this.section = this.readSection(text);
  }

  end(): Report {
    if (!this.head || !this.ended) throw this.wrong('its end before the report ends');
    return { head: this.head, sections: this.sections };
  }

  private takeInTable(text: string, table: Table): void {
    if (text.startsWith('[')) {
      table.count++;
      return;
    }
    const counted = /^\],"count":(\d+)\},?$/.exec(text);
    if (Number(counted?.[1] ?? -1) !== table.count) throw this.wrong(`"${text.slice(0, 40)}" after ${table.count} rows of the table ${table.id}`);
    this.table = undefined;
  }

  private takeInSection(text: string, section: Section): void {
    if (text === ']}' || text === ']},') {
      this.section = undefined;
      return;
    }
    if (text.endsWith(',"rows":[')) {
      const head = this.parse(`${text.slice(0, -',"rows":['.length)}}`, TableHead);
      this.table = { ...head, count: 0, rows: rowsFrom(this.open, this.byte, head.columns.length) };
      section.blocks.push(this.table);
    } else section.blocks.push(this.parse(withoutComma(text), PlainBlock));
  }

  private readHead(text: string): ReportHead {
    if (!text.startsWith(opening) || !text.endsWith(',"sections":[')) throw this.wrong('the beginning of something that is no report of version 1');
    return this.parse(text.slice(opening.length, -',"sections":['.length), ReportHead);
  }

  private readSection(text: string): Section {
    const found = /^\{"id":("(?:[^"\\]|\\.)*"),"title":("(?:[^"\\]|\\.)*"),"newPage":(true|false),"annex":(true|false),"blocks":\[$/.exec(text);
    if (!found) throw this.wrong('something that begins no section');
    const section = {
      id: String(JSON.parse(found[1]!)),
      title: String(JSON.parse(found[2]!)),
      newPage: found[3] === 'true',
      annex: found[4] === 'true',
      blocks: [],
    };
    this.sections.push(section);
    return section;
  }

  private parse<T>(text: string, schema: { safeParse(json: unknown): { success: true; data: T } | { success: false; error: { message: string } } }): T {
    const read = schema.safeParse(parseJson(text));
    if (!read.success) throw this.wrong(`something else than a report has there (${read.error.message.slice(0, 200)})`);
    return read.data;
  }

  private wrong = (seen: string): KeyblastError => new KeyblastError('INVALID', `report line ${this.line}: ${seen}; the file is no report, or was changed`);
}

const withoutComma = (text: string): string => (text.endsWith(',') ? text.slice(0, -1) : text);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no schema takes it
  }
}

function rowsFrom(open: OpenLines, byte: number, width: number): Table['rows'] {
  return async function* () {
    let piece: Cell[][] = [];
    for await (const line of open(byte)) {
      if (!line.startsWith('[')) break;
      piece.push(asRow(line, width));
      if (piece.length < rowsPieceLength) continue;
      yield piece;
      piece = [];
    }
    if (piece.length > 0) yield piece;
  };
}

function asRow(line: string, width: number): Cell[] {
  const row = parseJson(withoutComma(line));
  if (Array.isArray(row) && row.length === width && row.every((cell) => Cell.safeParse(cell).success)) return row;
  throw new KeyblastError('INVALID', `"${line.slice(0, 40)}…" is no row of ${width} cells`);
}
