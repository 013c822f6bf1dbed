import Link from 'next/link';
import { formatCount, plural } from '../../lib/model/format.ts';
import type { ImportRow } from '../../lib/model/imports.ts';
import { SourceName } from '../SourceName.tsx';
import table from '../Table.module.css';
import { Time } from '../Time.tsx';
import { ImportActs } from './ImportActs.tsx';
import classes from './ImportsTable.module.css';

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

/** Every batch of files with what it brought of each source, newest first, down to what of it was rejected. A batch is undone as a whole. */
export function ImportsTable({ imports, rights }: { imports: ImportRow[]; rights: Rights }) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Import</th>
            <th scope="col">Source</th>
            <th scope="col">State</th>
            <th scope="col" className={`${table.number} ${table.roomy}`}>
              Facts
            </th>
            <th scope="col" className={`${table.number} ${table.roomy}`}>
              Nodes
            </th>
            <th scope="col" className={`${table.number} ${table.roomy}`}>
              Edges
            </th>
            <th scope="col" className={`${table.number} ${table.roomy}`}>
              Rejected
            </th>
          </tr>
        </thead>
        {batchesOf(imports).map((rows) => (
          <tbody key={rows[0].batch}>
            <Batch rows={rows} rights={rights} />
            {rows.map((row) => (
              <Import key={row.id} row={row} rights={rights} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

type Rows = [ImportRow, ...ImportRow[]];

/** Imports come newest first, those of a batch together. */
function batchesOf(imports: readonly ImportRow[]): Rows[] {
  const batches: Rows[] = [];
  for (const row of imports) {
    const last = batches.at(-1);
    if (last?.[0].batch === row.batch) last.push(row);
    else batches.push([row]);
  }
  return batches;
}

function Batch({ rows, rights }: { rows: Rows; rights: Rights }) {
  const [{ importedAt, actor }] = rows;
  const files = [...new Map(rows.flatMap((row) => row.files).map((file) => [file.id, file])).values()];
  const own = rows.filter(({ state, format }) => state === 'applied' && format !== 'derived');
  const undoable = own.length > 0 && own.every((row) => actsOn(row, rights).includes('undo'));
  return (
    <tr className={classes.batch}>
      <th scope="rowgroup" colSpan={7}>
        <div className={classes.line}>
          <div>
            <Time at={importedAt} /> by {actor}
            {files.length > 0 && <Files files={files} />}
          </div>
          {undoable && <ImportActs importId={own[0]!.id} acts={['undo']} />}
        </div>
      </th>
    </tr>
  );
}

function Files({ files }: { files: ImportRow['files'] }) {
  const names = files.slice(0, shownFiles).map(({ name }) => name);
  const records = files.reduce((sum, file) => sum + file.records, 0);
  return (
    <div className={table.sub}>
      {names.join(', ')}
      {files.length > shownFiles && ` and ${plural(files.length - shownFiles, 'more file')}`}: {plural(records, 'record')}
      {files
        .filter(({ rejected }) => rejected > 0)
        .map(({ id, name, rejected }) => (
          <div key={id}>
            <Link prefetch={false} href={`/imports/files/${id}`}>
              {plural(rejected, 'rejected record')} of {name}
            </Link>
          </div>
        ))}
    </div>
  );
}

function Import({ row, rights }: { row: ImportRow; rights: Rights }) {
  const acts = actsOn(row, rights).filter((act) => act !== 'undo');
  return (
    <tr>
      <td>
        <Link prefetch={false} href={`/imports/${row.id}`}>
          {formatCount(row.id)}
        </Link>
      </td>
      <td>
        <span className={`mono ${table.name}`}>
          <SourceName name={row.source} />
        </span>
        <div className={table.sub}>
          {row.format}, {row.mode}, data of <Time at={row.dataTime} />
        </div>
        {Object.entries(row.warnings).map(([warning, times]) => (
          <div key={warning} className={table.warn}>
            {warning} ({plural(times, 'time')})
          </div>
        ))}
      </td>
      <td>
        {stateText[row.state]}
        {row.heldReason && <div className={table.warn}>{row.heldReason}</div>}
        {acts.length > 0 && <ImportActs importId={row.id} acts={acts} />}
      </td>
      <td className={`${table.number} ${table.roomy}`}>{formatCount(row.facts)}</td>
      <td className={`${table.number} ${table.roomy}`}>
        <Change of={row.nodes} />
      </td>
      <td className={`${table.number} ${table.roomy}`}>
        <Change of={row.edges} />
      </td>
      <td className={`${table.number} ${table.roomy}`}>{formatCount(row.rejected)}</td>
    </tr>
  );
}

/** Added, changed and gone, as signs. */
function Change({ of: { added, changed, gone } }: { of: ImportRow['nodes'] }) {
  const text = [added > 0 && `+${formatCount(added)}`, changed > 0 && `~${formatCount(changed)}`, gone > 0 && `−${formatCount(gone)}`]
    .filter(Boolean)
    .join(' ');
  return <span title={`${formatCount(added)} added, ${formatCount(changed)} changed, ${formatCount(gone)} gone`}>{text || '0'}</span>;
}
