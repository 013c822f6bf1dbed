import { enterprise } from '../../lib/estate/workloads/enterprise.ts';
import { moltbook } from '../../lib/estate/workloads/moltbook.ts';
import type { NumberedEstate } from '../../lib/estate/workloads/numberedEstate.ts';
import { windowed } from '../../lib/estate/workloads/windowed.ts';

/** The estates that the goals are stated on: agents with static keys (M2: each may read the database), an enterprise (Esc: where everything hangs together), levels. */
export const workloads = {
  M: (scale: number) => moltbook(scale),
  M2: (scale: number) => moltbook(scale, true),
  E: (scale: number) => enterprise(scale),
  Esc: (scale: number) => enterprise(scale, true),
  W: (scale: number) => windowed(scale),
} satisfies Record<string, (scale: number) => NumberedEstate>;
export type WorkloadName = keyof typeof workloads;

export const horizonDays = 27;

/** Credentials that the baselines follow, out of all: where each reaches nearly everything, few say as much. */
export const sampledBy: Record<WorkloadName, number> = { M: 2000, M2: 20, E: 300, Esc: 300, W: 300 };

/** A scale at which the slow definition, which keeps every fact as text, follows hundreds of credentials in seconds. */
export const scaleOfDefinition: Record<WorkloadName, number> = { M: 0.0003, M2: 0.0003, E: 0.002, Esc: 0.002, W: 0.005 };
