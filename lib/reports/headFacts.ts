import { plural } from '../model/format.ts';
import { originText } from '../model/horizon.ts';
import { cellText } from './cellText.ts';
import type { ReportHead } from './reportHead.ts';

/** What stands on the first page of a report, as names and values. @param digest SHA-256 of its JSON */
export function headFacts(head: ReportHead, digest: string): [string, string][] {
  const { analysis, period, filter, auditHead, comparedWith } = head;
  const time = (iso: string): string => cellText(iso, 'time');
  return [
    ['Frozen', time(head.frozenAt)],
    ['Period', `${time(period.from)} to ${time(period.to)}`],
    ['Scope', filter || 'everything'],
    [
      'Analysis',
      `${analysis.id}, as of ${time(analysis.asOf)}${analysis.stale ? '; facts have changed since' : ''}; ${plural(analysis.corrections, 'correction')} in force`,
    ],
    [
      'Made with',
      `T = ${analysis.horizonDays} days${analysis.horizonOrigin ? ` (${originText[analysis.horizonOrigin]})` : ''}, weights version ${analysis.weightsVersion}, ${head.product} ${head.version}`,
    ],
    ['Compared with', comparedWith ? `the report of ${time(comparedWith.frozenAt)}, SHA-256 ${comparedWith.digest}` : 'none'],
    ['SHA-256 of the JSON', digest],
    ['Head of the audit log', auditHead?.word ?? 'none'],
    ['Public key', head.publicKey],
  ];
}
