import { z } from 'zod';
import { evaluate } from '../iam/evaluate.ts';
import type { Decision, PolicySet } from '../iam/evaluation.ts';
import { readCase } from '../iam/evaluationCase.ts';
import { problemsIn } from '../iam/policyProblems.ts';
import type { Result } from '../model/errors.ts';
import type { Json } from '../model/facts.ts';
import { caseLines, type Warn } from './caseLines.ts';
import { asResult } from './failures.ts';

const document = z.json().default(null) as z.ZodType<Json, Json | undefined>;
const named = { name: z.string().default(''), policy: document };
const level = z.object({ target: z.string(), policies: z.array(z.object(named)) });

/** A line of the file: see `EvaluationCase`. What is missing is not there: no boundary, no organisation. */
const Line = z.object({
  id: z.string(),
  policies: z.object({
    identity: z.array(z.object(named)).default([]),
    groups: z.array(z.object({ ...named, group: z.string().default('') })).default([]),
    boundary: document,
    session: document,
    scps: z.array(level).default([]),
    rcps: z.array(level).default([]),
    resource: document,
  }),
  request: z.object({
    principal: z.string(),
    action: z.string(),
    resource: z.string(),
    resourceAccount: z.string(),
    context: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
    principalIsServiceLinkedRole: z.boolean().optional(),
  }),
  organization: z.object({ managementAccountId: z.string().optional() }).optional(),
});

export type EvaluateCases = {
  /** One JSON object a line. */
  file: string;
  /** ISO 8601; and an address: of requests of which no context is given. */
  now?: string;
  sourceIp?: string;
};

/** Decides each request of a file, in its order, by the policies beside it. Needs no data and no role. */
export async function evaluateCases(
  { file, now, sourceIp }: EvaluateCases,
  warn: Warn = () => undefined,
): Promise<Result<{ id: string; decision: Decision }[]>> {
  const context = { ...(now !== undefined && { 'aws:CurrentTime': now }), ...(sourceIp !== undefined && { 'aws:SourceIp': sourceIp }) };
  return asResult(async () => {
    const decided: { id: string; decision: Decision }[] = [];
    for await (const { place, value } of caseLines(file, Line)) {
      const { id, policies, request, organization } = value;
      const asked = readCase({ policies, request: { ...request, context: request.context ?? context }, organization });
      for (const problem of problemsOf(asked.policies)) warn(`${place}: ${problem}; what is wrong allows and forbids nothing`);
      decided.push({ id, decision: evaluate(asked.policies, asked.request).certain });
    }
    return decided;
  });
}

const problemsOf = ({ identity, boundary, session, scps, rcps, resource }: PolicySet): string[] =>
  [...identity, ...[...scps, ...rcps].flatMap(({ policies }) => policies), ...[boundary, session, resource].flatMap((policy) => policy ?? [])].flatMap(
    ({ role, policy, document }) => problemsIn(policy === role || policy === '' ? `of the ${role}` : policy, document),
  );
