import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../model/facts.ts';
import { bitsOf } from './actionBits.ts';
import { openCatalogue } from './catalogue.ts';
import { policyCompiler } from './compile.ts';
import type { PolicyInput } from './evaluation.ts';
import { expandPermissions, resourcesOf } from './expandPermissions.ts';
import { classReader } from './permissionClasses.ts';
import { resourceFamilies } from './resourceFamilies.ts';

const catalogue = openCatalogue();
const account = '111122223333';
const ofObjects = catalogue.noActions();
for (const name of ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']) catalogue.expand(name, ofObjects);
const ofQueues = catalogue.noActions();
catalogue.expand('sqs:*', ofQueues);

const arns = [...['a', 'b', 'ab', 'ba', 'aab'].flatMap((name) => [`arn:aws:s3:::${name}/x`, `arn:aws:sqs:eu-west-1:${account}:${name}`])];
const ann = `arn:aws:iam::${account}:user/ann`;

const pick = <Value>(...of: Value[]) => fc.constantFrom(...of);
const pattern = pick('*', 'arn:aws:s3:::*', 'arn:aws:s3:::a*', 'arn:aws:s3:::?b/*', 'arn:aws:s3:::b/x', 'arn:aws:sqs:*:*:a*', 'arn:aws:sqs:*:*:*b');
const statement = fc
  .record({
    Effect: pick('Allow', 'Allow', 'Deny'),
    Action: pick('*', 's3:*', 's3:Get*', 'sqs:Send*'),
    resource: fc.tuple(pick('Resource', 'Resource', 'NotResource'), fc.array(pattern, { minLength: 1, maxLength: 2 })),
    mfa: fc.boolean(),
  })
  .map(({ Effect, Action, resource, mfa }) => ({
    Effect,
    Action,
    [resource[0]]: resource[1],
    ...(mfa && { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
  }));
const document = fc.array(statement, { maxLength: 5 }).map((Statement): Json => ({ Statement: Statement as Json[] }));
const ofResource = fc
  .record({ at: fc.nat({ max: arns.length - 1 }), Effect: pick('Allow', 'Deny'), AWS: pick(ann, 'arn:aws:iam::111122223333:user/bob') })
  .map(({ at, Effect, AWS }) => [at, { Statement: [{ Effect, Principal: { AWS }, Action: '*', Resource: '*' }] }] as [number, Json]);

const compiler = policyCompiler();

test('is what is found by asking for every resource', () => {
  fc.assert(
    fc.property(
      fc.array(document, { minLength: 1, maxLength: 3 }),
      fc.option(document, { nil: undefined }),
      fc.array(ofResource, { maxLength: 3 }),
      (own, boundary, policies) => {
        const input = (role: PolicyInput['role'], of: Json): PolicyInput => ({ role, policy: role, document: of });
        const principal = compiler.principal(
          { identity: own.map((of) => input('identity', of)), scps: [], ...(boundary && { boundary: input('boundary', boundary) }) },
          { principal: ann, context: { values: new Map(), unknown: () => true } },
        );
        const policyOf = new Map(policies.map(([at, of]) => [at, input('resource', of)]));
        const probes = arns.map((arn, resource) => {
          const policy = policyOf.get(resource);
          return { resource, compiled: compiler.resource({ arn, account, ...(policy && { policy }) }), actions: arn.includes(':s3:') ? ofObjects : ofQueues };
        });
        const access = compiler.access();
        const words = (set: Uint32Array, actions: Uint32Array): number[] => Array.from(bitsOf(actions).words, (word) => set[word]!);
        const asked = probes.flatMap(({ resource, compiled, actions }) => {
          principal.actionsOn(compiled, actions, access);
          const [certain, upTo] = [words(access.certain, actions), words(access.upTo, actions)];
          return upTo.some((word) => word !== 0) ? [{ resource, certain, upTo }] : [];
        });
        const expanded = expandPermissions(principal, resourceFamilies(probes), access).flatMap((permission) =>
          [...resourcesOf(permission)].map((resource) => ({ resource, certain: [...permission.certain], upTo: [...permission.upTo] })),
        );
        expect(expanded.toSorted((a, b) => a.resource - b.resource)).toEqual(asked);
      },
    ),
    { numRuns: 300 },
  );
});

test('resources that no pattern tells apart are one entry', () => {
  const compiler = policyCompiler();
  const of = (Resource: string, Effect = 'Allow'): Json => ({ Effect, Action: 's3:*', Resource });
  const identity: PolicyInput[] = [
    { role: 'identity', policy: 'p', document: { Statement: [of('*'), of('arn:aws:s3:::logs-*', 'Deny'), of('arn:aws:s3:::team-1/*')] } },
  ];
  const principal = compiler.principal({ identity, scps: [] }, { principal: ann, context: { values: new Map() } });
  const names = [...Array.from({ length: 50 }, (_, i) => `team-${i}`), 'logs-1', 'logs-2'];
  const probes = names.map((name, resource) => ({ resource, compiled: compiler.resource({ arn: `arn:aws:s3:::${name}/x`, account }), actions: ofObjects }));
  const families = resourceFamilies(probes);
  expect(families.map(({ size, groups }) => [size, groups.map(({ resources }) => resources.length)])).toEqual([[52, [49, 1, 2]]]);
  const permissions = expandPermissions(principal, families, compiler.access());
  expect(permissions.map(({ others, groups }) => [others, groups])).toEqual([
    [false, [1]],
    [true, [1, 2]],
  ]);
  expect(permissions.map((permission) => [...resourcesOf(permission)].length)).toEqual([1, 49]);
  const classes = permissions.map(classReader()).map(({ certain, upTo }) => [certain.toSorted(), upTo.toSorted()]);
  const all = ['delete', 'read', 'write'];
  expect(classes).toEqual([
    [all, all],
    [all, all],
  ]);
});
