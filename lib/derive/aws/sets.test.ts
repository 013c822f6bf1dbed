import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { analyze } from '../../blast/analyze.ts';
import { buildGraph } from '../../blast/buildGraph.ts';
import { columnsFromFacts } from '../../blast/columnsFromFacts.ts';
import { explore } from '../../blast/explore.ts';
import { figuresAt } from '../../blast/figureColumns.ts';
import { makeScratch } from '../../blast/spread.ts';
import { startOf } from '../../blast/starts.ts';
import type { AwsDocument } from '../../model/awsDocuments.ts';
import type { Fact, Json } from '../../model/facts.ts';
import { ends, scenarios } from '../../model/figures.ts';
import { statementsIn } from '../../model/statementEvidence.ts';
import { deriveAws, type Sharing } from '../aws.ts';
import type { Document } from '../deriver.ts';
import { allow, bucket, deny, inRegion, lambda, managed, own, policyArn, role, roleArn, secret, table, trusts, user, userArn } from './awsTesting.ts';

vi.setConfig({ testTimeout: 180_000 });

/** Permissions as they are told one by one, and all that can be told by sets told so. */
const oneByOne: Sharing = { alone: () => Number.POSITIVE_INFINITY, fewestAlike: Number.POSITIVE_INFINITY };
const bySets: Sharing = { alone: () => 0, fewestAlike: 2 };

function told(documents: readonly AwsDocument[], sharing: Sharing): { facts: Fact[]; documents: number[] } {
  // bodies are JSON as imports have it, but that a type cannot say of members that may be absent
  const placed = (documents as unknown as readonly Document[]).map((document, at) => ({ at, document }));
  const derived = [...deriveAws(placed, sharing).facts];
  return { facts: derived.map(({ fact }) => fact), documents: derived.map(({ document }) => document) };
}

/** A key of every user, a session of every role, and things that say what the importers would. */
function withCredentials(documents: readonly AwsDocument[], facts: readonly Fact[]): Fact[] {
  const principals = documents.flatMap(({ kind, body }) => (kind === 'user' || kind === 'role' ? [body.arn] : []));
  return [
    ...facts,
    ...documents.flatMap(({ kind, body }): Fact[] => (kind === 'secret' ? [{ fact: 'resource', key: `aws:${body.arn}`, store: true, sensitivity: 4 }] : [])),
    ...principals.flatMap((arn, at): Fact[] => [
      { fact: 'credential', key: `key-${at}`, ...(at % 2 === 1 && { expires: '2026-11-05T00:00:00Z' }) },
      { fact: 'edge', edge: 'authenticates', from: `key-${at}`, to: `aws:${arn}` },
      ...documents.flatMap(({ kind, body }): Fact[] =>
        kind === 'secret' && at === 0 ? [{ fact: 'edge', edge: 'holds', from: `aws:${body.arn}`, to: 'key-1' }] : [],
      ),
    ]),
  ];
}

const asOf = Date.parse('2026-11-01T00:00:00Z');

/** Every figure of every credential; exposure of everything that both know. */
function figuresOf(facts: readonly Fact[]) {
  const columns = columnsFromFacts(facts);
  const graph = buildGraph(columns, { asOfMs: asOf, horizonDays: 27 });
  const { analysis, exposure } = analyze(graph, { limit: 0 });
  const sets = new Set(facts.flatMap((fact) => (fact.fact === 'resource' && fact.kind === 'set' ? [fact.key] : [])));
  const figures = [...graph.credentials].flatMap((c, at) =>
    scenarios.flatMap((scenario) =>
      ends.map((end) => {
        const scratch = makeScratch(graph);
        const { permissions } = explore(graph, end, startOf(graph, scenario, end, c), scratch);
        const scope = [...permissions].map((p) => `${graph.permissions.class[p]} ${columns.nodes.key[graph.permissions.resource[p]!]}`);
        return { key: columns.nodes.key[c], scenario, end, ...figuresAt(analysis[scenario][end], at), scope: scope.sort() };
      }),
    ),
  );
  const exposures = columns.nodes.key.flatMap((key, v) => (sets.has(key) ? [] : [[key, ends.map((end) => exposure[end][v])] as const]));
  return { figures, exposures: Object.fromEntries(exposures) };
}

