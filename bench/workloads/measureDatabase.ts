import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { EngineReport, Part } from './report.ts';
import type { WorkloadName } from './workloads.ts';

const run = promisify(execFile);
const script = path.join(import.meta.dirname, '..', 'database.ts');

/** What is read of the JSON document that bench/database.ts prints, in a process of its own with a data folder of its own. */
type Measured = {
  analyze?: { phases: Record<string, number>; ratio: number };
  table?: { ratio: number };
  credentials?: { p95Ms: number };
};
/** Its parts by ours. */
const words = { analyze: 'analyze', table: 'table', credentials: 'credentials' } as const satisfies Partial<Record<Part, keyof Measured>>;
export type DatabasePart = keyof typeof words;

/** Fills in what needs a database; what the script does not measure stays null. False where there is no script. */
export async function measureDatabase(workload: WorkloadName, scale: number, parts: readonly DatabasePart[], report: EngineReport): Promise<boolean> {
  if (!fs.existsSync(script)) return false;
  const only = parts.map((part) => words[part]).join(',');
  const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', script, workload, String(scale), '--only', only], {
    maxBuffer: 1 << 26,
  });
  const { analyze, table, credentials }: Measured = JSON.parse(stdout);
  report.seconds.load = analyze?.phases.load ?? null;
  report.seconds.store = analyze?.phases.store ?? null;
  report.ratios.analyzeToCopy = analyze?.ratio ?? null;
  report.ratios.tableP95ToRows = table?.ratio ?? null;
  report.credentialP95Ms = credentials?.p95Ms ?? null;
  return true;
}
