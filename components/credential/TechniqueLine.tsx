import type { Technique } from '../../lib/model/technique.ts';
import classes from './TechniqueLine.module.css';

/** By which technique a step is taken, what that means, and how to close it. */
export function TechniqueLine({ id, technique }: { id: string; technique: Technique | undefined }) {
  return (
    <dl className={classes.technique}>
      <dt>Technique</dt>
      <dd>
        <code>{id}</code>
      </dd>
      {technique && (
        <>
          <dt>What it does</dt>
          <dd>{technique.explanation}</dd>
          <dt>How to close it</dt>
          <dd>{technique.fix}</dd>
        </>
      )}
    </dl>
  );
}
