import type { ReactNode } from 'react';
import classes from './Notice.module.css';

type Props = { tone?: 'quiet' | 'wrong'; alone?: boolean; title: string; children?: ReactNode; actions?: ReactNode };

/** What a screen says instead of its content: nothing there yet, or what went wrong; always with what to do next. `alone`: it is the whole screen, and its title that of the screen. */
export function Notice({ tone = 'quiet', alone, title, children, actions }: Props) {
  const Title = alone ? 'h1' : 'h2';
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'wrong' ? 'alert' : undefined}>
      <svg viewBox="0 0 48 48" width="44" height="44" aria-hidden="true">
        <circle cx="24" cy="24" r="20" fill="none" stroke="currentColor" strokeOpacity=".25" strokeDasharray={tone === 'wrong' ? '3 4' : undefined} />
        <circle cx="24" cy="24" r="12" fill="none" stroke="currentColor" strokeOpacity=".5" strokeDasharray={tone === 'wrong' ? '3 4' : undefined} />
        <circle cx="24" cy="24" r="3.5" fill="currentColor" />
      </svg>
      <Title>{title}</Title>
      <div className={classes.text}>{children}</div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
