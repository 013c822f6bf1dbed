import { z } from 'zod';
import type { FactAround } from '../engine/protocol.ts';
import { ok, type Result } from '../model/errors.ts';
import type { FindingEvidence, FindingRow, RuleInfo } from '../model/findings.ts';
import { priorities } from '../model/priority.ts';
import type { EvidenceKind } from '../rules/rule.ts';
import { rules } from '../rules/rules.ts';
import { readFindingEvidence } from '../store/readFindingEvidence.ts';
import { readFindings } from '../store/readFindings.ts';
import { findAnalysis } from '../store/results.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';
import { placesByScenario, ruleInfos } from './ruleInfo.ts';

export const ShowFindings = z.object({
  /** Database id of a node. */
  node: z.string().regex(/^\d{1,9}$/, 'expected the id of a node'),
});
export type ShowFindings = z.input<typeof ShowFindings>;
/** With the facts that it rests on; of each kind of fact the newest ones. */
export type ShownFinding = { finding: FindingRow; rule: RuleInfo; evidence: FindingEvidence[] };

const factsEach = 5;
const factsOfEdges = 20;
const most = 200;

/** Findings of the last analysis about one node, and about what it signs in as, what uses it and what holds it, the most urgent first; each down to its facts. None where nothing was analysed. */
export async function showFindings(ctx: Context, input: ShowFindings): Promise<Result<ShownFinding[]>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ShowFindings, input);
  if (!read.ok) return read;
  const analysis = await findAnalysis(ctx.database.pool);
  if (!analysis) return ok([]);
  const tied = await ctx.engine.ask('around', { nodes: [read.value.node] });
  if (!tied.ok) return tied;
  const found = await readFindings(ctx.database, {
    analysis: analysis.id,
    rules: placesByScenario(() => true),
    severities: priorities.map((_, severity) => ({ severity, count: most })),
    nodes: [...new Set([read.value.node, ...tied.value.flatMap(othersTied(read.value.node))])].map(Number),
    limit: most,
  });
  const around = await ctx.engine.ask('around', { nodes: [...new Set(found.flatMap(({ subject }) => subject.id ?? []))] });
  if (!around.ok) return around;
  const shown = await Promise.all(
    found.map(async ({ after: _, rule: place, ...row }): Promise<ShownFinding> => {
      const rule = rules[place]!;
      const { id } = row.subject;
      const facts = around.value.filter((fact) => rule.evidence.some((kind) => isOf(kind, fact, id))).map(({ fact }) => fact);
      const subject = {
        system: row.system,
        ...(id !== undefined && { node: Number(id) }),
        facts: facts.slice(0, factsOfEdges),
        onlyTechnique: rule.evidence.includes('escalates'),
      };
      return {
        finding: { rule: rule.id, ...row },
        rule: ruleInfos[place]!,
        evidence: await readFindingEvidence(ctx.database, subject, rule.evidence, factsEach),
      };
    }),
  );
  return ok(shown);
}

/** What a credential signs in as, what uses it, what holds it. */
const othersTied =
  (credential: string) =>
  ({ kind, from, to }: FactAround): string[] => {
    if (kind === 'authenticates' && from === credential) return [to];
    return (kind === 'uses' || kind === 'holds') && to === credential ? [from] : [];
  };

/** Which facts at the subject are evidence of a kind, and at which of their ends it is. */
const atSubject: Partial<Record<EvidenceKind, { kind: FactAround['kind'] | 'technique'; end: 'from' | 'to' }>> = {
  'held-by': { kind: 'holds', end: 'to' },
  holds: { kind: 'holds', end: 'from' },
  'used-by': { kind: 'uses', end: 'to' },
  uses: { kind: 'uses', end: 'from' },
  authenticates: { kind: 'authenticates', end: 'from' },
  'authenticated-by': { kind: 'authenticates', end: 'to' },
  'acted-as-by': { kind: 'acts-as', end: 'to' },
  'runs-as': { kind: 'runs-as', end: 'from' },
  'read-by': { kind: 'reads-secrets', end: 'to' },
  escalates: { kind: 'technique', end: 'from' },
  'granted-on': { kind: 'grant', end: 'to' },
  'granted-to': { kind: 'grant', end: 'from' },
};

function isOf(evidence: EvidenceKind, { kind, from, to }: FactAround, subject: string | undefined): boolean {
  const at = atSubject[evidence];
  if (!at || (at.end === 'from' ? from : to) !== subject) return false;
  return at.kind === 'technique' ? kind === 'acts-as' || kind === 'controls' : kind === at.kind;
}
