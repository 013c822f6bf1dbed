import type { AuditVerdict } from '../../lib/model/audit.ts';
import { plural } from '../../lib/model/format.ts';
import classes from './AuditLog.module.css';

/** What the walk through the log found: that all is as it was signed, or each thing that was done to it. */
export function AuditVerdictBox({ verdict: { ok, entries, keptHeads, faults }, held }: { verdict: AuditVerdict; held: boolean }) {
  if (!ok) {
    return (
      <div className={classes.verdict} data-ok="false" role="alert">
        <strong>The log was tampered with.</strong>
        <ul>
          {faults.map(({ kind, entry, message }) => (
            <li key={`${kind} ${entry}`}>{message}</li>
          ))}
        </ul>
        Keep the database and audit-heads.jsonl of the data folder as they are, compare them with a backup, and find out who had access.
      </div>
    );
  }
  return (
    <div className={classes.verdict} data-ok="true" role="status">
      <strong>The log is whole.</strong> {plural(entries, 'entry', 'entries')} in an unbroken chain, signed up to the last.{' '}
      {held && 'The head that you kept is part of it. '}
      {keptHeads > 0
        ? `${plural(keptHeads, 'head')} kept in the data folder ${keptHeads === 1 ? 'agrees' : 'agree'}.`
        : 'This data folder has kept no head of it: only a head that you kept would show a cut tail.'}
    </div>
  );
}
