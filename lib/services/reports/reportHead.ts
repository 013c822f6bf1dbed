import { formatHead } from '../../model/audit.ts';
import type { AnalysisSummary } from '../../model/figures.ts';
import type { Audience } from '../../model/reports.ts';
import type { ReportHead } from '../../reports/reportHead.ts';
import { auditKey } from '../../store/auditKey.ts';
import { readAuditHead } from '../../store/readAudit.ts';
import type { Context } from '../context.ts';
import { showInstallation } from '../showInstallation.ts';
import { unwrap } from './gathering.ts';
import { titleOf } from './gatherReport.ts';

/** What a report says of itself. The head of the audit log is the one before `frozenAt`: that the report was made is an entry of its own, and does not change the report. */
export async function makeHead(
  snapshot: Context,
  asked: { audience: Audience; filter: string; period: { from: string; to: string }; frozenAt: string; comparedWith: ReportHead['comparedWith'] },
  analysis: AnalysisSummary,
): Promise<ReportHead> {
  const head = await readAuditHead(snapshot.database.pool, asked.frozenAt);
  return {
    product: 'Keyblast',
    version: unwrap(await showInstallation(snapshot)).version,
    title: titleOf(asked.audience),
    ...asked,
    analysis: analysisOf(analysis),
    auditHead: head && { log: head.log, entry: head.entry, hash: head.hash, signature: head.signature, word: formatHead(head) },
    publicKey: auditKey().publicKey,
  };
}

const analysisOf = ({
  id,
  asOf,
  horizonDays,
  horizonOrigin,
  weightsVersion,
  finishedAt,
  credentials,
  nodes,
  edges,
  grants,
  corrections,
  stale,
}: AnalysisSummary): ReportHead['analysis'] => ({
  ...{ id, asOf, horizonDays, horizonOrigin, weightsVersion, finishedAt },
  ...{ credentials, nodes, edges, grants, corrections, stale },
});
