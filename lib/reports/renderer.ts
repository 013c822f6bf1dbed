import type { Paper, ReportFormat } from '../model/reports.ts';
import type { Report } from './report.ts';

/**
 * One format. The room only turns a report into bytes: no clock, no network, no random number, so that the same report is the same file. Memory stays flat whatever the number of rows: a renderer takes
 * a table's rows piece by piece, and a format that lists not all of them says how many there are and that the CSV has the rest.
 */
export type Renderer = {
  format: ReportFormat;
  /** Of the file name, without the dot. */
  extension: string;
  mediaType: string;
  /** @param made.digest SHA-256 of the report's JSON, 64 hexadecimal digits: every file names it @param made.table of formats that hold one table: which @param made.paper of formats that have pages; A4 if left out */
  render(report: Report, made: { digest: string; table?: string; paper?: Paper }): AsyncIterable<Uint8Array>;
};
