import { Button } from '@mantine/core';
import { formatBytes } from '../../lib/model/format.ts';
import { audienceText, formatText, type ReportFormat, type ReportRow } from '../../lib/model/reports.ts';
import { CopyText } from '../CopyText.tsx';
import table from '../Table.module.css';
import { Time } from '../Time.tsx';
import { DeleteReport } from './DeleteReport.tsx';
import classes from './reports.module.css';

type Props = { reports: ReportRow[]; formats: readonly ReportFormat[]; mayDelete: boolean };

/** The library: what each report is, and each format of it with its signature. */
export function ReportsTable({ reports, formats, mayDelete }: Props) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Report</th>
            <th scope="col">Frozen</th>
            <th scope="col">Scope</th>
            <th scope="col">Files</th>
            <th scope="col">
              <span className="visually-hidden">Delete</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {reports.map((report) => (
            <tr key={report.id}>
              <th scope="row">
                {audienceText[report.audience]}
                <span className={classes.quiet}>
                  {report.id}, by {report.madeBy}
                  {report.comparedWith !== undefined && `, compared with ${report.comparedWith}`}
                </span>
              </th>
              <td className={classes.frozen}>
                <Time at={report.frozenAt} />
                <span className={classes.quiet}>
                  analysis {report.analysis}, kept until {report.keepUntil.slice(0, 10)}
                </span>
              </td>
              <td>{report.filter ? <code>{report.filter}</code> : 'everything'}</td>
              <td>
                <Files report={report} formats={formats} />
              </td>
              <td>{mayDelete && <DeleteReport report={report.id} title={`${audienceText[report.audience]} ${report.id}`} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Files({ report, formats }: { report: ReportRow; formats: readonly ReportFormat[] }) {
  const href = (format: ReportFormat, more = '') => `/api/reports/${report.id}/file?format=${format}${more}`;
  return (
    <>
      <Button component="a" href={href('html', '&view=1')} target="_blank" rel="noreferrer" variant="default" size="compact-xs">
        See it as a page
      </Button>
      <ul className={classes.files}>
        {formats.map((format) => (
          <li key={format}>
            <a href={href(format)} download>
              {formatText[format]}
            </a>{' '}
            <a href={href(format, '&part=sig')} download className={classes.sig} aria-label={`Signature of the ${formatText[format]}`}>
              sig
            </a>
          </li>
        ))}
      </ul>
      <span className={classes.quiet}>
        JSON of {formatBytes(report.sizeBytes)}, SHA-256 <CopyText text={report.digest} what="the digest" place="beside" />
      </span>
    </>
  );
}
