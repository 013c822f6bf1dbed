import { escalate } from './escalate.ts';
import { iamArn, type TestAccount, testAccount, testAttacker } from './testAccount.ts';

/** What becomes of one principal: `yes RULE RULE`, the way that it takes; `no`; `perhaps KIND`, what it hangs on. */
export function outcome(account: TestAccount, name = 'user/eve'): string {
  const found = escalate(testAccount(account), testAttacker).principals.find(({ arn }) => arn === iamArn(name));
  if (!found) return 'nobody';
  if (found.admin) return `yes ${found.path.map(({ rule }) => rule.replace(/^AWS\.(IAM|STS)?\.?/, '')).join(' ')}`;
  return found.conditional ? `perhaps ${found.conditionalPath.flatMap(({ condition }) => condition?.kind ?? []).join(' ')}` : 'no';
}

/** A title, an account, and what becomes of `user/eve` or of another. */
export type OutcomeCase = [title: string, account: TestAccount, expected: string, who?: string];
