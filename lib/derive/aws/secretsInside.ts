import type { AwsEstate } from '../../iam/awsEstate.ts';
import { openCatalogue } from '../../iam/catalogue.ts';
import { type StoreRule, storeRules } from '../../iam/escalation/rules/storeRules.ts';
import { awsResource } from '../../model/awsResource.ts';

/** What reads a thing that may have secrets inside: the environment of a function, the user data of an instance. */
export type SecretInside = { rule: StoreRule /** The action that reads it, by its id. */; action: number };

/** The things of an inventory that may have secrets inside, by ARN. */
export function secretsInside({ compute }: Pick<AwsEstate, 'compute'>): Map<string, SecretInside> {
  const { idOf } = openCatalogue();
  const found = new Map<string, SecretInside>();
  for (const rule of storeRules) {
    if (rule.edgeType !== 'SECRET_READ' || !('things' in rule.of)) continue;
    const action = idOf(rule.calls[0]!.actions[0]!); // each of these rules has one call, by one action
    if (action === undefined) continue;
    const inside = { rule, action };
    for (const type of rule.of.things) for (const { arn } of compute.get(type) ?? []) found.set(awsResource(arn), inside);
  }
  return found;
}
