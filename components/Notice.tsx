import type { ReactNode } from 'react';
import classes from './Notice.module.css';

/** What a screen says instead of its content: nothing there yet, or what went wrong; always with what to do next. */
export function Notice({ tone = 'quiet', title, children, actions }: { tone?: 'quiet' | 'wrong'; title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'wrong' ? 'alert' : undefined}>
      <svg viewBox="0 0 48 48" width="44" height="44" aria-hidden="true">
        <circle cx="24" cy="24" r="20" fill="none" stroke="currentColor" strokeOpacity=".25" strokeDasharray={tone === 'wrong' ? '3 4' : undefined} />
        <circle cx="24" cy="24" r="12" fill="none" stroke="currentColor" strokeOpacity=".5" strokeDasharray={tone === 'wrong' ? '3 4' : undefined} />
        <circle cx="24" cy="24" r="3.5" fill="currentColor" />
      </svg>
      <h2>{title}</h2>
      <div className={classes.text}>{children}</div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
