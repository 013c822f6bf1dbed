import { formatCount } from '../../lib/model/format.ts';
import table from '../Table.module.css';

/** What could not be accepted, and why. */
export function RejectionsTable({ rejections }: { rejections: { line: number; field?: string; reason: string }[] }) {
  if (rejections.length === 0) return <p className={table.nothing}>Every record of this file was accepted.</p>;
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Field</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          {rejections.map(({ line, field, reason }) => (
            <tr key={`${line}:${field ?? ''}:${reason}`}>
              <td>{formatCount(line)}</td>
              <td className="mono">{field ?? '–'}</td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
