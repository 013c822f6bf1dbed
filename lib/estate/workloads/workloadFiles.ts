import type { EstateFile } from '../estateFile.ts';
import { enterprise } from './enterprise.ts';
import type { NumberedColumns, NumberedEstate } from './numberedEstate.ts';
import { windowed } from './windowed.ts';
import { workloadFacts } from './workloadFacts.ts';

/** Which of a kind: the same words give the same estate. @property asOfMs the moment that its dates are counted from */
export type WorkloadOptions = { credentials: number; seed: number; supercritical?: boolean; asOfMs?: number };
export type WorkloadName = 'enterprise' | 'windowed';

const makers: Record<WorkloadName, { atScale1: number; fewest: number; make: (scale: number, options: WorkloadOptions) => NumberedEstate }> = {
  enterprise: { atScale1: 200_000, fewest: 100, make: (scale, { seed, supercritical, asOfMs }) => enterprise(scale, supercritical, seed, asOfMs) },
  windowed: { atScale1: 100_000, fewest: 100, make: (scale, { seed, asOfMs }) => windowed(scale, seed, asOfMs) },
};

/** Fewer credentials than that would leave nothing of the estate's shape. */
export const fewestOf = (name: WorkloadName): number => makers[name].fewest;

/** The estate with exactly so many credentials; everything else is scaled with them, rounded. */
export function workloadOf(name: WorkloadName, options: WorkloadOptions): NumberedColumns {
  const { atScale1, make } = makers[name];
  return make(options.credentials / atScale1, options).columns();
}

/** Its one file of facts, a line each. */
export const workloadFile = (name: WorkloadName, columns: NumberedColumns): EstateFile => ({ name: `${name}.facts.jsonl`, text: lines(columns) });

function* lines(columns: NumberedColumns): Generator<string> {
  for (const fact of workloadFacts(columns)) yield `${JSON.stringify(fact)}\n`;
}
