import { Ago } from '../Time.tsx';
import classes from './Freshness.module.css';

/** How old the figures on every screen are. */
export function Freshness({ analysis, now }: { analysis: { asOf: string; finishedAt: string; horizonDays: number; stale: boolean } | null; now: string }) {
  if (!analysis) return <p className={classes.fresh}>Nothing analysed yet</p>;
  return (
    <p className={classes.fresh}>
      <span className={classes.dot} data-stale={analysis.stale} aria-hidden="true" />
      <span>
        {analysis.stale ? 'Figures are behind the data' : 'Figures are up to date'}
        <br />
        analysed <Ago at={analysis.finishedAt} now={now} />, T = {analysis.horizonDays} d
      </span>
    </p>
  );
}
