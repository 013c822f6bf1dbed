import type { AwsGroupOf, AwsPrincipal, ManagedPolicy } from '../awsEstate.ts';
import { onceEach } from '../once.ts';

/** Groups and managed policies that decide what a principal may do, or may come to decide it. */
export type Surroundings = { groups: readonly AwsGroupOf[]; policies: readonly ManagedPolicy[] };

export function surroundings({ managed, boundary }: AwsPrincipal, groups: readonly AwsGroupOf[], given: readonly ManagedPolicy[]): Surroundings {
  return { groups, policies: [...managed, ...(boundary ? [boundary] : []), ...groups.flatMap((group) => group.managed), ...given] };
}

/** As it was imported; the same object each time. */
export const importedSurroundings = onceEach(
  (principal: AwsPrincipal) => principal,
  (principal) => surroundings(principal, principal.groups, []),
);
