import type { AuditRow } from '../../lib/model/audit.ts';
import { actionText } from '../../lib/model/auditActions.ts';
import { formatCount } from '../../lib/model/format.ts';
import table from '../Table.module.css';
import { Time } from '../Time.tsx';
import { AuditChangeList } from './AuditChangeList.tsx';
import classes from './AuditLog.module.css';

/** Entries of the audit log: when, who, what, and what it was before and is now. */
export function AuditTable({ rows }: { rows: AuditRow[] }) {
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${classes.entries}`}>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.entry}>
              <td className={classes.when}>
                <Time at={row.at} />
                <div className={table.sub}>
                  entry {formatCount(row.entry)}, <code title={row.hash}>{row.hash.slice(0, 8)}</code>
                </div>
              </td>
              <td className={classes.who}>
                <span title={row.actor}>{row.actorName ?? row.actor}</span>
              </td>
              <td>
                <span title={row.action}>{actionText(row.action)}</span>
                <AuditChangeList before={row.before} after={row.after} />
                {row.note !== null && <div className={table.sub}>{row.note}</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
