import { makeAct } from './act.ts';
import { ask } from './ask.ts';
import { edge } from './edges.ts';
import type { EscalationEdge } from './result.ts';
import { identityRules } from './rules/identityRules.ts';
import { accountOf, extent, type Standing } from './standing.ts';
import { partitionOf, type World } from './world.ts';

/** Short sessions of the root users of member accounts, for who may open them from the management account. */
export function* rootEdges(world: World, standing: Standing): Iterable<EscalationEdge> {
  const { principal } = standing;
  if (accountOf(world, principal.account).isManagement === false || extent(world, standing, 'sts:AssumeRoot') === 'none') return;
  for (const account of world.estate.accounts.keys()) {
    if (account === principal.account) continue;
    const arn = `arn:${partitionOf(principal)}:iam::${account}:root`;
    const answer = ask(world, standing, {
      action: 'sts:AssumeRoot',
      resource: arn,
      account: principal.account,
      isChosen: (key) => key === 'sts:taskpolicyarn',
    });
    if (!answer) continue;
    const act = makeAct(identityRules.assumeRoot, principal.arn, arn, answer, {
      kind: 'missing-input',
      text: 'whether root access is centralised in the organisation, and what its task policies allow',
    });
    yield edge(principal.arn, { kind: 'principal', arn }, [act], { lasting: false, sessionSeconds: longestRootSession });
  }
}

const longestRootSession = 900;
