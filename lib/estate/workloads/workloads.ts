import { enterprise } from './enterprise.ts';
import { moltbook } from './moltbook.ts';
import type { NumberedEstate } from './numberedEstate.ts';
import { windowed } from './windowed.ts';

/**
 * The numbered workloads by their names: agents with static keys (M; M2: each may read the database), an enterprise (E; Esc: where everything hangs together), levels (W). Each at any scale;
 * the same scale is the same estate.
 */
export const workloads: Record<string, (scale: number) => NumberedEstate> = {
  M: (scale) => moltbook(scale),
  M2: (scale) => moltbook(scale, true),
  E: (scale) => enterprise(scale),
  Esc: (scale) => enterprise(scale, true),
  W: (scale) => windowed(scale),
};
