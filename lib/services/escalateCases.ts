import { z } from 'zod';
import type { Attacker } from '../iam/escalation/result.ts';
import type { Result } from '../model/errors.ts';
import { caseLines, type Warn } from './caseLines.ts';
import { AccountInput, type EscalationLine, escalationLines } from './escalationLines.ts';
import { asResult } from './failures.ts';

const Line = z.object({ id: z.string(), input: AccountInput });

export type EscalateCases = Attacker & {
  /** One JSON object a line: see docs/iam-escalation.md. */
  file: string;
};

/** Of each account of a file, in its order, each user and role: what an attacker comes to who holds it. Needs no data and no role. */
export async function escalateCases(
  { file, ...attacker }: EscalateCases,
  warn: Warn = () => undefined,
): Promise<Result<(EscalationLine & { caseId: string })[]>> {
  return asResult(async () => {
    const lines: (EscalationLine & { caseId: string })[] = [];
    for await (const { place, value } of caseLines(file, Line))
      lines.push(...escalationLines(value.input, attacker, place, warn).map((each) => ({ caseId: value.id, ...each })));
    return lines;
  });
}
