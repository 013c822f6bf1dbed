import Link from 'next/link';
import { formatCount } from '../../lib/model/format.ts';
import type { SourceRow } from '../../lib/model/imports.ts';
import { settingsSource } from '../../lib/model/patternRules.ts';
import { Ago } from '../Time.tsx';
import classes from './Coverage.module.css';

const shown = 5;

/** How much we see: the sources, and how old the newest data of each is. What is derived from others' documents is as fresh as they are, and rules by pattern do not age. */
export function Coverage({ sources, now }: { sources: SourceRow[]; now: string }) {
  const own = sources.filter(({ name, dataTime }) => dataTime && !name.startsWith('derived:') && name !== settingsSource);
  return (
    <aside className={classes.coverage} aria-labelledby="coverage">
      <h2 id="coverage">What we see</h2>
      <ul>
        {own.slice(0, shown).map(({ name, dataTime, held }) => (
          <li key={name}>
            <span className={classes.name}>{name}</span>
            <span className={classes.detail}>
              {dataTime && (
                <>
                  data of <Ago at={dataTime} now={now} />
                </>
              )}
              {held > 0 && `, ${formatCount(held)} held for confirmation`}
            </span>
          </li>
        ))}
      </ul>
      <Link prefetch={false} href="/imports">
        {own.length > shown ? `All ${formatCount(own.length)} sources and imports` : 'Sources and imports'}
      </Link>
    </aside>
  );
}
