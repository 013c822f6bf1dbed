import Link from 'next/link';
import { formatCount } from '../../lib/model/format.ts';
import { Ago } from '../Time.tsx';
import classes from './Coverage.module.css';

export type Seen = { name: string; dataTime?: string; records?: number };

/** How much we see: the sources, and how old the newest data of each is. */
export function Coverage({ sources, now }: { sources: Seen[]; now: string }) {
  const shown = sources.slice(0, 6);
  return (
    <aside className={classes.coverage} aria-labelledby="coverage">
      <h2 id="coverage">What we see</h2>
      <ul>
        {shown.map(({ name, dataTime, records }) => (
          <li key={name}>
            <span className={classes.name}>{name}</span>
            <span className={classes.detail}>
              {records !== undefined && `${formatCount(records)} records`}
              {records !== undefined && dataTime && ' · '}
              {dataTime && <Ago at={dataTime} now={now} />}
            </span>
          </li>
        ))}
      </ul>
      <Link href="/imports">{sources.length > shown.length ? `All ${formatCount(sources.length)} sources and imports` : 'Sources and imports'}</Link>
    </aside>
  );
}
