import type { ReportHead } from '../reportHead.ts';
import { breakLines } from './breakLines.ts';
import type { TextStyle } from './pageContent.ts';
import type { PageFlow } from './pageFlow.ts';

const name: TextStyle = { font: 'regular', size: 7, ink: 'text-3' };
const value: TextStyle = { font: 'regular', size: 8, ink: 'text' };
const mono: TextStyle = { font: 'mono', size: 6, ink: 'text-2' };

export const periodText = ({ period }: ReportHead): string => `${period.from.slice(0, 10)} to ${period.to.slice(0, 10)}`;
export const scopeText = ({ filter }: ReportHead): string => (filter === '' ? 'everything' : filter);

/** What the first page begins with: what this is, of when, of what, and what it takes to make it again. */
export function layFront(flow: PageFlow, head: ReportHead, digest: string): void {
  flow.y = 40;
  flow.content.text(flow.left, flow.y + 8, head.product, { font: 'bold', size: 9, ink: 'accent' });
  flow.y += 14;
  for (const line of breakLines(flow.fonts.bold, 21, head.title, flow.width)) {
    flow.content.text(flow.left, flow.y + 21, line, { font: 'bold', size: 21, ink: 'text' });
    flow.y += 26;
  }
  flow.y += 5;
  flow.content.line(flow.left, flow.y, flow.right, flow.y, { ink: 'text', thickness: 1 });
  flow.y += 4;
  layPairs(flow, pairsOf(head));
  flow.y += 3;
  for (const [label, text] of wordsOf(head, digest)) {
    const lines = breakLines(flow.fonts.mono, mono.size, text, flow.width - 62);
    flow.content.text(flow.left, flow.y + 7, label, name);
    for (const [at, line] of lines.entries()) flow.content.text(flow.left + 62, flow.y + 7 + at * 8, line, mono);
    flow.y += lines.length * 8 + 1;
  }
  flow.y += 3;
  flow.content.line(flow.left, flow.y, flow.right, flow.y, { ink: 'line-strong' });
  flow.y += 8;
}

const minute = (time: string): string => `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;

function pairsOf(head: ReportHead): [string, string][] {
  const { analysis, comparedWith } = head;
  const origin = analysis.horizonOrigin === null ? '' : ` (${analysis.horizonOrigin})`;
  return [
    ['Period', periodText(head)],
    ['Frozen', minute(head.frozenAt)],
    ['Scope', scopeText(head)],
    ['Analysis', `${analysis.id}, of the data as of ${minute(analysis.asOf)}${analysis.stale ? ', which have changed since' : ''}`],
    ['Compared with', comparedWith ? `report of ${minute(comparedWith.frozenAt)}, analysis ${comparedWith.analysis}` : 'no earlier report'],
    ['Computed with', `T ${analysis.horizonDays} days${origin}, weights ${analysis.weightsVersion}, ${head.product} ${head.version}`],
  ];
}

function wordsOf({ auditHead, publicKey }: ReportHead, digest: string): [string, string][] {
  return [
    ['JSON, SHA-256', digest],
    ['Audit log head', auditHead?.word ?? 'none: the audit log was empty'],
    ['Public key', publicKey],
  ];
}

/** Names and what they are, two beside each other. */
function layPairs(flow: PageFlow, pairs: readonly [string, string][]): void {
  const half = flow.width / 2;
  for (let from = 0; from < pairs.length; from += 2) {
    const row = pairs.slice(from, from + 2).map(([label, text]) => ({ label, lines: breakLines(flow.fonts.regular, value.size, text, half - 74, 4) }));
    row.forEach(({ label, lines }, place) => {
      const x = flow.left + place * half;
      flow.content.text(x, flow.y + 9, label, name);
      for (const [at, line] of lines.entries()) flow.content.text(x + 62, flow.y + 9 + at * 10.5, line, value);
    });
    flow.y += Math.max(...row.map(({ lines }) => lines.length)) * 10.5 + 2;
  }
}
