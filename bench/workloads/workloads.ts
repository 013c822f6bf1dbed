import type { NumberedEstate } from '../../lib/estate/workloads/numberedEstate.ts';
import { workloads } from '../../lib/estate/workloads/workloads.ts';

export type WorkloadName = 'M' | 'M2' | 'E' | 'Esc' | 'W';
export const workloadOf = (name: WorkloadName, scale: number): NumberedEstate => workloads[name]!(scale); // each of the names is there

export const horizonDays = 27;

/** Credentials that the baselines follow, by chance, out of all: where each reaches nearly everything, few say as much. */
export const sampledBy: Record<WorkloadName, number> = { M: 2000, M2: 20, E: 300, Esc: 300, W: 300 };
/**
 * Where plain searches from all credentials take seconds only, they are done as well. On M that is far less than a sample extrapolates to: single credentials drawn by chance find nothing of theirs in the
 * cache, one after the other they do; and the few that reach everything are in a sample or are not.
 */
export const followsAll = (name: WorkloadName): boolean => name === 'M';

/** A scale at which the slow definition, which keeps every fact as text, follows hundreds of credentials in seconds. */
export const scaleOfDefinition: Record<WorkloadName, number> = { M: 0.0003, M2: 0.0003, E: 0.002, Esc: 0.002, W: 0.005 };
