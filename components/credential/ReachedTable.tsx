import type { NodeRef } from '../../lib/model/figures.ts';
import { formatCount, formatSpan } from '../../lib/model/format.ts';
import { Explain } from '../Explain.tsx';
import { NodeName } from '../NodeName.tsx';
import table from '../Table.module.css';

export type Reached = NodeRef & { hop: number; staySeconds: number; entered?: boolean };

/** More than a person reads; the rest is counted. */
const mostRows = 100;

/** Identities, workloads or further credentials reached, nearest first; `more` counts those that did not come along. */
export function ReachedTable({ rows, more, nothing }: { rows: Reached[]; more: number; nothing: string }) {
  if (rows.length === 0) return <p className={table.nothing}>{nothing}</p>;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={`${table.scroll} ${table.tall}`} tabIndex={0}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Key</th>
              <th scope="col" className={table.number}>
                <Explain word="hop" />
              </th>
              <th scope="col" className={table.number}>
                <Explain word="stay" />
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostRows).map((row) => (
              <tr key={row.id}>
                <td>
                  <NodeName node={row} />
                  {row.entered === false && <div className={table.sub}>spoken for, not entered</div>}
                </td>
                <td className={table.number}>{row.hop}</td>
                <td className={table.number}>{row.entered === false ? '–' : formatSpan(row.staySeconds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length + more > mostRows && (
        <p className={table.rest}>
          The nearest {mostRows} of {formatCount(rows.length + more)}.
        </p>
      )}
    </>
  );
}
