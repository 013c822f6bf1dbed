import Link from 'next/link';
import type { FindingFilter } from '../../lib/model/findingFields.ts';
import type { FindingFacet, FindingField } from '../../lib/model/findings.ts';
import { formatCount } from '../../lib/model/format.ts';
import { findingsHref } from '../links.ts';
import classes from './FindingFacets.module.css';

const titles: Record<FindingField, string> = { rule: 'Finding', severity: 'Severity', standard: 'Standard', system: 'System', environment: 'Environment' };
/** In this order; those with many values show the first of them. */
const order: readonly FindingField[] = ['severity', 'rule', 'system', 'environment', 'standard'];
const shown = 12;

/** Values to choose from, each a link that adds or takes it away, with how many findings it would leave. */
export function FindingFacets({ facets, filter }: { facets: FindingFacet[]; filter: FindingFilter }) {
  const inOrder = order.flatMap((field) => facets.filter((facet) => facet.field === field));
  return (
    <nav className={classes.facets} aria-label="Filter the findings">
      {inOrder.map((facet) => (
        <Facet key={facet.field} facet={facet} filter={filter} />
      ))}
    </nav>
  );
}

function Facet({ facet: { field, values }, filter }: { facet: FindingFacet; filter: FindingFilter }) {
  const chosen = filter[field] ?? [];
  const asTerm = (value: string): string | null => (value === 'none' ? null : value);
  const hrefOf = (value: string): string => {
    const term = asTerm(value);
    return findingsHref({ ...filter, [field]: chosen.includes(term) ? chosen.filter((each) => each !== term) : [...chosen, term] });
  };
  const isChosen = (value: string): boolean => chosen.includes(asTerm(value));
  const [first, rest] = [values.filter(({ value }, i) => i < shown || isChosen(value)), values.filter(({ value }, i) => i >= shown && !isChosen(value))];
  const list = (some: FindingFacet['values']) => (
    <ul>
      {some.map(({ value, title, count }) => (
        <li key={value}>
          <Link prefetch={false} href={hrefOf(value)} scroll={false} aria-current={isChosen(value) ? 'true' : undefined}>
            <span className={classes.text}>{value === 'none' ? <em>not stated</em> : (title ?? value)}</span>
            <span className={classes.count}>{formatCount(count)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
  if (values.length === 0) return null;
  return (
    <details className={classes.facet} open={field === 'severity' || field === 'rule' || chosen.length > 0}>
      <summary>
        {titles[field]}
        {chosen.length > 0 && <span className={classes.count}> {chosen.length} chosen</span>}
      </summary>
      {list(first)}
      {rest.length > 0 && (
        <details className={classes.rest}>
          <summary>{formatCount(rest.length)} more</summary>
          {list(rest)}
        </details>
      )}
    </details>
  );
}
