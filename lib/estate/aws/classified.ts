import type { Fact } from '../../model/facts.ts';
import { dayMs, type Estate, iso } from '../moltbookEstate.ts';
import { pathOf } from './account.ts';
import { iamArn, memberAccounts, production } from './accounts.ts';
import { productionAccount } from './productionAccount.ts';
import { bucket, buckets, functions, instance, instances, lambda, secret, secrets, table, tables } from './productionThings.ts';

const owner = 'infrastructure@moltbook.example';

/** What the platform's people say of what is theirs in AWS, which no answer of AWS does: how sensitive it is, of which environment, whose. */
export function* classified(estate: Estate): Generator<Fact> {
  const [from, to] = [iso(estate.asOfMs - dayMs), iso(estate.asOfMs)];
  const what = ['users, roles and policies', 'credential reports and access keys', 'what runs and lies there', 'known to be missing: the management account'];
  yield { fact: 'coverage', system: 'aws', from, to, what };
  for (const account of memberAccounts) yield { fact: 'resource', key: `aws:account/${account}`, kind: 'account', sensitivity: 5, environment: 'prod', owner };
  const things = [
    ...buckets.map((thing) => ({ ...thing, arn: bucket(thing.name) })),
    ...tables.map((thing) => ({ ...thing, arn: table(thing.name) })),
    ...secrets.map((thing) => ({ ...thing, arn: secret(thing.name) })),
  ];
  for (const { arn, environment, sensitivity } of things) yield { fact: 'resource', key: `aws:${arn}`, environment, sensitivity, owner };
  for (const { name, environment } of functions) yield { fact: 'workload', key: `aws:${lambda(name)}`, kind: 'function', environment, owner };
  for (const { id } of instances) yield { fact: 'workload', key: `aws:${instance(id)}`, kind: 'instance', environment: 'prod', owner };
  yield* principals(estate);
}

function* principals(estate: Estate): Generator<Fact> {
  const { users, roles } = productionAccount(estate);
  for (const user of users) {
    if (user.password) continue;
    const environment = user.tags?.environment ?? 'prod';
    yield { fact: 'identity', key: `aws:${iamArn(production, `user${pathOf(user)}${user.name}`)}`, kind: 'service', environment, owner };
    for (const { id } of user.keys ?? [])
      yield {
        fact: 'credential',
        key: `aws:accesskey:${id}`,
        name: `access key of ${user.name}`,
        storage: 'config',
        revocation: 'admin',
        party: 'internal',
        environment,
        owner,
      };
  }
  for (const { name } of roles) {
    const environment = name.startsWith('preview') ? 'dev' : 'prod';
    yield { fact: 'identity', key: `aws:${iamArn(production, `role/${name}`)}`, kind: 'role', environment, owner };
  }
}
