import type { PatternRule, RuleEffect } from '../../lib/model/patternRules.ts';
import table from '../Table.module.css';
import { RuleEffectLine } from './RuleEffectLine.tsx';
import { fieldLabels, kindLabels } from './ruleDraft.ts';

/** The rules for who may read them only. */
export function RuleTable({ rules, effects }: { rules: PatternRule[]; effects: RuleEffect[] }) {
  if (rules.length === 0) return <p className={table.nothing}>There is no rule: everything has what its sources say.</p>;
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Key or alias like</th>
            <th scope="col">Sets</th>
            <th scope="col">Matches</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, i) => (
            <tr key={rule.id}>
              <td>{i + 1}</td>
              <td>
                <span className="mono">{rule.pattern}</span>
                <div className={table.sub}>{kindLabels[rule.kind ?? '']}</div>
              </td>
              <td>
                {fieldLabels[rule.field]} to {rule.value}
              </td>
              <td>
                <RuleEffectLine effect={effects[i]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
