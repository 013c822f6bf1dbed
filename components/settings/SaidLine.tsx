import classes from './settings.module.css';
import type { Said } from './useAct.ts';

/** What came of an act, told to screen readers too. */
export const SaidLine = ({ said }: { said: Said | null }) => (
  <span className={classes.said} role={said?.wrong ? 'alert' : 'status'} data-wrong={said?.wrong ?? false}>
    {said?.text}
  </span>
);
