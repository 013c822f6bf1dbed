import fs from 'node:fs';
import { dataPath } from './home.ts';

/** The folder of one report's files: its JSON and what was made of it. Numbered by us, so that no name that somebody sent is a path here. */
const folderOf = (report: number): string => dataPath('reports', String(report));

/** Where a file of a report lies; its folder is made if missing. @param name letters, digits, dots and dashes */
export function reportPath(report: number, name: string): string {
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name)) throw new Error(`${name} is no name of a report's file`);
  fs.mkdirSync(folderOf(report), { recursive: true, mode: 0o700 });
  return dataPath('reports', String(report), name);
}

/** A place for a report that has no number yet, in the same folder, so that it can be moved. */
export function draftPath(name: string): string {
  fs.mkdirSync(dataPath('reports'), { recursive: true, mode: 0o700 });
  return dataPath('reports', `${name}.part`);
}

export const removeReportFiles = (report: number): void => fs.rmSync(folderOf(report), { recursive: true, force: true });

const chunkBytes = 1 << 18;

/** Lines of a file without their LF, from a byte on that begins one; memory stays flat. */
export async function* linesOfFile(file: string, fromByte = 0): AsyncGenerator<string, void> {
  let left: Buffer[] = [];
  for await (const chunk of fs.createReadStream(file, { start: fromByte, highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    let at = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, at)) {
      yield Buffer.concat([...left, chunk.subarray(at, end)]).toString('utf8');
      left = [];
      at = end + 1;
    }
    if (at < chunk.length) left.push(chunk.subarray(at));
  }
  if (left.length > 0) yield Buffer.concat(left).toString('utf8');
}
