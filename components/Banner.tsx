import type { ReactNode } from 'react';
import classes from './Banner.module.css';

/** Something that concerns the whole screen, and what to do about it. */
export function Banner({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.banner} role="status">
      <span className={classes.text}>{children}</span>
      {action}
    </div>
  );
}
