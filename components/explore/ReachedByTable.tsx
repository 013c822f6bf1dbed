import Link from 'next/link';
import type { NodeRef } from '../../lib/model/figures.ts';
import { formatCount } from '../../lib/model/format.ts';
import { pathsHref } from '../links.ts';
import { NodeName } from '../NodeName.tsx';
import table from '../Table.module.css';

/** Who reaches one thing, each with the way there. */
export function ReachedByTable({ rows, to, all }: { rows: { credential: NodeRef; certainty: 'certain' | 'possible' }[]; to: NodeRef; all: number }) {
  if (rows.length === 0) return <p className={table.nothing}>No other usable credential reaches it.</p>;
  return (
    <>
      <div className={table.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Credential</th>
              <th scope="col">Certainty</th>
              <th scope="col" className={table.number}>
                Paths
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ credential, certainty }) => (
              <tr key={credential.id}>
                <td>
                  <NodeName node={credential} />
                </td>
                <td>{certainty}</td>
                <td className={table.number}>
                  <Link prefetch={false} href={pathsHref(credential.key, to.key)} aria-label={`Paths from ${credential.key}`}>
                    show
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {all > rows.length && (
        <p className={table.rest}>
          The first {formatCount(rows.length)} of {formatCount(all)}.
        </p>
      )}
    </>
  );
}
