import type { Figures, ReachedPermission } from '../../lib/model/figures.ts';
import { formatCount, formatExact, formatSpan } from '../../lib/model/format.ts';
import { classWeight, sensitivityWeight } from '../../lib/model/weights.ts';
import classes from './HowComputed.module.css';

/** The sum written out, so that it can be done by hand: weight of the class x weight of the sensitivity x days, permission by permission. */
export function HowComputed({ figures, heaviest, horizonDays }: { figures: Figures; heaviest: ReachedPermission[]; horizonDays: number }) {
  return (
    <details className={classes.details}>
      <summary>How this was computed</summary>
      <p>
        Action-days are, over every permission reached, its weight times the days it stays usable, at most T = {horizonDays} days. The weight of a permission is
        the weight of its action class times that of the sensitivity of what it acts on. Here: {formatCount(figures.scope)}{' '}
        {figures.scope === 1 ? 'permission' : 'permissions'} of weight {formatExact(figures.weight)} together make {formatExact(figures.actionDays)}{' '}
        action-days.
      </p>
      {heaviest.length > 0 && (
        <>
          <p>The first of them:</p>
          <ol>
            {heaviest.map((permission) => (
              <li key={`${permission.class}:${permission.resource.id}`}>
                <span className={classes.what}>
                  {permission.class} on <code>{permission.resource.key}</code>
                </span>
                <span className={classes.sum}>
                  {classWeight[permission.class]} × {sensitivityWeight[permission.resource.sensitivity] ?? 0} × {formatSpan(permission.lastSeconds)} ={' '}
                  <strong>{formatExact(permission.actionDays)}</strong>
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </details>
  );
}
