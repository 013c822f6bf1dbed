import type { Importer, Recognition, Sample } from '../importer.ts';
import { asObject, parseJson } from '../parseJson.ts';
import { delimiterOf } from '../readCsv.ts';
import { type Column, readHeader } from './columns.ts';
import { map } from './map.ts';
import { membersOf, open, type Row } from './parse.ts';

export const accessLog: Importer<Row> = {
  id: 'access-log',
  title: 'Access log (CSV, TSV or NDJSON)',
  recognisedBy: 'column or member names with a time, a credential or identity, and what was done or where it came from (docs/formats/access-log.md)',
  version: 1,
  rank: 100,
  detect,
  open,
  map,
};

function detect({ head }: Sample): Recognition {
  const text = head.replace(/^\ufeff/, '').trimStart();
  return /^[[{]/.test(text) ? detectJson(text) : detectCsv(text.split(/\r?\n/, 1)[0] ?? '');
}

function detectCsv(line: string): Recognition {
  const at = readHeader(line.split(delimiterOf(line)).map((cell) => cell.replace(/^\s*"|"\s*$/g, '')));
  return judged(at, 0.95, 'columns');
}

/** Members of the platforms' own logs: what they mean is more than their names say. */
const ofOthers = /"(?:eventVersion|auditID|class_uid|protoPayload|SourceMetadata|_document_id|debugContext|correlationId|accessor|fact|CloudTrailEvent)"\s*:/;

function detectJson(text: string): Recognition {
  const first = asObject(parseJson(text.split('\n', 1)[0]!.replace(/,\s*$/, ''))) ?? asObject(parseJson(firstItem(text)));
  if (!first) return { score: 0, why: 'its first JSON value is no object that could be read' };
  if (ofOthers.test(text.slice(0, 8192))) return { score: 0, why: 'its JSON objects are of another format' };
  return judged(readHeader(membersOf(first, '', 0).map(([name]) => name)), 0.8, 'members');
}

/** Of an array that is written over many lines, the text of its first object without nested ones. */
const firstItem = (text: string): string => /^\[\s*(\{[^{}]*\})/.exec(text)?.[1] ?? '';

function judged(at: Map<Column, number>, sure: number, what: string): Recognition {
  const who = (['credential', 'secret', 'identity'] as const).filter((column) => at.has(column));
  const acts = (['action', 'method', 'path', 'outcome', 'address', 'userAgent', 'eventId', 'proof'] as const).filter((column) => at.has(column));
  const found = [...(at.has('time') ? ['time'] : []), ...who, ...acts];
  const why = found.length === 0 ? `none of its ${what} is known` : `its ${what} say ${found.join(', ')}`;
  if (at.has('time') && who.length > 0 && acts.length > 0) return { score: sure, why };
  // taken, so that the reader can say which one is missing
  return { score: (at.has('time') || who.length > 0) && acts.length >= 2 ? 0.5 : 0, why };
}
