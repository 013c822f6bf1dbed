import Link from 'next/link';
import { formatCount, plural } from '../../lib/model/format.ts';
import type { ImportRow } from '../../lib/model/imports.ts';
import table from '../Table.module.css';
import { Time } from '../Time.tsx';
import { ImportActs } from './ImportActs.tsx';

export const stateText: Record<ImportRow['state'], string> = {
  applied: 'applied',
  held: 'held for confirmation',
  confirmed: 'confirmed',
  dropped: 'dropped',
  undone: 'undone',
};

const shownFiles = 3;
type Rights = { confirm: boolean; undo: boolean };

/** What may be done with an import now. */
export function actsOn({ state, newest, format }: ImportRow, rights: Rights): ('confirm' | 'drop' | 'undo')[] {
  if (state === 'held' && rights.confirm) return ['confirm', 'drop'];
  return state === 'applied' && newest && rights.undo && format !== 'derived' && format !== 'settings' ? ['undo'] : [];
}

/** What each import brought, newest first, down to its files and what of them was rejected. */
export function ImportsTable({ imports, rights }: { imports: ImportRow[]; rights: Rights }) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Import</th>
            <th scope="col">Source and files</th>
            <th scope="col">State</th>
            <th scope="col" className={table.number}>
              Facts
            </th>
            <th scope="col" className={table.number}>
              Nodes
            </th>
            <th scope="col" className={table.number}>
              Edges
            </th>
            <th scope="col" className={table.number}>
              Rejected
            </th>
          </tr>
        </thead>
        <tbody>
          {imports.map((row) => (
            <tr key={row.id}>
              <td>
                <Link prefetch={false} href={`/imports/${row.id}`}>
                  {formatCount(row.id)}
                </Link>
                <div className={table.sub}>
                  <Time at={row.importedAt} />
                </div>
                <div className={table.sub}>{row.actor}</div>
              </td>
              <td>
                <span className="mono">{row.source}</span>
                <div className={table.sub}>
                  {row.format}, {row.mode}, data of <Time at={row.dataTime} />
                </div>
                {row.files.slice(0, shownFiles).map((file) => (
                  <div key={file.id} className={table.sub}>
                    {file.name}: {plural(file.records, 'record')}
                    {file.rejected > 0 && (
                      <>
                        ,{' '}
                        <Link prefetch={false} href={`/imports/files/${file.id}`}>
                          {formatCount(file.rejected)} rejected
                        </Link>
                      </>
                    )}
                  </div>
                ))}
                {row.files.length > shownFiles && <div className={table.sub}>and {plural(row.files.length - shownFiles, 'more file')}</div>}
                {Object.entries(row.warnings).map(([warning, times]) => (
                  <div key={warning} className={table.warn}>
                    {warning} ({plural(times, 'time')})
                  </div>
                ))}
              </td>
              <td>
                {stateText[row.state]}
                {row.heldReason && <div className={table.warn}>{row.heldReason}</div>}
                {actsOn(row, rights).length > 0 && <ImportActs importId={row.id} acts={actsOn(row, rights)} />}
              </td>
              <td className={table.number}>{formatCount(row.facts)}</td>
              <td className={table.number}>
                <Change of={row.nodes} />
              </td>
              <td className={table.number}>
                <Change of={row.edges} />
              </td>
              <td className={table.number}>{formatCount(row.rejected)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Added, changed and gone, as signs. */
function Change({ of: { added, changed, gone } }: { of: ImportRow['nodes'] }) {
  const text = [added > 0 && `+${formatCount(added)}`, changed > 0 && `~${formatCount(changed)}`, gone > 0 && `−${formatCount(gone)}`]
    .filter(Boolean)
    .join(' ');
  return <span title={`${formatCount(added)} added, ${formatCount(changed)} changed, ${formatCount(gone)} gone`}>{text || '0'}</span>;
}
