import Link from 'next/link';
import { isStale, type SystemCoverage } from '../../lib/model/coverage.ts';
import { formatCount, plural } from '../../lib/model/format.ts';
import { Explain } from '../Explain.tsx';
import { Ago } from '../Time.tsx';
import classes from './Coverage.module.css';
import { newestOf } from './newestOf.ts';

const shown = 5;

/** How much we see, beside the sentence: the systems with most credentials, how new their data are, and whether something is known to be missing. */
export function Coverage({ systems, now }: { systems: SystemCoverage[]; now: string }) {
  const missing = systems.reduce((sum, system) => sum + system.missing.length, 0);
  return (
    <aside className={classes.coverage} aria-labelledby="coverage">
      <h2 id="coverage">
        <Explain word="coverage" />
      </h2>
      <ul>
        {systems.slice(0, shown).map((system) => (
          <li key={system.system ?? ''}>
            <span className={classes.head}>
              <span className={classes.name}>{system.system ?? 'no system named'}</span>
              <Fresh at={newestOf(system)} now={now} />
            </span>
            <span className={classes.detail}>
              {whatOf(system)}
              {system.missing.length > 0 && <span className={classes.missing}>, {formatCount(system.missing.length)} missing</span>}
            </span>
          </li>
        ))}
      </ul>
      <a href="#coverage-and-freshness">
        {systems.length > shown ? `All ${formatCount(systems.length)} systems` : 'Coverage in full'}
        {missing > 0 && `, ${plural(missing, 'known gap')}`}
      </a>
      <br />
      <Link prefetch={false} href="/imports">
        Sources and imports
      </Link>
    </aside>
  );
}

function whatOf({ inventories, logs, system }: SystemCoverage): string {
  if (inventories.length + logs.length === 0) return system === null ? 'credentials without one' : 'no coverage stated';
  return [inventories.length > 0 && plural(inventories.length, 'inventory', 'inventories'), logs.length > 0 ? plural(logs.length, 'log') : 'no log']
    .filter(Boolean)
    .join(', ');
}

/** How old the newest data are; what has gone stale says so. */
export function Fresh({ at, now }: { at: string | undefined; now: string }) {
  if (!at) return null;
  const stale = isStale(at, new Date(now));
  return (
    <span className={classes.fresh} data-stale={stale}>
      {stale && 'stale, '}
      <Ago at={at} now={now} />
    </span>
  );
}
