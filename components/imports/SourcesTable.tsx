import { plural } from '../../lib/model/format.ts';
import type { SourceRow } from '../../lib/model/imports.ts';
import { settingsSource } from '../../lib/model/patternRules.ts';
import { SourceName } from '../SourceName.tsx';
import table from '../Table.module.css';
import { Ago } from '../Time.tsx';

const staleDays = 7;
const isStale = (at: string, now: string): boolean => Date.parse(now) - Date.parse(at) > staleDays * 86_400_000;

/** Who has said what stands, how much it counts, and how fresh it is. */
export function SourcesTable({ sources, now }: { sources: SourceRow[]; now: string }) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col" className={table.roomy}>
              Formats
            </th>
            <th scope="col">Newest data</th>
            <th scope="col" className={table.roomy}>
              Imported
            </th>
            <th scope="col">Imports</th>
            <th scope="col" className={table.number}>
              Rank
            </th>
          </tr>
        </thead>
        <tbody>
          {sources.map(({ name, formats, dataTime, importedAt, applied, held, rank }) => (
            <tr key={name}>
              <td>
                <span className={`mono ${table.name}`}>
                  <SourceName name={name} />
                </span>
              </td>
              <td className={table.roomy}>{formats.join(', ')}</td>
              <td>
                {dataTime ? <Ago at={dataTime} now={now} /> : 'nothing stands'}
                {dataTime && name !== settingsSource && isStale(dataTime, now) && <div className={table.warn}>stale</div>}
              </td>
              <td className={table.roomy}>{importedAt ? <Ago at={importedAt} now={now} /> : '–'}</td>
              <td>
                {plural(applied, 'applied', 'applied')}
                {held > 0 && <span className={table.warn}>, {held} held for confirmation</span>}
              </td>
              <td className={table.number}>{rank}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
