import type { Control } from '../../model/controls.ts';
import type { Moment } from './moment.ts';

/**
 * When the path that a control takes away is in the current facts, and which record of a credential says that it is not; docs/remediation.md has the table. Conditions in SQL, over the aliases
 * `a` (the subject, a row of `asked`, see lib/store/pathFacts.ts), `n` (its node, a usable credential), `r` (its row of the analysis, if any), and `f` (a record about the credential).
 */
export type ControlPath = {
  control: Control;
  /** On a credential that is usable. */
  there: (moment: Moment) => string;
  /** Which record says that it is not there, of one that stays usable; undefined where none can. */
  said?: (moment: Moment) => string;
};
