import { canonicalJson } from '../model/canonicalJson.ts';
import type { Cell } from './block.ts';
import type { DraftReport, DraftTable, Section } from './report.ts';

/**
 * The report as JSON, the same text for the same report: members of objects in the order of their names but for the skeleton, which is always that of docs/reports.md; a block a line, a row a line, LF at
 * line ends, and one at the end. Nothing is held but one piece of rows.
 */
export async function* writeReportJson({ head, sections }: DraftReport): AsyncGenerator<string, void> {
  yield `{"format":"keyblast-report","version":1,"head":${canonicalJson(head)},"sections":[\n`;
  for (const [at, section] of sections.entries()) {
    yield* writeSection(section);
    yield at + 1 < sections.length ? ',\n' : '\n';
  }
  yield ']}\n';
}

async function* writeSection({ id, title, newPage, annex, blocks }: Section<DraftTable>): AsyncGenerator<string, void> {
  yield `{"id":${canonicalJson(id)},"title":${canonicalJson(title)},"newPage":${newPage},"annex":${annex},"blocks":[\n`;
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'table') yield* writeTable(block);
    else yield canonicalJson(block);
    yield at + 1 < blocks.length ? ',\n' : '\n';
  }
  yield ']}';
}

async function* writeTable({ rows, kind, id, title, note, columns }: DraftTable): AsyncGenerator<string, void> {
  const head = canonicalJson({ kind, id, title, columns, ...(note !== undefined && { note }) });
  yield `${head.slice(0, -1)},"rows":[`;
  let count = 0;
  for await (const piece of rows()) {
    if (piece.length === 0) continue;
    yield `${count === 0 ? '' : ','}\n${piece.map((row) => rowJson(row, columns.length, id)).join(',\n')}`;
    count += piece.length;
  }
  yield `\n],"count":${count}}`;
}

function rowJson(row: Cell[], width: number, table: string): string {
  if (row.length !== width) throw new Error(`a row of the table ${table} has ${row.length} cells, its columns are ${width}`);
  return canonicalJson(row);
}
