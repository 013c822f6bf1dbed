/**
 * Every file of a folder of samples, as an import would read it: `node bench/samples.ts [FOLDER]` (default: the samples beside the checkout). Prints a table of file, format
 * and why, records, accepted, rejected with reasons, facts by kind; with --json one object a file.
 */
import fs from 'node:fs';
import path from 'node:path';
import { inputFile, sampleOf } from '../lib/importers/inputFile.ts';
import { readFacts } from '../lib/importers/readFacts.ts';
import { recognise } from '../lib/importers/recognise.ts';
import { makeFingerprint } from '../lib/model/fingerprint.ts';

type Row = {
  file: string;
  format: string;
  why: string;
  records: number;
  accepted: number;
  rejected: { line: number; reason: string }[];
  facts: Record<string, number>;
};

const fingerprint = makeFingerprint(new Uint8Array(32).fill(7));

async function read(folder: string, name: string): Promise<Row> {
  const row: Row = { file: name, format: '', why: '', records: 0, accepted: 0, rejected: [], facts: {} };
  const file = inputFile({ name, open: () => fs.createReadStream(path.join(folder, name)) });
  try {
    const found = recognise(await sampleOf(file));
    if (!found.ok) return { ...row, why: 'no format known here claims it' };
    Object.assign(row, { format: found.importer.id, why: found.why });
    for await (const record of readFacts(found.importer, [file], { fingerprint, name: 'samples' }).records) {
      row.records++;
      if (!record.ok) row.rejected.push({ line: record.line, reason: record.reason });
      else {
        row.accepted++;
        for (const { fact } of record.row) row.facts[fact] = (row.facts[fact] ?? 0) + 1;
      }
    }
  } catch (error) {
    row.why = error instanceof Error ? error.message : String(error);
  }
  return row;
}

const args = process.argv.slice(2).filter((arg) => arg !== '--json');
const folder = path.resolve(args[0] ?? path.join(import.meta.dirname, '..', '..', 'shared', 'samples'));
if (!fs.existsSync(folder)) {
  console.error(`skipped: there are no samples at ${folder}`);
  process.exit(0);
}
const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => fs.statSync(path.join(folder, name)).isFile());
const rows: Row[] = [];
for (const name of names.sort()) rows.push(await read(folder, name));
if (process.argv.includes('--json')) for (const row of rows) console.log(JSON.stringify(row));
else {
  const known = rows.filter(({ format }) => format !== '');
  console.log('| file | format | records | accepted | rejected | facts |\n| --- | --- | ---: | ---: | --- | --- |');
  for (const { file, format, records, accepted, rejected, facts } of known) {
    const refused =
      rejected.length === 0 ? '0' : `${rejected.length}: ${[...new Set(rejected.map(({ line, reason }) => `line ${line}: ${reason}`))].slice(0, 3).join('; ')}`;
    const kinds = Object.entries(facts).map(([fact, count]) => `${count} ${fact}`);
    console.log(`| ${file} | ${format} | ${records} | ${accepted} | ${refused} | ${kinds.join(', ')} |`);
  }
  console.log(`\n${known.length} of ${rows.length} files are in a format known here.`);
}
