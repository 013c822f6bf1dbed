import type { ReactNode } from 'react';
import classes from './Page.module.css';

/** The column a screen stands in. */
export function Page({ wide, children }: { wide?: boolean; children: ReactNode }) {
  return <div className={wide ? `${classes.page} ${classes.wide}` : classes.page}>{children}</div>;
}

/** The head of a screen: what it is, in one line what it answers, and what can be done here. */
export function PageHead({ title, lead, above, actions }: { title: ReactNode; lead?: ReactNode; above?: ReactNode; actions?: ReactNode }) {
  return (
    <header className={classes.head}>
      <div className={classes.words}>
        {above && <div className={classes.above}>{above}</div>}
        <h1 className={classes.title}>{title}</h1>
        {lead && <p className={classes.lead}>{lead}</p>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}

/** Parts of a screen below each other within a column. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className={classes.stack}>{children}</div>;
}

/** Two columns of equal width where there is room. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className={classes.columns}>{children}</div>;
}
