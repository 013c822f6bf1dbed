import type { FindingRow, RuleInfo } from '../../lib/model/findings.ts';
import { Owner } from '../Owner.tsx';
import table from '../Table.module.css';
import { Ago } from '../Time.tsx';
import classes from './FindingsTable.module.css';
import { SeverityMark } from './SeverityMark.tsx';
import { SubjectName } from './SubjectName.tsx';

/** Findings as they come: how urgent, what, about what, since when, whose. What to do stands with each. */
export function FindingsTable({ rows, rules, now }: { rows: FindingRow[]; rules: RuleInfo[]; now: string }) {
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${classes.table}`}>
        <thead>
          <tr>
            <th scope="col">
              <abbr title="Severity, 1 is the most urgent">Sev.</abbr>
            </th>
            <th scope="col">Finding</th>
            <th scope="col">About</th>
            <th scope="col" className={table.roomy}>
              Found since
            </th>
            <th scope="col" className={table.roomy}>
              Owner
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((finding) => (
            <tr key={`${finding.rule} ${finding.subject.kind} ${finding.subject.key}`}>
              <td>
                <SeverityMark severity={finding.severity} />
              </td>
              <td>
                <RuleCell rule={ruleOf.get(finding.rule)} />
              </td>
              <td>
                <SubjectName finding={finding} />
              </td>
              <td className={`${table.roomy} ${classes.since}`}>
                <Ago at={finding.since.at} now={now} />
                <div className={table.sub}>analysis {finding.since.analysis}</div>
              </td>
              <td className={table.roomy}>{finding.owner ? <Owner name={finding.owner} /> : <span className={classes.nobody}>nobody</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RuleCell({ rule }: { rule: RuleInfo | undefined }) {
  if (!rule) return null;
  return (
    <details className={classes.rule}>
      <summary>{rule.title}</summary>
      <p>{rule.says}</p>
      <p>
        <strong>What to do:</strong> {rule.todo}
      </p>
      <p className={table.sub}>
        {rule.closedBy ? `Closed by ${rule.closedBy}` : 'Closed by an import'} · {rule.standards.map((ref) => ref.split('/')[1]).join(', ')}
      </p>
    </details>
  );
}
