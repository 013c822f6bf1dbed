import type { Evidence } from '../../lib/model/figures.ts';
import { formatCount } from '../../lib/model/format.ts';
import { statementsIn } from '../../lib/model/statementEvidence.ts';
import classes from './EvidenceBox.module.css';
import { PolicyStatements } from './PolicyStatements.tsx';

/** Where a fact came from, down to the line, and what stood there. @param technique its technique and how to close it are told beside it: it is open, and does not tell that again */
export function EvidenceBox({ evidence, technique = false }: { evidence: Evidence; technique?: boolean }) {
  const { statements, rest: all } = statementsIn(evidence.evidence ?? {});
  const rest = technique ? Object.fromEntries(Object.entries(all).filter(([name]) => name !== 'fix')) : all;
  const place = evidence.file ? `${evidence.file}${evidence.line ? `:${evidence.line}` : ''}` : undefined;
  return (
    <details className={classes.evidence} open={technique}>
      <summary>
        Evidence <span className={classes.place}>{place ?? evidence.source}</span>
      </summary>
      <dl>
        <dt>Source</dt>
        <dd>{evidence.source}</dd>
        <dt>Import</dt>
        <dd>{formatCount(evidence.importId)}</dd>
        {place && (
          <>
            <dt>File and line</dt>
            <dd>{place}</dd>
          </>
        )}
        <dt>Basis</dt>
        <dd>{evidence.basis}</dd>
        <dt>Fact</dt>
        <dd>{evidence.factId}</dd>
      </dl>
      {statements.length > 0 && <PolicyStatements statements={statements} />}
      {Object.keys(rest).length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <pre tabIndex={0}>{JSON.stringify(rest, null, 2)}</pre>
      )}
    </details>
  );
}
