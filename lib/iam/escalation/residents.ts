import type { AwsPrincipal } from '../awsEstate.ts';
import type { World } from './world.ts';

const known = new WeakMap<World, Map<string, AwsPrincipal[]>>();

/** The users, or the roles, of an account. */
export function residents(world: World, account: string, kind: AwsPrincipal['kind']): readonly AwsPrincipal[] {
  let lists = known.get(world);
  if (!lists) {
    lists = new Map();
    for (const principal of world.estate.principals) {
      const key = `${principal.account} ${principal.kind}`;
      const list = lists.get(key);
      if (list) list.push(principal);
      else lists.set(key, [principal]);
    }
    known.set(world, lists);
  }
  return lists.get(`${account} ${kind}`) ?? [];
}
