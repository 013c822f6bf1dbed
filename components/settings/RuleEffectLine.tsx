import { formatCount, plural } from '../../lib/model/format.ts';
import type { RuleEffect } from '../../lib/model/patternRules.ts';
import classes from './RuleEditor.module.css';

/** What a rule matches, decides and changes, with examples. */
export function RuleEffectLine({ effect, pending }: { effect: RuleEffect | undefined; pending?: boolean }) {
  if (!effect) return <p className={classes.effect}>{pending ? 'Looking …' : ''}</p>;
  const { matches, decides, changes, examples } = effect;
  if (matches === 0) return <p className={classes.effect}>Matches nothing that is loaded. Capitals count; * stands for anything.</p>;
  const earlier = matches - decides;
  return (
    <details className={classes.effect} data-pending={pending ?? false}>
      <summary>
        {plural(matches, 'node')} {matches === 1 ? 'matches' : 'match'}
        {earlier > 0 && `, ${formatCount(earlier)} decided by a rule above`}
        {changes > 0 ? `, ${formatCount(changes)} would change` : decides > 0 ? ', none would change' : ''}
      </summary>
      <ul>
        {examples.map(({ key, alias, now, would }) => (
          <li key={key}>
            <span className="mono" title={alias ? `An alias of ${key}` : undefined}>
              {alias ?? key}
            </span>{' '}
            <span>{now === would ? would : `${now ?? 'not stated'} → ${would}`}</span>
          </li>
        ))}
        {decides > examples.length && <li>and {formatCount(decides - examples.length)} more</li>}
      </ul>
    </details>
  );
}
