import Link from 'next/link';
import type { FindingEvidence, FindingRow, RuleInfo } from '../../lib/model/findings.ts';
import { findingsHref } from '../links.ts';
import table from '../Table.module.css';
import { Ago } from '../Time.tsx';
import classes from './FindingsTable.module.css';
import { SeverityMark } from './SeverityMark.tsx';
import { SubjectName } from './SubjectName.tsx';

type Shown = { finding: FindingRow; rule: RuleInfo; evidence: FindingEvidence[] };

/** Findings about one credential and what it hangs together with, each down to the facts that it rests on. @param credential id of its node */
export function CredentialFindings({ shown, credential, now }: { shown: Shown[]; credential: string; now: string }) {
  if (shown.length === 0) return <p className={table.nothing}>No rule found anything here in the last analysis.</p>;
  return (
    <ul className={classes.list}>
      {shown.map(({ finding, rule, evidence }) => (
        <li key={`${rule.id} ${finding.subject.key}`}>
          <span className={classes.head}>
            <SeverityMark severity={finding.severity} />
            <Link prefetch={false} href={findingsHref({ rule: [rule.id] })}>
              {rule.title}
            </Link>
            <span className={table.sub}>
              since <Ago at={finding.since.at} now={now} />
            </span>
          </span>
          {finding.subject.id !== credential && <SubjectName finding={finding} />}
          <p>
            {rule.says} {rule.todo}
          </p>
          <span className={table.sub}>
            {rule.closedBy ? `Closed by ${rule.closedBy}` : 'Closed by an import'} · {rule.standards.map((ref) => ref.split('/')[1]).join(', ')}
          </span>
          {evidence.length > 0 && <Evidence facts={evidence} />}
        </li>
      ))}
    </ul>
  );
}

const Evidence = ({ facts }: { facts: FindingEvidence[] }) => (
  <details>
    <summary>{facts.length === 1 ? 'The fact it rests on' : `${facts.length} facts it rests on`}</summary>
    <ul className={classes.facts}>
      {facts.map(({ factId, what, source, importId, file, line }) => (
        <li key={factId}>
          {what}{' '}
          <span className={classes.place}>
            {file ? `${file}${line ? `:${line}` : ''}` : source}, import {importId}, fact {factId}
          </span>
        </li>
      ))}
    </ul>
  </details>
);
