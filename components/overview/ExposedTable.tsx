import Link from 'next/link';
import type { ReactNode } from 'react';
import type { NodeRef } from '../../lib/model/figures.ts';
import { Interval } from '../figures/Interval.tsx';
import { KeyText } from '../KeyText.tsx';
import { exposureHref } from '../links.ts';
import { nodeTitle } from '../nodeTitle.ts';
import table from '../Table.module.css';

export type Exposed = { node: NodeRef; certain: number; upTo: number };

/** What most credentials reach; each opens who they are. `rest` stands below the table: how to see more. */
export function ExposedTable({ rows, what, nothing, rest }: { rows: Exposed[]; what: string; nothing: string; rest?: ReactNode }) {
  if (rows.length === 0) return <p className={table.nothing}>{nothing}</p>;
  return (
    <>
      <div className={table.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{what}</th>
              <th scope="col" className={table.number}>
                Reached by
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ node, certain, upTo }) => (
              <tr key={node.id}>
                <td>
                  <ExposedName node={node} />
                </td>
                <td className={table.number}>
                  <Interval certain={certain} upTo={upTo} unit="count" dense />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rest && <p className={table.rest}>{rest}</p>}
    </>
  );
}

function ExposedName({ node }: { node: NodeRef }) {
  const { title, sub } = nodeTitle(node.key, node.name);
  return (
    <span className={table.key}>
      <Link prefetch={false} href={exposureHref(node.key)}>
        <KeyText text={title} />
      </Link>
      <span className={table.sub}>{[sub, node.system].filter(Boolean).join(' · ')}</span>
    </span>
  );
}
