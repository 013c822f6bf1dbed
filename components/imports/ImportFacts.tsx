import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatCount, plural } from '../../lib/model/format.ts';
import type { ImportRow } from '../../lib/model/imports.ts';
import table from '../Table.module.css';
import { Time } from '../Time.tsx';
import { stateText } from './ImportsTable.tsx';

/** All that is known of one import: who, when, from what, how much of it counted. */
export function ImportFacts({ row }: { row: ImportRow }) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <tbody>
          <Line name="Source">
            <span className="mono">{row.source}</span>
          </Line>
          <Line name="State">
            {stateText[row.state]}
            {row.heldReason && <div className={table.warn}>{row.heldReason}</div>}
          </Line>
          <Line name="Imported">
            <Time at={row.importedAt} /> by {row.actor}
          </Line>
          <Line name="Data of">
            <Time at={row.dataTime} />
          </Line>
          <Line name="Format">
            {row.format}, version {row.importerVersion}, {row.mode}
          </Line>
          <Line name="Facts">{formatCount(row.facts)}</Line>
          {row.files.map((file) => (
            <Line key={file.id} name="File">
              <span className="mono">{file.name}</span>
              <div className={table.sub}>
                {plural(file.records, 'record')}, {formatCount(file.accepted)} accepted
                {file.rejected > 0 && (
                  <>
                    ,{' '}
                    <Link prefetch={false} href={`/imports/files/${file.id}`}>
                      {formatCount(file.rejected)} rejected
                    </Link>
                  </>
                )}
              </div>
            </Line>
          ))}
          {Object.entries(row.warnings).map(([warning, times]) => (
            <Line key={warning} name="Warning">
              {warning} ({plural(times, 'time')})
            </Line>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <tr>
    <th scope="row">{name}</th>
    <td>{children}</td>
  </tr>
);
