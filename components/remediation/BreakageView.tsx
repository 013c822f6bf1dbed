import Link from 'next/link';
import type { Breakage, Consumer } from '../../lib/model/breakage.ts';
import { formatAmount, formatCount, plural } from '../../lib/model/format.ts';
import { exposureHref } from '../links.ts';
import table from '../Table.module.css';
import { Time } from '../Time.tsx';
import classes from './Breakage.module.css';

/** Without a use for so long, ending it is rarely noticed. */
const longUnused = 90;

/** The other side of ending a credential: who would miss it. */
export function BreakageView({ breakage }: { breakage: Breakage }) {
  const { consumers, others, configured, moreConfigured } = breakage;
  return (
    <>
      <p className={classes.verdict} data-quiet={consumers.length === 0}>
        {verdictOf(breakage)}
      </p>
      {consumers.length > 0 && (
        <div className={table.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">Who was seen</th>
                <th scope="col" className={table.number}>
                  Uses a day
                </th>
                <th scope="col" className={`${table.number} ${table.roomy}`}>
                  Uses
                </th>
                <th scope="col">Last use</th>
              </tr>
            </thead>
            <tbody>
              {consumers.map((one) => (
                <tr key={`${one.by} ${one.text}`}>
                  <td>
                    <span className="mono">{one.text ?? 'the log does not say from where'}</span>
                    <div className={table.sub}>
                      {[one.text && one.by, one.proven && 'proven', one.denied > 0 && deniedText(one)].filter(Boolean).join(', ')}
                    </div>
                  </td>
                  <td className={table.number}>{formatAmount(one.perDay)}</td>
                  <td className={`${table.number} ${table.roomy}`}>{formatCount(one.count)}</td>
                  <td>
                    <Time at={one.last} dateOnly />
                    <div className={table.sub}>{one.daysSinceLast === 0 ? 'on the last day' : `${plural(one.daysSinceLast, 'day')} before`}</div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {others.consumers > 0 && (
        <p className={classes.rest}>
          and {formatCount(others.consumers)} more with {plural(others.count, 'use')}
        </p>
      )}
      {configured.length > 0 && (
        <p className={classes.rest}>
          At hand by configuration in{' '}
          {configured.map(({ id, key, name }, i) => (
            <span key={id}>
              {i > 0 && ', '}
              <Link prefetch={false} href={exposureHref(key)} className="mono">
                {name ?? key}
              </Link>
            </span>
          ))}
          {moreConfigured > 0 && ` and ${formatCount(moreConfigured)} more`}.
        </p>
      )}
    </>
  );
}

const deniedText = ({ denied, count }: Consumer): string => (denied === count ? 'all denied' : `${formatCount(denied)} denied`);

function verdictOf({ consumers, configured, days, unusedDays, statedUnusedDays, covered }: Breakage): string {
  if (unusedDays !== undefined) {
    const who = plural(consumers.length, 'place');
    return unusedDays === 0 ? `In use: seen from ${who}, last on the day of the analysis.` : `Seen from ${who}; unused for ${plural(unusedDays, 'day')}.`;
  }
  const known = statedUnusedDays === undefined ? '' : ` Its source says that it was last used ${plural(statedUnusedDays, 'day')} before the analysis.`;
  const held =
    configured.length > 0 ? ` ${plural(configured.length, 'workload')} have it at hand all the same.`.replace('1 workload have', '1 workload has') : '';
  if (!covered) return `No log of its system covers the ${days} days before the analysis, so that no use means nothing.${known}${held}`;
  return `No use in the ${days} days before the analysis${(statedUnusedDays ?? 0) >= longUnused ? ', nor before' : ''}.${known}${held}`;
}