const names = ['a-prod', 'a-audit', 'b-prod', 'b-audit', 'c-prod', 'c-test'];
const buckets = names.flatMap((name) => Array.from({ length: 6 }, (_, i) => `${name}-${i}`));
const some = fc.constantFrom(
  '*',
  ...['a-*', '*-audit-*', 'b-prod-*', 'c-test-1', 'a-prod-3', 'b-*'].flatMap((name) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`]),
);
const resources = fc.oneof(
  some,
  fc.constantFrom(inRegion('secretsmanager', 'secret:s-*'), inRegion('dynamodb', 'table/t-*'), inRegion('dynamodb', 'table/t-3'), '*'),
);
const actions = fc.constantFrom<Json>(
  's3:*',
  's3:Get*',
  ['s3:GetObject', 's3:PutObject'],
  's3:DeleteObject',
  'secretsmanager:*',
  'dynamodb:*',
  ['dynamodb:Query', 's3:ListBucket'],
  '*',
  'kms:Decrypt',
);
const conditions = fc.constantFrom<{ [member: string]: Json }>(
  ...[
    {},
    {},
    {},
    { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
    { Condition: { DateLessThan: { 'aws:CurrentTime': '2026-11-09T00:00:00Z' } } },
    { Condition: { StringEquals: { 'aws:ResourceTag/team': 'a' } } },
    { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } },
  ],
);
const statement = fc
  .tuple(fc.integer({ min: 0, max: 3 }), actions, resources, conditions)
  .map(([kind, action, resource, more]) => (kind === 0 ? deny(action, resource, more) : allow(action, resource, more)));
const statements = fc.array(statement, { maxLength: 4 });

/** An account with 36 buckets, tables, secrets of several keys, and whom the drawn statements make. */
const account = fc
  .record({ first: statements, second: statements, third: statements, boundary: statements, limit: statements, onBucket: statements, gone: fc.boolean() })
  .map(({ first, second, third, boundary, limit, onBucket, gone }): AwsDocument[] => [
    user('ann', first),
    user('bob', second, { boundary: policyArn(gone ? 'gone' : 'limit') }),
    role('app', trusts({ AWS: userArn('ann') }), third),
    role('fn', trusts({ Service: 'lambda.amazonaws.com' }), [...first, ...third]),
    ...['a', 'a', 'a', 'b'].map((team, i) => user(`kin-${i}`, second, { tags: { team } })),
    ...[0, 1].map((i) => role(`twin-${i}`, trusts({ Service: 'ec2.amazonaws.com' }), third, { tags: { team: 'b' } })),
    managed('limit', allow('*'), ...boundary),
    { kind: 'organization-target', body: { target: own } },
    {
      kind: 'organization-policy',
      body: {
        id: 'p',
        type: 'scp',
        policy: { Version: '2012-10-17', Statement: [allow('*'), ...limit.filter((each) => each.Effect === 'Deny')] },
        targets: [own],
      },
    },
    ...buckets.map((name) => bucket(name)),
    bucket(
      'a-prod-0',
      onBucket.map((each) => ({ ...each, Principal: { AWS: [userArn('ann'), roleArn('app')] } })),
    ),
    ...Array.from({ length: 20 }, (_, i) => table(`t-${i}`)),
    ...Array.from({ length: 20 }, (_, i) => secret(`s-${i}`, i % 3 === 0 ? { kmsKey: inRegion('kms', `key/${i % 2}`) } : {})),
    lambda('f', { role: roleArn('fn') }),
  ]);

describe('permissions told by sets', () => {
  test('give every credential, and everything that is reached, the figures of permissions told one by one', () => {
    let used = 0;
    fc.assert(
      fc.property(account, (documents) => {
        const [single, sets] = [told(documents, oneByOne), told(documents, bySets)];
        if (sets.facts.some((fact) => fact.fact === 'resource' && fact.kind === 'set')) used++;
        expect(figuresOf(withCredentials(documents, sets.facts))).toEqual(figuresOf(withCredentials(documents, single.facts)));
      }),
      { numRuns: Number(process.env.KEYBLAST_PROPERTY_RUNS ?? 60) },
    );
    expect(used).toBeGreaterThan(30);
  });

  test('rest on statements: every edge into a set from who has it has those that give it, its actions, and the document of that principal', () => {
    fc.assert(
      fc.property(account, (documents) => {
        const { facts, documents: places } = told(documents, bySets);
        const sets = new Set(facts.flatMap((fact) => (fact.fact === 'resource' && fact.kind === 'set' ? [fact.key] : [])));
        for (const [at, fact] of facts.entries()) {
          if (fact.fact !== 'edge' || !sets.has(fact.to) || sets.has(fact.from) || fact.from.endsWith('/administrator') || /\/(services|alike)\//.test(fact.to))
            continue;
          const { statements: found, rest } = statementsIn(fact.evidence ?? {});
          expect({ fact, found: found.length > 0 }).toEqual({ fact, found: true });
          expect(rest).toMatchObject({ actions: expect.arrayContaining([expect.any(String)]) });
          expect(`aws:${(documents[places[at]!]!.body as { arn?: string }).arn}`).toBe(fact.from);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('name no set twice, and none that nobody has', () => {
    fc.assert(
      fc.property(account, (documents) => {
        const { facts } = told(documents, bySets);
        const keys = facts.flatMap((fact) => (fact.fact === 'resource' && fact.kind === 'set' ? [fact.key] : []));
        expect(new Set(keys).size).toBe(keys.length);
        const entered = new Set(facts.flatMap((fact) => (fact.fact === 'edge' ? [fact.to] : [])));
        expect(keys.filter((key) => !entered.has(key))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
