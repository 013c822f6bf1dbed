import Link from 'next/link';
import type { AnalysisSummary, Scenario } from '../../lib/model/figures.ts';
import { Explain } from '../Explain.tsx';
import { Interval } from '../figures/Interval.tsx';
import { allInFiguresHref, worstHref } from '../links.ts';
import classes from './ScenarioFigures.module.css';

/** The estate's figures in one scenario, certain and up to. */
export function ScenarioFigures({ scenario, analysis }: { scenario: Scenario; analysis: AnalysisSummary }) {
  const of = analysis[scenario];
  const rows = allInFiguresHref(`-${scenario}.actionDays`);
  return (
    <section className={classes.card} aria-labelledby={`figures-${scenario}`}>
      <h2 id={`figures-${scenario}`} className={classes.title}>
        {scenario === 'leak' ? 'If it leaks' : 'If what uses it is taken over'}
        <span className={classes.word}>
          <Explain word={scenario} />
        </span>
      </h2>
      <dl className={classes.figures}>
        <div className={classes.first}>
          <dt>High or critical</dt>
          <dd>
            <Link prefetch={false} href={worstHref(scenario)}>
              <Interval certain={of.highOrAbove} upTo={of.upTo.highOrAbove} unit="count" />
            </Link>
          </dd>
        </div>
        <div>
          <dt>
            Largest <Explain word="share">share</Explain>
          </dt>
          <dd>
            <Link prefetch={false} href={allInFiguresHref(`-${scenario}.share`)}>
              <Interval certain={of.largestShare} upTo={of.upTo.largestShare} unit="share" />
            </Link>
          </dd>
        </div>
        <div>
          <dt>
            <Explain word="actionDays" />, all together
          </dt>
          <dd>
            <Link prefetch={false} href={rows}>
              <Interval certain={of.sum} upTo={of.upTo.sum} unit="amount" />
            </Link>
          </dd>
        </div>
        <div>
          <dt>
            <Explain word="actionDays" />, median
          </dt>
          <dd>
            <Link prefetch={false} href={rows}>
              <Interval certain={of.median} upTo={of.upTo.median} unit="amount" />
            </Link>
          </dd>
        </div>
      </dl>
    </section>
  );
}
