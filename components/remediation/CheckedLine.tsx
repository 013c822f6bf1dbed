import type { Checked } from '../../lib/model/tasks.ts';
import { Ago } from '../Time.tsx';
import classes from './remediation.module.css';

/** Which analysis held the tasks against the facts last, or why the newest one did not. */
export function CheckedLine({ checked, now }: { checked: Checked | undefined; now: string }) {
  if (!checked) return <p className={classes.quietLine}>No analysis has checked the tasks yet.</p>;
  return (
    <p className={classes.quietLine}>
      {'skipped' in checked ? (
        <>
          Analysis {checked.analysis} (<Ago at={checked.at} now={now} />) did not check them. {checked.skipped}
        </>
      ) : (
        <>
          Held against the facts by analysis {checked.analysis}, <Ago at={checked.at} now={now} />.
        </>
      )}
    </p>
  );
}
