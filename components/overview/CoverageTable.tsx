import Link from 'next/link';
import type { CoverageSpan, SystemCoverage } from '../../lib/model/coverage.ts';
import { formatCount, plural } from '../../lib/model/format.ts';
import type { SourceRow } from '../../lib/model/imports.ts';
import { systemHref } from '../links.ts';
import table from '../Table.module.css';
import classes from './Coverage.module.css';
import { Fresh } from './Coverage.tsx';

/** Sources named; the others are under Imports. */
const mostSources = 8;

/** By system: inventories and logs, from when to when, what is known to be missing, how fresh. Below, the sources that state nothing about coverage. */
export function CoverageTable({ systems, sources, now }: { systems: SystemCoverage[]; sources: SourceRow[]; now: string }) {
  const stating = new Set(systems.flatMap((system) => system.sources.map(({ name }) => name)));
  const others = sources.filter(({ name, dataTime }) => dataTime && !name.startsWith('derived:') && !stating.has(name));
  const held = sources.filter((source) => source.held > 0);
  return (
    <>
      <div className={table.scroll}>
        <table className={`${table.table} ${classes.table}`}>
          <thead>
            <tr>
              <th scope="col">System</th>
              <th scope="col" className={table.number}>
                Credentials
              </th>
              <th scope="col">Inventories</th>
              <th scope="col">Logs</th>
              <th scope="col">Known to be missing</th>
            </tr>
          </thead>
          <tbody>
            {systems.map((one) => (
              <tr key={one.system ?? ''}>
                <td>
                  <span className={table.key}>
                    <span className={classes.name}>{one.system ?? 'no system named'}</span>
                    {one.sources.length > 0 && <span className={table.sub}>stated by {one.sources.map(({ name }) => name).join(', ')}</span>}
                  </span>
                </td>
                <td className={table.number}>
                  {one.credentials > 0 ? (
                    <Link prefetch={false} href={systemHref(one.system)}>
                      {formatCount(one.credentials)}
                    </Link>
                  ) : (
                    '0'
                  )}
                </td>
                <td>
                  <Spans spans={one.inventories} nothing="none stated" now={now} />
                </td>
                <td>
                  <Spans spans={one.logs} nothing="not logged" now={now} />
                </td>
                <td>
                  {one.missing.length > 0 ? <span className={table.warn}>{one.missing.join(', ')}</span> : <span className={table.sub}>nothing stated</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {(others.length > 0 || held.length > 0) && (
        <div className={classes.others}>
          {others.length > 0 && (
            <p>
              Sources that say nothing about what they cover:{' '}
              {others.slice(0, mostSources).map(({ name, dataTime }, i) => (
                <span key={name}>
                  {i > 0 && ', '}
                  <span className={classes.name}>{name}</span> (<Fresh at={dataTime} now={now} />)
                </span>
              ))}
              {others.length > mostSources && ` and ${formatCount(others.length - mostSources)} more`}.
            </p>
          )}
          {held.length > 0 && (
            <p className={table.warn}>
              {plural(
                held.reduce((sum, source) => sum + source.held, 0),
                'import',
              )}{' '}
              held for confirmation, not counted: <Link href="/imports">look at them</Link>.
            </p>
          )}
        </div>
      )}
    </>
  );
}

function Spans({ spans, nothing, now }: { spans: CoverageSpan[]; nothing: string; now: string }) {
  if (spans.length === 0) return <span className={table.sub}>{nothing}</span>;
  return (
    <ul className={classes.spans}>
      {spans.map(({ what, from, to, gapDays }) => (
        <li key={what}>
          {what}
          <span className={table.sub}>
            <span className={classes.whole}>
              {from.slice(0, 10)} to {to.slice(0, 10)}
            </span>
            , <Fresh at={to} now={now} />
            {gapDays > 0 && <span className={table.warn}>, {plural(gapDays, 'day')} missing between</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
