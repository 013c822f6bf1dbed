/**
 * From policies to edges and grants: `node bench/derive.ts [SCALE, default 0.2]`. One account of AWS (`lib/estate/workloads/policyEstate.ts`; scale 1: 10,000 principals of fifty statements each, 100,000
 * resources) as the files that the command line of AWS prints. They are read as an import reads them, then derived; facts are counted and let go. Prints one JSON document with the
 * seconds of both and the most memory of the process; the ratio is what counts. `bench/import.ts --policies SCALE` imports the same.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Document } from '../lib/derive/deriver.ts';
import { derive } from '../lib/derive/registry.ts';
import { policyFiles } from '../lib/estate/workloads/policyFiles.ts';
import { readFacts } from '../lib/importers/readFacts.ts';
import { awsPlatform, awsScope } from '../lib/model/awsDocuments.ts';
import type { Fact } from '../lib/model/facts.ts';
import { makeFingerprint } from '../lib/model/fingerprint.ts';
import { estateBytes } from '../lib/services/estateBytes.ts';
import { findFiles } from '../lib/services/findFiles.ts';
import { recogniseFiles } from '../lib/services/readFactSets.ts';
import { rounded } from './workloads/rounds.ts';

/** Seconds are of the clock. @property ratios.read deriving over reading the same documents @property kinds facts by what they are */
export type DeriveReport = {
  scale: number;
  principals: number;
  documents: number;
  megabytes: number;
  facts: number;
  kinds: Record<string, number>;
  seconds: { read: number; derive: number };
  ratios: { read: number };
  /** The most that the process had when the documents were read, and in the end. */
  peakRssMb: { read: number; derive: number };
};

const scale = Number(process.argv[2] ?? 0.2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-derive-'));
const setting = { name: 'bench', fingerprint: makeFingerprint(new Uint8Array(32).fill(1)) };

try {
  const bytes = writeFiles();
  const begun = performance.now();
  const documents = await readDocuments();
  const read = performance.now();
  const before = peakMegabytes();
  const counts = count(derive(awsPlatform, awsScope, documents).facts);
  const seconds = [(read - begun) / 1000, (performance.now() - read) / 1000] as const;
  console.log(JSON.stringify(report(bytes, documents, counts, seconds, before), null, 2));
} finally {
  fs.rmSync(folder, { recursive: true });
}

function writeFiles(): number {
  let bytes = 0;
  for (const made of policyFiles(scale)) {
    const file = path.join(folder, made.name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const out = fs.openSync(file, 'w');
    for (const part of estateBytes(made)) bytes += fs.writeSync(out, part);
    fs.closeSync(out);
  }
  return bytes;
}

async function readDocuments(): Promise<Document[]> {
  const documents: Document[] = [];
  const { files } = await recogniseFiles(findFiles([folder]));
  for (const [importer, own] of Map.groupBy(files, (each) => each.importer)) {
    const { records } = readFacts(
      importer,
      own.map(({ file }) => file),
      setting,
    );
    for await (const record of records) {
      if (!record.ok) throw new Error(record.reason);
      for (const fact of record.row) if (fact.fact === 'document') documents.push(fact);
    }
  }
  return documents;
}

/** By what they are, whether of sets or not. */
function count(facts: Iterable<{ fact: Fact }>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { fact } of facts) {
    const what = kindOf(fact);
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return counts;
}

function isSet(key: string): boolean {
  return key.includes('/every/') || key.includes('/alike/');
}

function kindOf(fact: Fact): string {
  if (fact.fact === 'grant') return isSet(fact.from) ? 'grants of sets' : 'grants one by one';
  if (fact.fact !== 'edge') return fact.fact === 'resource' && fact.kind === 'set' ? 'sets' : 'nodes';
  if (isSet(fact.to)) return isSet(fact.from) ? 'edges between sets' : 'edges into sets';
  return 'other edges';
}

function peakMegabytes(): number {
  return process.resourceUsage().maxRSS / 1000;
}

function report(
  bytes: number,
  documents: readonly Document[],
  counts: ReadonlyMap<string, number>,
  [read, derived]: readonly [number, number],
  before: number,
): DeriveReport {
  const kinds = Map.groupBy(documents, ({ kind }) => kind);
  return {
    scale,
    principals: (kinds.get('user')?.length ?? 0) + (kinds.get('role')?.length ?? 0),
    documents: documents.length,
    megabytes: rounded(bytes / 1e6),
    facts: [...counts.values()].reduce((sum, each) => sum + each, 0),
    kinds: Object.fromEntries([...counts].sort((a, b) => b[1] - a[1])),
    seconds: { read: rounded(read), derive: rounded(derived) },
    ratios: { read: rounded(derived / read) },
    peakRssMb: { read: rounded(before), derive: rounded(peakMegabytes()) },
  };
}
