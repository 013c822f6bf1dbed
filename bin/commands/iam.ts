import { type Command, InvalidArgumentError } from 'commander';
import { escalateAccount } from '../../lib/services/escalateAccount.ts';
import { escalateCases } from '../../lib/services/escalateCases.ts';
import { evaluateCases } from '../../lib/services/evaluateCases.ts';
import { printJsonLines, say, unwrap } from '../print.ts';
import { readTime } from '../readTime.ts';

type EvaluateOptions = { cases: string; now?: string; sourceIp?: string };
type EscalateOptions = {
  cases?: string;
  gaad?: string;
  scps?: string;
  rcps?: string;
  organization?: string;
  inventory?: string;
  credentials?: string;
  samlProviders?: string;
  now?: string;
  sourceIp?: string;
};

/** The answer stands, on stdout; this is on stderr. */
const warn = (text: string): void => say(`keyblast: warning: ${text}`);

export function register(program: Command): void {
  const iam = program.command('iam').description('what AWS policies allow, from files alone: no database');
  iam
    .command('evaluate')
    .description('decide requests by the policies beside them (docs/iam.md), one JSON object a line')
    .requiredOption('--cases <file>', 'requests and policies, one JSON object a line')
    .option('--now <time>', 'the time of requests that say nothing of their context', readTime)
    .option('--source-ip <address>', 'the address that such requests come from')
    .action(async ({ cases, ...context }: EvaluateOptions) => printJsonLines(unwrap(await evaluateCases({ file: cases, ...context }, warn))));
  iam
    .command('escalate')
    .description('who can come to administer an account, and as whom (docs/iam-escalation.md), one JSON object a user or role')
    .option('--gaad <file>', 'an account: the answer of aws iam get-account-authorization-details')
    .option('--scps <file>', 'service control policies by level, the root first')
    .option('--rcps <file>', 'resource control policies by level, the root first')
    .option('--organization <file>', 'its id and management account')
    .option('--inventory <file>', 'what runs there, and as which role')
    .option('--credentials <file>', 'what its users can sign in with')
    .option('--saml-providers <file>', 'ARNs of its sign-in providers')
    .option('--cases <file>', 'many accounts instead, each with all of that, one JSON object a line')
    .option('--now <time>', 'when it happens (default: now; for cases: 2026-01-15T12:00:00Z)', readTime)
    .option('--source-ip <address>', 'where the attacker is (default: nobody knows; for cases: 203.0.113.50)')
    .action(escalate);
}

async function escalate({ cases, gaad, ...options }: EscalateOptions): Promise<void> {
  const { now, sourceIp, ...beside } = options;
  if (cases !== undefined && gaad === undefined) {
    printJsonLines(unwrap(await escalateCases({ file: cases, now: now ?? '2026-01-15T12:00:00.000Z', sourceIp: sourceIp ?? '203.0.113.50' }, warn)));
  } else if (gaad !== undefined && cases === undefined) {
    const attacker = { now: now ?? new Date().toISOString(), ...(sourceIp !== undefined && { sourceIp }) };
    printJsonLines(unwrap(await escalateAccount({ gaad, ...beside, ...attacker }, warn)));
  } else throw new InvalidArgumentError('expected either --gaad or --cases');
}
