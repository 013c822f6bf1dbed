import { type AuditChange, auditChanges } from '../../lib/model/auditChanges.ts';
import type { Json } from '../../lib/model/facts.ts';
import { plural } from '../../lib/model/format.ts';
import classes from './AuditLog.module.css';

/** So many values stand open; more of them only when asked for. */
const shown = 4;

/** What an entry says, value by value: what was, and what is now. What did not change says which thing it was. */
export function AuditChangeList({ before, after }: { before: Json; after: Json }) {
  const changes = auditChanges(before, after);
  if (changes.length === 0) return null;
  return (
    <>
      <Values changes={changes.slice(0, shown)} />
      {changes.length > shown && (
        <details className={classes.more}>
          <summary>{plural(changes.length - shown, 'more value')}</summary>
          <Values changes={changes.slice(shown)} />
        </details>
      )}
    </>
  );
}

const Values = ({ changes }: { changes: AuditChange[] }) => (
  <dl className={classes.values}>
    {changes.map(({ name, before, after }) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{before === after ? after : <Both before={before} after={after} />}</dd>
      </div>
    ))}
  </dl>
);

function Both({ before, after }: { before: string | undefined; after: string | undefined }) {
  return (
    <>
      {before !== undefined && (
        <del>
          <span className="visually-hidden">before: </span>
          {before}
        </del>
      )}
      {before !== undefined && after !== undefined && <span aria-hidden="true"> → </span>}
      {after !== undefined && (
        <ins>
          <span className="visually-hidden">now: </span>
          {after}
        </ins>
      )}
    </>
  );
}
