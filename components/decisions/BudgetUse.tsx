import type { BudgetPart, Decision, ShownUse } from '../../lib/model/decisions.ts';
import { formatCount } from '../../lib/model/format.ts';
import { BandMark } from '../figures/BandMark.tsx';
import table from '../Table.module.css';
import classes from './decisions.module.css';

const classesText = (list: readonly string[]): string => (list.length > 0 ? list.join(', ') : 'none');

/** What is used of a blast budget, part by part, beside its ceiling; what is over says so in words too. */
export function BudgetUse({ decision: { budget, use, over = [] } }: { decision: Pick<Decision, 'budget' | 'use' | 'over'> }) {
  if (!budget && !use) return <span className={table.sub}>after the next analysis</span>;
  const is = (part: BudgetPart) => over.includes(part);
  return (
    <dl className={classes.budget}>
      <Part name="Band" over={is('band')}>
        {use && <BandMark band={use.band} />}
        {budget && (
          <span className={table.sub}>
            {use ? ' of ' : 'at most '}
            {budget.band}
          </span>
        )}
      </Part>
      <Part name="Classes" over={is('classes')}>
        {use ? classesText(use.classes) : ''}
        {budget && <span className={table.sub}>{use ? excess(use, budget.classes) : `at most ${classesText(budget.classes)}`}</span>}
      </Part>
      <Part name="Crown jewels" over={is('jewels')}>
        {use ? formatCount(use.jewels) : ''}
        {budget && <span className={table.sub}>{use ? ` of ${formatCount(budget.jewels)}` : `at most ${formatCount(budget.jewels)}`}</span>}
      </Part>
    </dl>
  );
}

function excess({ classes: used }: ShownUse, approved: readonly string[]): string {
  const beyond = used.filter((name) => !approved.includes(name));
  return beyond.length > 0 ? `; not approved: ${beyond.join(', ')}` : '; all approved';
}

const Part = ({ name, over, children }: { name: string; over: boolean; children: React.ReactNode }) => (
  <div data-over={over}>
    <dt>{name}</dt>
    <dd>
      {children}
      {over && <strong className={classes.over}> over</strong>}
    </dd>
  </div>
);
