import { formatCount } from '../../lib/model/format.ts';
import classes from './remediation.module.css';

/** Of how many subjects the path is gone, as a bar and in numbers; of one subject the number says it all. */
export function Gone({ gone, subjects }: { gone: number; subjects: number }) {
  return (
    <span className={classes.gone}>
      {subjects > 1 && (
        <span className={classes.track} aria-hidden="true">
          <span style={{ width: `${(100 * gone) / subjects}%` }} />
        </span>
      )}
      <span>
        {formatCount(gone)} of {formatCount(subjects)} gone
      </span>
    </span>
  );
}
