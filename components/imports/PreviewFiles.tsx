import type { Fact } from '../../lib/model/facts.ts';
import { formatBytes, formatCount, plural } from '../../lib/model/format.ts';
import { rejectionText } from '../../lib/model/rejectionText.ts';
import type { PreviewFile, PreviewRecord } from '../../lib/model/uploads.ts';
import table from '../Table.module.css';
import classes from './ImportDesk.module.css';

/** What each file was taken for and why, opening to its first records. */
export function PreviewFiles({ files }: { files: PreviewFile[] }) {
  return (
    <ul className={classes.files}>
      {files.map((file) => (
        <li key={file.name} className={classes.file} data-refused={file.refused}>
          <div className={classes.fileHead}>
            <span className={classes.fileName}>{file.name}</span>
            <span className={classes.badge}>
              {file.refused ? (file.refused === 'left out' ? 'left out' : 'cannot be imported') : (file.title ?? file.format)}
            </span>
            <span className={classes.quiet}>{formatBytes(file.sizeBytes)}</span>
          </div>
          <p className={file.refused && file.refused !== 'left out' ? classes.wrong : classes.why}>
            {file.refused ? file.why : `Recognised because ${file.why}.`}
          </p>
          {file.records.length > 0 && <Records file={file} />}
          {!file.refused && file.records.length === 0 && <p className={classes.why}>It holds no record.</p>}
        </li>
      ))}
    </ul>
  );
}

function Records({ file: { records, more } }: { file: PreviewFile }) {
  const rejected = records.filter((record) => 'reason' in record).length;
  return (
    <details className={classes.records}>
      <summary>
        {more ? `The first ${formatCount(records.length)} records` : plural(records.length, 'record')}
        {rejected > 0 && (
          <span className={table.warn}>
            , {formatCount(rejected)} of them rejected:{' '}
            {rejected < records.length || more ? 'left out of an import, which keeps the others' : 'nothing of it would be imported'}
          </span>
        )}
      </summary>
      <div className={table.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">What it says</th>
            </tr>
          </thead>
          <tbody>
            {records.map((record, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: records of one line have nothing else that tells them apart, and their order never changes
              <tr key={i}>
                <td>{formatCount(record.line)}</td>
                <td>
                  <Said record={record} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Said({ record }: { record: PreviewRecord }) {
  if ('reason' in record) return <span className={classes.wrong}>rejected: {rejectionText(record)}</span>;
  return (
    <>
      {record.facts.map((fact, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: facts of one record keep their order
        <div key={i} className={classes.fact}>
          {sentence(fact)}
        </div>
      ))}
    </>
  );
}

/** A fact in one line of plain words. */
function sentence(fact: Fact): string {
  switch (fact.fact) {
    case 'credential':
    case 'identity':
    case 'workload':
    case 'resource':
      return `${fact.fact} ${fact.key}${fact.name ? `, ${fact.name}` : ''}`;
    case 'edge':
      return `${fact.from} ${fact.edge} ${fact.to}${fact.certainty === 'possible' ? ', possibly' : ''}`;
    case 'grant':
      return `${fact.from} may ${fact.class} ${fact.resource}${fact.certainty === 'possible' ? ', possibly' : ''}`;
    case 'usage':
      return `${fact.credential ?? fact.identity} was used at ${fact.at}${fact.action ? ` for ${fact.action}` : ''}`;
    case 'sighting':
      return `${fact.credential} was seen${fact.where ? ` at ${fact.where}` : ''}`;
    case 'coverage':
      return `${fact.system} is covered from ${fact.from} to ${fact.to}: ${(fact.what ?? []).join(', ')}`;
    case 'gone':
      return `${fact.key} is gone`;
    case 'distinct':
      return `${fact.keys[0]} is not ${fact.keys[1]}`;
    case 'document':
      return `${fact.kind} of ${fact.scope}${fact.name ? `, ${fact.name}` : ''}`;
  }
}
