import type { ReactNode } from 'react';
import { Wordmark } from '../shell/Wordmark.tsx';
import classes from './EntryCard.module.css';

/** The quiet page before one is inside. */
export function EntryCard({ title, lead, children }: { title: string; lead: ReactNode; children?: ReactNode }) {
  return (
    <main className={classes.page}>
      <Rings />
      <div className={classes.card}>
        <Wordmark />
        <h1>{title}</h1>
        <div className={classes.lead}>{lead}</div>
        {children}
      </div>
    </main>
  );
}

const Rings = () => (
  <svg className={classes.rings} viewBox="0 0 800 800" aria-hidden="true">
    {[90, 150, 215, 285, 360, 440].map((r) => (
      <circle key={r} cx="400" cy="400" r={r} />
    ))}
  </svg>
);
