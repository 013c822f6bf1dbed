import Link from 'next/link';
import type { CorrectionSubject } from '../../lib/model/corrections.ts';
import type { Path, Step } from '../../lib/model/figures.ts';
import { plural } from '../../lib/model/format.ts';
import type { Techniques } from '../../lib/model/technique.ts';
import { CorrectButton } from '../corrections/CorrectButton.tsx';
import { ClassMark } from '../figures/ClassMark.tsx';
import { pathsHref } from '../links.ts';
import { NodeName } from '../NodeName.tsx';
import { Time } from '../Time.tsx';
import { EvidenceBox } from './EvidenceBox.tsx';
import classes from './PathList.module.css';
import { TechniqueLine } from './TechniqueLine.tsx';

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

type PathListProps = { paths: Path[]; techniques: Techniques; openFirst?: boolean; mostSteps?: number; mayCorrect?: boolean };

/** Paths, each step by step with its evidence. The first is open. @param mostSteps a longer one is cut in its middle @param mayCorrect offers to say that a step is wrong */
export function PathList({ paths, techniques, openFirst = true, mostSteps = Number.POSITIVE_INFINITY, mayCorrect = false }: PathListProps) {
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
              <Steps path={path} techniques={techniques} most={mostSteps} mayCorrect={mayCorrect} />
            </ol>
          </details>
        </li>
      ))}
    </ol>
  );
}

type StepsProps = { path: Path; techniques: Techniques; most: number; mayCorrect: boolean };

function Steps({ path: { from, to, steps }, techniques, most, mayCorrect }: StepsProps) {
  const line = (step: Step) => <StepLine key={`${step.evidence.factId}:${step.to.id}`} step={step} techniques={techniques} mayCorrect={mayCorrect} />;
  if (steps.length <= most) return steps.map(line);
  const head = Math.floor(most / 2);
  return (
    <>
      {steps.slice(0, head).map(line)}
      <li className={classes.step}>
        <span className={classes.dot} aria-hidden="true" />
        <Link prefetch={false} href={pathsHref(from.key, to.key)}>
          {plural(steps.length - most, 'more step')}: see the whole way
        </Link>
      </li>
      {steps.slice(head + steps.length - most).map(line)}
    </>
  );
}

function StepLine({ step, techniques, mayCorrect }: { step: Step; techniques: Techniques; mayCorrect: boolean }) {
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
        {step.technique && <TechniqueLine id={step.technique} technique={techniques[step.technique]} />}
        <EvidenceBox evidence={step.evidence} technique={step.technique !== undefined && techniques[step.technique] !== undefined} />
        {mayCorrect && <CorrectButton quiet subject={subjectOf(step)} />}
      </div>
    </li>
  );
}

const subjectOf = ({ kind, class: of, from, to }: Step): CorrectionSubject => ({
  kind: 'wrong edge',
  key: from.key,
  to: to.key,
  edge: kind,
  ...(of && { class: of }),
});
