import { z } from 'zod';
import type { Attacker } from '../iam/escalation/result.ts';
import { inputFile } from '../importers/inputFile.ts';
import { parseJson } from '../importers/parseJson.ts';
import { readLines } from '../importers/readLines.ts';
import { KeyblastError, type Result } from '../model/errors.ts';
import { AccountInput, type EscalationLine, escalationLines } from './escalationLines.ts';
import { asResult } from './failures.ts';
import { findFiles } from './findFiles.ts';
import { readInput } from './readInput.ts';

const Line = z.object({ id: z.string(), input: AccountInput });

export type EscalateCases = Attacker & {
  /** One JSON object a line: see docs/iam-escalation.md. */
  file: string;
};

/** Of each account of a file, in its order, each user and role: what an attacker comes to who holds it. Needs no data and no role. */
export async function escalateCases({ file, ...attacker }: EscalateCases): Promise<Result<(EscalationLine & { caseId: string })[]>> {
  return asResult(async () => {
    const lines: (EscalationLine & { caseId: string })[] = [];
    for (const raw of findFiles([file])) {
      for await (const { line, text } of readLines(inputFile(raw))) {
        const read = readInput(Line, parseJson(text));
        if (!read.ok) throw new KeyblastError('INVALID', `${file} line ${line}: ${read.error.message}`);
        const { id, input } = read.value;
        lines.push(...escalationLines(input, attacker, `${file} line ${line}`).map((each) => ({ caseId: id, ...each })));
      }
    }
    return lines;
  });
}
