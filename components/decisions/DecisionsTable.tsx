import { type Decision, type DecisionState, modelText } from '../../lib/model/decisions.ts';
import { plural } from '../../lib/model/format.ts';
import { DaysLeft } from '../remediation/DaysLeft.tsx';
import table from '../Table.module.css';
import { Ago, Time } from '../Time.tsx';
import { BudgetUse } from './BudgetUse.tsx';
import { DecisionActs } from './DecisionActs.tsx';
import { DecisionSubjectName } from './DecisionSubjectName.tsx';
import classes from './decisions.module.css';

/** `own`: whoever looks asked for it. */
export type ShownDecision = Decision & { own: boolean };
const stateText: Record<DecisionState, string> = {
  waiting: 'waits for approval',
  approved: 'stands',
  refused: 'refused',
  expired: 'expired',
  withdrawn: 'ended early',
  replaced: 'replaced',
};

type Props = { decisions: ShownDecision[]; now: string; mayDecide: boolean; mayWork: boolean };

/** Who approved which authentication model for what, why, until when, and what is used of its budget. */
export function DecisionsTable({ decisions, now, mayDecide, mayWork }: Props) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">About</th>
            <th scope="col">May authenticate as</th>
            <th scope="col">State</th>
            <th scope="col">Used of the budget</th>
            <th scope="col" className={table.roomy}>
              Asked and decided by
            </th>
            {(mayDecide || mayWork) && <th scope="col" aria-label="What can be done" />}
          </tr>
        </thead>
        <tbody>
          {decisions.map((one) => (
            <tr key={one.id}>
              <td className={classes.about}>
                <DecisionSubjectName subject={one.subject} />
                {one.owner && <div className={table.sub}>{one.owner}</div>}
              </td>
              <td>
                {modelText(one)}
                <div className={table.sub}>{one.reason}</div>
                {one.use && one.use.weaker > 0 && <div className={table.warn}>{plural(one.use.weaker, 'credential')} weaker than this</div>}
              </td>
              <td>
                {stateText[one.state]}
                <div className={table.sub}>
                  until <Time at={one.expiresAt} dateOnly />
                </div>
                {one.state === 'approved' && <DaysLeft expiresAt={one.expiresAt} now={now} />}
              </td>
              <td className={classes.use}>
                <BudgetUse decision={one} />
              </td>
              <td className={table.roomy}>
                {one.requestedBy}
                <div className={table.sub}>
                  <Ago at={one.requestedAt} now={now} />
                </div>
                {one.decidedBy && <div>{one.decidedBy}</div>}
                {one.note && <div className={table.sub}>{one.note}</div>}
              </td>
              {(mayDecide || mayWork) && (
                <td>
                  <DecisionActs decision={one} mayDecide={mayDecide} mayWork={mayWork} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
