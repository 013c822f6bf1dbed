import type { ReactNode } from 'react';
import classes from './Masthead.module.css';

/** The top of the Overview: the sentence, and beside it how much we see. */
export function Masthead({ children, foot, aside }: { children: ReactNode; foot: ReactNode; aside: ReactNode }) {
  return (
    <div className={classes.mast}>
      <div>
        {children}
        <p className={classes.foot}>{foot}</p>
      </div>
      {aside}
    </div>
  );
}
