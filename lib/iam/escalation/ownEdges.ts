import type { AwsPrincipal } from '../awsEstate.ts';
import { changeActs } from './act.ts';
import { askAdministrator } from './administrator.ts';
import type { Change } from './change.ts';
import { changesAnything, changesTo } from './changes.ts';
import { administratorEdge } from './edges.ts';
import type { FactKind } from './fact.ts';
import { newRoles, newUsers } from './newcomers.ts';
import { askAssumeIfTrusted } from './offers/assume.ts';
import type { EscalationEdge } from './result.ts';
import type { Standing } from './standing.ts';
import { importedSurroundings } from './surroundings.ts';
import { variants } from './variants.ts';
import type { World } from './world.ts';

/** What makes a principal an administrator by one change of its own: to itself, or to somebody whom it makes. */
export function* ownEdges(world: World, standing: Standing): Iterable<EscalationEdge> {
  if (!changesAnything(world, standing)) return;
  const { principal } = standing;
  yield* edgesBy(world, standing, principal, { kind: 'control', principal, isPlain: true });
  const roles = newRoles(world, standing).filter((role) => askAssumeIfTrusted(world, standing, role.principal));
  const told = new Set<string>();
  for (const { principal: made, answer } of [...newUsers(world, standing), ...roles]) {
    for (const edge of edgesBy(world, standing, made, { kind: 'control', principal: made, isPlain: false, made: answer })) {
      // one name is as good as another
      if (!told.has(edge.technique)) yield edge;
      told.add(edge.technique);
    }
  }
}

function* edgesBy(world: World, standing: Standing, target: AwsPrincipal, is: FactKind): Iterable<EscalationEdge> {
  for (const change of changesTo(world, standing, target, importedSurroundings(target))) {
    const answer = administratorAfter(world, target, change);
    if (!answer) continue;
    const acts = changeActs(change, standing.principal.arn, is);
    const condition = acts.at(-1)?.condition ?? answer.condition;
    yield administratorEdge(target.account, acts.with(-1, { ...acts.at(-1)!, ...(condition && { condition }) }));
  }
}

function administratorAfter(world: World, target: AwsPrincipal, { effect }: Change) {
  const answers = variants(world, target, [effect]).flatMap((standing) => askAdministrator(world, standing) ?? []);
  return answers.find(({ condition }) => !condition) ?? answers[0];
}
