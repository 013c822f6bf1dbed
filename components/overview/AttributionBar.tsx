import Link from 'next/link';
import { type Attribution, attributionDays, attributions } from '../../lib/model/attribution.ts';
import { formatCount, formatShare } from '../../lib/model/format.ts';
import { attributionText } from '../glossary.ts';
import { attributionHref } from '../links.ts';
import classes from './PartsBar.module.css';
import { PartsBar } from './PartsBar.tsx';

const colour: Record<Attribution, string> = {
  proven: 'var(--class-spend)',
  'single-source': 'var(--band-low)',
  shared: 'var(--band-medium)',
  ambiguous: 'var(--band-high)',
  unseen: 'var(--band-contained)',
  unlogged: 'var(--line-strong)',
  unknown: 'var(--band-critical)',
};

/** Who used the credentials, as far as the logs can say: one bar, and each class with its count, which opens the rows. */
export function AttributionBar({ counts }: { counts: Record<Attribution, number> | null }) {
  if (!counts) return <p className={classes.quiet}>This analysis is from before attribution was kept. Analyse again to see it.</p>;
  const all = attributions.reduce((sum, one) => sum + counts[one], 0);
  const logged = all - counts.unlogged;
  if (all === 0) return <p className={classes.quiet}>No usable credential is in the estate yet.</p>;
  return (
    <>
      <p className={classes.finding}>
        {logged === 0 ? (
          <>
            Not logged: no log of the last {attributionDays} days was imported, so nothing can be said about who uses these credentials.{' '}
            <Link href="/imports">Import an access log</Link> to see it.
          </>
        ) : (
          `For ${formatShare((counts.proven + counts['single-source']) / all)} the logs of the last ${attributionDays} days point to one user, of ${formatShare(counts.unlogged / all)} there is no log.`
        )}
      </p>
      <PartsBar
        label="Credentials by attribution"
        parts={attributions.map((one) => ({ name: one, count: counts[one], colour: colour[one], text: attributionText[one], href: attributionHref(one) }))}
      />
      {counts.unknown > 0 && (
        <p className={classes.quiet}>
          {formatCount(counts.unknown)} unknown {counts.unknown === 1 ? 'is' : 'are'} beside the estate: used, but in no inventory.
        </p>
      )}
    </>
  );
}
