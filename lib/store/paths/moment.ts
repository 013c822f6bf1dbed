import { nodeKinds } from '../../model/facts.ts';
import { settingsSource } from '../../model/patternRules.ts';

/** When facts are looked at: as of the time of an analysis, whose rows may be asked too. */
export type Moment = { asOf: Date; analysis: number };

/** The moment's time in SQL. */
export const timeOf = ({ asOf }: Moment): string => `'${asOf.toISOString()}'::timestamptz`;

/** Whether an edge or grant is live (docs/facts.md, semantics 1). @param f its alias */
export const live = (f: string, moment: Moment): string => `(${f}.until IS NULL OR ${f}.until > ${timeOf(moment)})`;

/** Whether a node is a usable credential (the same). @param n alias of `node` */
export const usableCredential = (n: string, moment: Moment): string =>
  `(${n}.in_use AND ${n}.kind = ${nodeKinds.indexOf('credential')} AND coalesce(${n}.status, 0) = 0 AND (${n}.expires IS NULL OR ${n}.expires > ${timeOf(moment)})
    AND (${n}.gone_at IS NULL OR ${n}.gone_at > ${timeOf(moment)}))`;

/** What people say of the estate decides neither what is there nor what has gone. @param s alias of `source` */
export const fromData = (s: string): string => `${s}.name <> '${settingsSource}'`;
