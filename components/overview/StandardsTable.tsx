import Link from 'next/link';
import type { StandardState, StandardsCoverage } from '../../lib/model/findings.ts';
import { formatCount, plural } from '../../lib/model/format.ts';
import { findingsHref } from '../links.ts';
import table from '../Table.module.css';
import classes from './StandardsTable.module.css';

/** By standard: of how many items something was found, how many are clean, and how many nothing here can evidence; each opens to its items. */
export function StandardsTable({ standards }: { standards: StandardsCoverage[] }) {
  return (
    <ul className={classes.standards}>
      {standards.map((standard) => (
        <li key={standard.key}>
          <details>
            <summary>
              <span className={classes.name}>
                {standard.name} {standard.version}
              </span>
              <Counts items={standard.items} />
            </summary>
            <Items items={standard.items} />
          </details>
        </li>
      ))}
    </ul>
  );
}

const isEvidenced = ({ rules }: StandardState): boolean => rules.length > 0;

function Counts({ items }: { items: StandardState[] }) {
  const seen = items.filter(isEvidenced);
  const found = seen.filter(({ findings }) => findings > 0).length;
  return (
    <span className={table.sub}>
      {plural(found, 'item')} with findings, {formatCount(seen.length - found)} clean, {formatCount(items.length - seen.length)} that cannot be evidenced here
    </span>
  );
}

function Items({ items }: { items: StandardState[] }) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col" className={table.number}>
              Findings
            </th>
            <th scope="col" className={table.number}>
              Urgent
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.ref}>
              <td>
                {item.id} {item.title}
                <div className={table.sub}>{told[item.coverage]}</div>
              </td>
              <td className={table.number}>{isEvidenced(item) ? <Found item={item} /> : <span className={table.sub}>not seen</span>}</td>
              <td className={table.number}>{isEvidenced(item) && formatCount(item.urgent)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const told: Record<StandardState['coverage'], string> = {
  direct: 'findings evidence it',
  partial: 'findings evidence one side of it',
  context: 'cannot be evidenced here: only what would follow from it is seen',
  none: 'cannot be evidenced here',
};

const Found = ({ item }: { item: StandardState }) =>
  item.findings > 0 ? (
    <Link prefetch={false} href={findingsHref({ standard: [item.ref] })} aria-label={`${formatCount(item.findings)} findings for ${item.id}`}>
      {formatCount(item.findings)}
    </Link>
  ) : (
    <span>clean</span>
  );
