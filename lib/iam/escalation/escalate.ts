import type { AwsDocument } from '../../model/awsDocuments.ts';
import type { AwsEstate, AwsPrincipal } from '../awsEstate.ts';
import { buildAwsEstate } from '../buildAwsEstate.ts';
import { ActionBits } from './actionBits.ts';
import { edgesOf } from './edges.ts';
import { stepOf } from './fact.ts';
import { type Findings, type Found, findAll } from './findAll.ts';
import { PolicyBitsIndex } from './policyBits.ts';
import type { Attacker, Escalation, EscalationStep, PrincipalEscalation } from './result.ts';
import { TrustIndex } from './trustIndex.ts';
import { watchedActions } from './watchedActions.ts';
import type { World } from './world.ts';

/** Who can come to administer an account, and as whom each principal can come to act (docs/iam-escalation.md). */
export function escalate(documents: Iterable<AwsDocument>, attacker: Attacker): Escalation {
  const world = makeWorld(buildAwsEstate(documents), attacker);
  const findings = findAll(world);
  return {
    principals: world.estate.principals.map((principal) => escalationOf(world.estate, principal, findings)),
    edges: (stores = 'all') => edgesOf(world, findings, stores),
  };
}

const actions = new ActionBits(watchedActions());
const policies = new PolicyBitsIndex(actions);

const makeWorld = (estate: AwsEstate, attacker: Attacker): World => ({ estate, attacker, actions, policies, trusts: new TrustIndex(estate) });

function escalationOf({ principals }: AwsEstate, principal: AwsPrincipal, findings: Findings): PrincipalEscalation {
  const certain = findings.certain[principal.index]!;
  const possible = findings.possible[principal.index];
  const path = shortestPath(certain);
  const admin = path.length > 0;
  const conditionalPath = admin || !possible ? [] : shortestPath(possible);
  return {
    arn: principal.arn,
    account: principal.account,
    admin,
    direct: path[0]?.rule === directAdmin,
    conditional: conditionalPath.length > 0,
    administers: [...certain.administered.keys()].sort(),
    path,
    conditionalPath,
    reaches: () => [...certain.reach.places()].filter((place) => place !== principal.index).map((place) => principals[place]!.arn),
    accessKeys: principal.credentials.keys.map(({ id, active }) => ({ accessKeyId: id, usable: active, admin: active && admin })),
    unknownPolicies: unknownPolicies(principal),
  };
}

const directAdmin = 'AWS.Direct.Admin';

function shortestPath({ administered }: Found): EscalationStep[] {
  const [shortest] = [...administered.values()].sort((a, b) => a.length - b.length);
  return (shortest ?? []).map(stepOf);
}

function unknownPolicies({ managed, groups, boundary }: AwsPrincipal): string[] {
  const all = [...managed, ...groups.flatMap((group) => group.managed), ...(boundary ? [boundary] : [])];
  return [...new Set(all.filter(({ document }) => document === undefined).map(({ arn }) => arn))];
}
