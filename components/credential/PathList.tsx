import type { Path, Step } from '../../lib/model/figures.ts';
import { plural } from '../../lib/model/format.ts';
import { ClassMark } from '../figures/ClassMark.tsx';
import { NodeName } from '../NodeName.tsx';
import { Time } from '../Time.tsx';
import { EvidenceBox } from './EvidenceBox.tsx';
import classes from './PathList.module.css';

/** What following an edge means, as a person says it. */
const says: Record<Step['kind'], string> = {
  authenticates: 'authenticates as',
  'acts-as': 'acts as',
  'runs-as': 'runs as',
  uses: 'has at hand',
  controls: 'controls',
  'reads-secrets': 'reads the secrets of',
  holds: 'holds',
  grant: 'may',
};

/** Paths, each step by step with its evidence. The first is open. */
export function PathList({ paths, openFirst = true }: { paths: Path[]; openFirst?: boolean }) {
  return (
    <ol className={classes.paths}>
      {paths.map((path, i) => (
        <li key={`${path.to.id}:${path.steps.map(({ evidence }) => evidence.factId).join(',')}`}>
          <details open={openFirst && i === 0} className={classes.path}>
            <summary>
              <span className={classes.to}>
                <NodeName node={path.to} plain />
              </span>
              <span className={classes.length}>
                {plural(path.steps.length, 'step')}
                {path.certainty === 'possible' && <span className={classes.possible}>possible</span>}
              </span>
            </summary>
            <ol className={classes.steps}>
              <li className={classes.start}>
                <span className={classes.dot} aria-hidden="true" />
                <NodeName node={path.from} />
              </li>
              {path.steps.map((step) => (
                <StepLine key={`${step.evidence.factId}:${step.to.id}`} step={step} />
              ))}
            </ol>
          </details>
        </li>
      ))}
    </ol>
  );
}

function StepLine({ step }: { step: Step }) {
  return (
    <li className={classes.step} data-possible={step.certainty === 'possible'}>
      <span className={classes.dot} aria-hidden="true" />
      <div className={classes.line}>
        <span className={classes.verb}>
          {says[step.kind]} {step.class && <ClassMark of={step.class} />}
          {step.class && ' on '}
        </span>
        <NodeName node={step.to} />
        <span className={classes.notes}>
          {step.actions && step.actions.length > 0 && (
            <code>{step.actions.slice(0, 6).join(', ') + (step.actions.length > 6 ? ` and ${step.actions.length - 6} more` : '')}</code>
          )}
          {step.technique && <span>technique {step.technique}</span>}
          {step.until && (
            <span>
              until <Time at={step.until} dateOnly />
            </span>
          )}
          {step.condition && (
            <span className={classes.condition}>
              possible, hangs on {step.condition.kind}
              {step.condition.text ? `: ${step.condition.text}` : ''}
            </span>
          )}
        </span>
        <EvidenceBox evidence={step.evidence} />
      </div>
    </li>
  );
}
