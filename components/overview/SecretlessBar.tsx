import Link from 'next/link';
import type { Secretless } from '../../lib/model/attribution.ts';
import { formatCount, formatShare, plural } from '../../lib/model/format.ts';
import { secretlessHref } from '../links.ts';
import classes from './PartsBar.module.css';
import { PartsBar } from './PartsBar.tsx';

/** Of agents and services, how many authenticate without a static credential, and how many could but still keep one. */
export function SecretlessBar({ secretless }: { secretless: Secretless | null }) {
  if (!secretless) return <p className={classes.quiet}>This analysis is from before the secretless rate was kept. Analyse again to see it.</p>;
  const { identities, done, dual, static: fixed, none } = secretless;
  if (identities === 0) return <p className={classes.quiet}>No usable agent or service is in the estate yet.</p>;
  return (
    <>
      <p className={classes.finding}>
        <strong>{formatShare(done / identities)}</strong> secretless: {formatCount(done)} of {plural(identities, 'agent or service', 'agents and services')}
        {dual > 0 && `, and ${formatCount(dual)} could do without the static credential that ${dual === 1 ? 'it still has' : 'they still have'}`}.
      </p>
      <PartsBar
        label="Agents and services by how they authenticate"
        parts={[
          { name: 'done', count: done, colour: 'var(--class-spend)', text: 'attested or interactive only: nothing static is left' },
          { name: 'dual', count: dual, colour: 'var(--band-medium)', text: 'attested or interactive, and still a static one' },
          { name: 'static', count: fixed, colour: 'var(--band-high)', text: 'static credentials only' },
          { name: 'none', count: none, colour: 'var(--line-strong)', text: 'no usable credential is known' },
        ]}
      />
      <p className={classes.quiet}>
        Their credentials:{' '}
        <Link prefetch={false} href={secretlessHref('static')}>
          static ones
        </Link>
        ,{' '}
        <Link prefetch={false} href={secretlessHref('attested', 'interactive')}>
          attested and interactive ones
        </Link>
        .
      </p>
    </>
  );
}
