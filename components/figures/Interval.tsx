import { formatAmount, formatCount, formatExact, formatShare } from '../../lib/model/format.ts';
import classes from './Interval.module.css';

const write = { count: formatCount, amount: formatAmount, share: formatShare } as const;
export type Unit = keyof typeof write;

/**
 * A figure as an interval: what is certain, and beside it "up to" where what is possible makes it more. Dense: `1.2k–3.4k`, for columns of figures. The exact values
 * are on hover.
 */
export function Interval({ certain, upTo, unit, atLeast, dense }: { certain: number; upTo: number; unit: Unit; atLeast?: boolean; dense?: boolean }) {
  const percent = unit === 'share';
  const exact = (value: number) => (percent ? `${formatExact(value * 100)} %` : formatExact(value));
  const title = `${atLeast ? 'At least ' : ''}${exact(certain)} certain, up to ${exact(upTo)}`;
  const from = write[unit](certain);
  const to = write[unit](upTo);
  return (
    <span className={classes.interval} title={title}>
      {atLeast && <span className={classes.small}>{dense ? '≥ ' : 'at least '}</span>}
      {dense && percent && to !== from ? from.replace(' %', '') : from}
      {upTo > certain && to !== from && <span className={classes.small}>{dense ? `–${to}` : ` up to ${to}`}</span>}
    </span>
  );
}
