import Link from 'next/link';
import type { AnalysisSummary } from '../../lib/model/figures.ts';
import { formatCount, formatShare } from '../../lib/model/format.ts';
import { allInFiguresHref, worstHref } from '../links.ts';
import classes from './Sentence.module.css';

/** The estate in one sentence, made of its figures; every number opens the rows it counts. */
export function Sentence({ analysis }: { analysis: AnalysisSummary }) {
  const { leak, takeover } = analysis;
  const worst = Math.max(leak.largestShare, takeover.largestShare);
  const worstUpTo = Math.max(leak.upTo.largestShare, takeover.upTo.largestShare);
  const worstBy = takeover.largestShare > leak.largestShare ? 'takeover' : 'leak';
  return (
    <h1 className={classes.sentence}>
      <Count of={leak.highOrAbove} href={worstHref('leak')} /> of <Count of={leak.credentials} href={allInFiguresHref()} />{' '}
      {leak.credentials === 1 ? 'credential is' : 'credentials are'} high or critical if they leak
      <UpTo certain={leak.highOrAbove} upTo={leak.upTo.highOrAbove} href={worstHref('leak', true)} />,{' '}
      <Count of={takeover.highOrAbove} href={worstHref('takeover')} /> if what uses them is taken over
      <UpTo certain={takeover.highOrAbove} upTo={takeover.upTo.highOrAbove} href={worstHref('takeover', true)} />; the worst reaches{' '}
      <Link prefetch={false} href={allInFiguresHref(`-${worstBy}.share`)}>
        {formatShare(worst)}
      </Link>{' '}
      of what we see
      {formatShare(worstUpTo) !== formatShare(worst) && <span className={classes.upTo}> (up to {formatShare(worstUpTo)})</span>}.
    </h1>
  );
}

const Count = ({ of, href }: { of: number; href: string }) => (
  <Link prefetch={false} href={href}>
    {formatCount(of)}
  </Link>
);

function UpTo({ certain, upTo, href }: { certain: number; upTo: number; href: string }) {
  if (upTo <= certain) return null;
  return (
    <span className={classes.upTo}>
      {' '}
      (up to{' '}
      <Link prefetch={false} href={href}>
        {formatCount(upTo)}
      </Link>
      )
    </span>
  );
}
