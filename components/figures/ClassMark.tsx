import type { ActionClass } from '../../lib/model/facts.ts';
import { classText } from '../glossary.ts';
import classes from './ClassMark.module.css';

/** An action class: its colour as a dot, its word beside it, what it means on hover. */
export function ClassMark({ of }: { of: ActionClass }) {
  return (
    <span className={classes.mark} title={`${of}: ${classText[of]}`}>
      <span className={classes.dot} style={{ background: `var(--class-${of})` }} aria-hidden="true" />
      {of}
    </span>
  );
}
