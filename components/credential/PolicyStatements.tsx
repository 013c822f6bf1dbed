import { type StatementEvidence, statementLines } from '../../lib/model/statementEvidence.ts';
import classes from './PolicyStatements.module.css';

/** The statements of policies that a step rests on, as they stand there, what matters in them marked. */
export function PolicyStatements({ statements }: { statements: readonly StatementEvidence[] }) {
  return (
    <ul className={classes.statements}>
      {statements.map((statement) => (
        <li key={`${statement.policy} ${statement.attachedTo} ${statement.index}`}>
          <figure className={classes.statement}>
            <figcaption>{placeOf(statement)}</figcaption>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <pre tabIndex={0}>
              {statementLines(statement.text, statement.marks).map(({ text, marked }, at) => {
                const [, indent = '', said = ''] = /^( *)(.*)$/s.exec(text) ?? [];
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that does not change
                  <span key={at}>
                    {indent}
                    {marked ? <mark>{said}</mark> : said}
                    {'\n'}
                  </span>
                );
              })}
            </pre>
          </figure>
        </li>
      ))}
    </ul>
  );
}

/** In words where it stands, counted from 1 as people do. */
function placeOf({ policy, attachedTo, index, sid }: StatementEvidence) {
  return (
    <>
      {sid === undefined ? `Statement ${index + 1}` : `Statement ${index + 1}, “${sid}”,`} of <code>{policy}</code>
      {attachedTo !== undefined && attachedTo !== policy && (
        <>
          , attached to <code>{attachedTo}</code>
        </>
      )}
    </>
  );
}
