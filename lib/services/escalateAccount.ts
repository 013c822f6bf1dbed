import type { Attacker } from '../iam/escalation/result.ts';
import { inputFile } from '../importers/inputFile.ts';
import { asObject, parseJson } from '../importers/parseJson.ts';
import { accountOfArn } from '../model/arn.ts';
import { KeyblastError, type Result } from '../model/errors.ts';
import type { Warn } from './caseLines.ts';
import { type EscalationLine, escalationLines } from './escalationLines.ts';
import { asResult } from './failures.ts';
import { findFiles } from './findFiles.ts';

/** Files of JSON: the answer of GetAccountAuthorizationDetails, and what lies beside it (docs/iam-escalation.md). */
export type EscalateAccount = Attacker & {
  gaad: string;
  scps?: string;
  rcps?: string;
  organization?: string;
  inventory?: string;
  credentials?: string;
  samlProviders?: string;
};

/** Each user and role of an account: what an attacker comes to who holds it. Needs no data and no role. */
export async function escalateAccount({ now, sourceIp, ...files }: EscalateAccount, warn: Warn = () => undefined): Promise<Result<EscalationLine[]>> {
  return asResult(async () => {
    const input: { [name: string]: unknown } = {};
    for (const [name, file] of Object.entries(files)) if (file !== undefined) input[name] = await readJson(file);
    const accountId = accountOf(input.gaad);
    if (accountId === undefined)
      throw new KeyblastError('INVALID', `${files.gaad}: no entry names an account, expected the answer of aws iam get-account-authorization-details`);
    return escalationLines(
      { accountId, gaad: input.gaad, ...input },
      { ...(now !== undefined && { now }), ...(sourceIp !== undefined && { sourceIp }) },
      files.gaad,
      warn,
    );
  });
}

async function readJson(file: string): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = '';
  for (const raw of findFiles([file])) for await (const chunk of inputFile(raw).open()) text += decoder.decode(chunk, { stream: true });
  const value = parseJson(text);
  if (value === undefined) throw new KeyblastError('INVALID', `${file} is not JSON, expected one JSON value`);
  return value;
}

/** The account that most of the answer's ARNs could tell: that of the first which does. */
function accountOf(gaad: unknown): string | undefined {
  for (const list of Object.values(asObject(gaad) ?? {})) {
    for (const entry of Array.isArray(list) ? list : []) {
      const arn = asObject(entry)?.Arn;
      const account = typeof arn === 'string' ? accountOfArn(arn) : undefined;
      if (account !== undefined) return account;
    }
  }
  return undefined;
}
