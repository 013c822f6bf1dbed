import type { Scenario } from './figures.ts';
import type { HorizonBasis, HorizonOrigin } from './horizon.ts';

/** Both ends of one figure of the estate. */
export type TrendFigure = { certain: number; upTo: number };
/** What a trend follows: how many usable credentials are high or critical, and their action-days all together. */
export const trendMeasures = ['highOrAbove', 'sum'] as const;
export type TrendMeasure = (typeof trendMeasures)[number];

/** An import as a mark on the trend. `changed`: nodes and edges added, changed or gone. */
export type TrendImport = { id: number; source: string; importedAt: string; facts: number; changed: number; undone: boolean };
/** Imports between two analyses; `some` are those that changed most, largest first. */
export type TrendImports = { count: number; changed: number; some: TrendImport[] };

/** One analysis. Times are ISO 8601. */
export type TrendPoint = Record<Scenario, Record<TrendMeasure, TrendFigure>> & {
  analysis: number;
  asOf: string;
  horizonDays: number;
  horizonOrigin: HorizonOrigin | null;
  horizonBasis?: HorizonBasis;
  weightsVersion: string;
  credentials: number;
  /** Imported since the analysis before it was started: what it is the first to count. */
  imports: TrendImports;
};

export type Trend = {
  /** By data time, oldest first. */
  points: TrendPoint[];
  /** Analyses beyond those listed. */
  older: number;
  /** Imported since the last analysis was started: what none counts yet. */
  waiting: TrendImports;
};
