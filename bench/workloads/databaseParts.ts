import type { WorkloadName } from './workloads.ts';

/**
 * @property columnsFile     the estate's columns, as `readColumns` reads them
 * @property analyzeSeconds  all figures, from the loaded graph to the last figure, as measured in this run
 * @property oneSetSeconds   see `Details`
 */
export type DatabaseInput = { workload: WorkloadName; scale: number; columnsFile: string; analyzeSeconds: number; oneSetSeconds: number };

/** What needs a database, each a figure of the report; null while nobody measures it. They run one after the other, in this order. */
export const databaseParts: Record<
  'load' | 'store' | 'analyzeToCopy' | 'cte' | 'tableP95ToRows' | 'credentialP95Ms',
  ((input: DatabaseInput) => Promise<number>) | null
> = {
  load: null,
  store: null,
  analyzeToCopy: null,
  cte: null,
  tableP95ToRows: null,
  credentialP95Ms: null,
};
