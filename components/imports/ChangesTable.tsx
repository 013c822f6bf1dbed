import { formatCount } from '../../lib/model/format.ts';
import type { ChangeRow } from '../../lib/model/uploads.ts';
import table from '../Table.module.css';

const signs: Record<ChangeRow['change'], string> = { added: '+ added', changed: '~ changed', gone: '− gone' };

/** Nodes, edges and grants that an import added, changed or ended. */
export function ChangesTable({ rows }: { rows: ChangeRow[] }) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <caption className="visually-hidden">{formatCount(rows.length)} changes</caption>
        <thead>
          <tr>
            <th scope="col">Change</th>
            <th scope="col">What</th>
            <th scope="col">Name</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parallel edges have nothing else that tells them apart, and the page never reorders them
            <tr key={i}>
              <td style={{ whiteSpace: 'nowrap' }}>{signs[row.change]}</td>
              <td>{row.what === 'node' ? row.kind : row.what === 'edge' ? `edge, ${row.kind}` : `grant, ${row.kind}`}</td>
              <td>
                <span className="mono">{row.name}</span>
                {row.to && (
                  <>
                    {' → '}
                    <span className="mono">{row.to}</span>
                  </>
                )}
                {row.fields?.map(({ field, before, after }) => (
                  <div key={field} className={table.sub}>
                    {field}: {before ?? 'not stated'} → {after ?? 'not stated'}
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
