import { ranApart } from '../ranApart.ts';
import type { EngineReport, Part } from './report.ts';
import type { WorkloadName } from './workloads.ts';

/** What is read of the JSON document that bench/database.ts prints, in a process of its own with a data folder of its own. */
type Measured = {
  analyze?: { phases: Record<string, number>; ratio: number };
  table?: { ratio: number };
  credentials?: { p95Ms: number };
};
/** Its parts by ours. */
const words = { analyze: 'analyze', table: 'table', credentials: 'credentials' } as const satisfies Partial<Record<Part, keyof Measured>>;
export type DatabasePart = keyof typeof words;

/** Fills in what needs a database; what the script does not measure stays null. */
export async function measureDatabase(workload: WorkloadName, scale: number, parts: readonly DatabasePart[], report: EngineReport): Promise<void> {
  const only = parts.map((part) => words[part]).join(',');
  const { analyze, table, credentials } = await ranApart<Measured>('database.ts', [workload, String(scale), '--only', only]);
  report.seconds.load = analyze?.phases.load ?? null;
  report.seconds.store = analyze?.phases.store ?? null;
  report.ratios.analyzeToCopy = analyze?.ratio ?? null;
  report.ratios.tableP95ToRows = table?.ratio ?? null;
  report.credentialP95Ms = credentials?.p95Ms ?? null;
}
