import { formatAmount, formatCount, formatExact, formatShare } from '../../lib/model/format.ts';
import classes from './Interval.module.css';

const write = { count: formatCount, amount: formatAmount, share: formatShare } as const;
export type Unit = keyof typeof write;

/** A figure as an interval: what is certain, and beside it "up to" where what is possible makes it more. The exact values are on hover. */
export function Interval({ certain, upTo, unit, atLeast }: { certain: number; upTo: number; unit: Unit; atLeast?: boolean }) {
  const exact =
    unit === 'share' ? `${formatExact(certain * 100)} %, up to ${formatExact(upTo * 100)} %` : `${formatExact(certain)}, up to ${formatExact(upTo)}`;
  return (
    <span className={classes.interval} title={exact}>
      <span className={classes.certain}>
        {atLeast && <span className={classes.small}>at least </span>}
        {write[unit](certain)}
      </span>
      {upTo > certain && <span className={classes.small}> up to {write[unit](upTo)}</span>}
    </span>
  );
}
