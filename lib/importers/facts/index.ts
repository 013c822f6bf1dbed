import type { Fact } from '../../model/facts.ts';
import { factNames } from '../../model/facts.ts';
import type { Importer, Recognition, Sample } from '../importer.ts';
import { isObject, parseJson } from '../parseJson.ts';
import { open } from './parse.ts';

export const facts: Importer<Fact> = {
  id: 'facts',
  title: 'Facts (the common records, NDJSON)',
  recognisedBy: 'one JSON object a line with a member "fact" that names a record of docs/facts.md',
  version: 1,
  rank: 300,
  normal: true,
  detect,
  open,
  map: (fact) => [fact],
};

function detect({ name, head }: Sample): Recognition {
  const lines = head
    .split('\n', 20)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const records = lines.map(parseJson).filter(isObject);
  const known = records.filter((record) => factNames.some((fact) => fact === record.fact));
  if (known.length > 0) return { score: known.length === records.length ? 1 : 0.8, why: `its lines are JSON objects with "fact": "${String(known[0]?.fact)}"` };
  // a first line longer than the sample is no JSON yet, but says what it is
  if (/^\s*\{\s*"fact"\s*:\s*"[a-z]+"/.test(head)) return { score: 0.7, why: 'its first line begins with "fact"' };
  if (/\.facts\.jsonl?(\.gz)?$/i.test(name)) return { score: 0.2, why: 'its name ends in .facts.jsonl' };
  return { score: 0, why: 'no line is a JSON object with a known "fact"' };
}
