import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeCatalogue } from '../../bin/buildCatalogue.mjs';
import { type ActionSet, openCatalogue, readCatalogue } from './catalogue.ts';
import { matchWildcard } from './matchWildcard.ts';

const catalogue = openCatalogue();
const idsIn = (set: ActionSet): number[] => catalogue.names.map((_, id) => id).filter((id) => (set[id >> 5]! >>> (id & 31)) & 1);
const found = (pattern: string): string[] => {
  const set = catalogue.noActions();
  const count = catalogue.expand(pattern, set);
  const ids = idsIn(set);
  expect(ids.length).toBe(count);
  return ids.map((id) => catalogue.names[id]!);
};

test('the file is what the package gives now (node bin/buildCatalogue.mjs writes it anew)', async () => {
  expect(makeCatalogue() === (await readFile(new URL('./catalogue.json', import.meta.url), 'utf8'))).toBe(true);
});

describe('an action', () => {
  test('is found by its name, in any case', () => {
    const id = catalogue.idOf('S3:getobject')!;
    expect(catalogue.action(id)).toMatchObject({ id, name: 's3:GetObject', level: 'read' });
    expect(catalogue.idOf('s3:GetObjects')).toBeUndefined();
  });

  test('says which resources it is checked against, and which condition keys count', () => {
    const { conditionKeys, resources } = catalogue.action(catalogue.idOf('iam:PassRole')!);
    expect(conditionKeys).toContain('iam:PassedToService');
    expect(resources.map(({ type, required }) => [type.name, type.arn.replaceAll('$', ''), required])).toEqual([
      ['role', 'arn:{Partition}:iam::{Account}:role/{RoleNameWithPath}', true],
    ]);
    expect(catalogue.action(catalogue.idOf('s3:ListAllMyBuckets')!).resources).toEqual([]);
    const image = catalogue.action(catalogue.idOf('ec2:RunInstances')!).resources.find(({ type }) => type.name === 'image');
    expect(image).toMatchObject({ required: true, conditionKeys: expect.arrayContaining(['ec2:ImageID']) });
  });

  test('has a level of its own word', () => {
    const level = (name: string) => catalogue.action(catalogue.idOf(name)!).level;
    expect(['s3:ListBucket', 's3:PutObject', 's3:PutBucketPolicy', 'ec2:CreateTags'].map(level)).toEqual(['list', 'write', 'permissions', 'tagging']);
  });

  test('that is in no catalogue is an error of the caller', () => expect(() => catalogue.action(catalogue.size)).toThrow('the catalogue has'));
});

describe('the whole', () => {
  test('has each action once, in one service, and reads every one of them', () => {
    expect(catalogue.size).toBeGreaterThan(20_000);
    expect(new Set(catalogue.names).size).toBe(catalogue.size);
    for (const { prefix, first, end } of catalogue.services) {
      for (let id = first; id < end; id++) {
        const action = catalogue.action(id);
        expect([action.name.split(':')[0], catalogue.idOf(action.name)]).toEqual([prefix, id]);
        expect([action.level, ...action.conditionKeys, ...action.resources.map(({ type }) => type.arn)].every((text) => typeof text === 'string')).toBe(true);
      }
    }
    expect(catalogue.services.at(-1)!.end).toBe(catalogue.size);
  });

  test('knows the services whose resources resource control policies bind', () => {
    expect(['s3', 'KMS', 'iam'].map((prefix) => catalogue.service(prefix)?.rcp)).toEqual([true, true, false]);
    expect(catalogue.service('nosuch')).toBeUndefined();
  });
});

describe('a pattern', () => {
  test('stands for the actions that match it', () => {
    expect(found('iam:*accesskey')).toEqual(['iam:CreateAccessKey', 'iam:DeleteAccessKey', 'iam:UpdateAccessKey']);
    expect(found('IAM:createACCESSkey')).toEqual(['iam:CreateAccessKey']);
    expect(found('iam:??tUser')).toEqual(['iam:GetUser']);
    expect(found('iam:Nothing*')).toEqual([]);
    expect(found('nosuch:*')).toEqual([]);
  });

  test('may stand for every service', () => {
    expect(found('*').length).toBe(catalogue.size);
    expect(found('*:*').length).toBe(catalogue.size);
    expect(found('*:GetCallerIdentity')).toEqual(['sts:GetCallerIdentity']);
    expect(found('s3*')).toContain('s3express:CreateSession');
  });

  test('finds what looking at every action finds', () => {
    const pattern = fc
      .tuple(fc.constantFrom('*', 'iam', 's3', 's?', 'ec2'), fc.constantFrom('*', 'Get*', '*Policy', 'Create*', '?et*s', 'List*Key*'))
      .map((parts) => parts.join(':'));
    fc.assert(
      fc.property(pattern, (text) => {
        expect(found(text)).toEqual(catalogue.names.filter((name) => matchWildcard(text.toLowerCase(), name.toLowerCase())));
      }),
      { numRuns: 30 },
    );
  });
});

test('a catalogue of another size reads the same way', () => {
  const small = readCatalogue({
    version: '1',
    conditionKeys: ['x:Colour'],
    keySets: ['', '0'],
    resourceSets: ['', '0!:1'],
    services: [
      { prefix: 'w', types: [], actions: 'Look', levels: 'R', keys: [0], resources: [0] },
      { prefix: 'x', rcp: true, types: [['thing', 'arn:x', 0]], actions: 'Get Set', levels: 'RP', keys: [1, 0], resources: [0, 1] },
    ],
  });
  expect(small.action(2)).toEqual({
    id: 2,
    name: 'x:Set',
    level: 'permissions',
    conditionKeys: [],
    resources: [{ type: { service: 'x', name: 'thing', arn: 'arn:x', conditionKeys: [] }, required: true, conditionKeys: ['x:Colour'] }],
  });
  expect(small.services.map(({ first, end }) => [first, end])).toEqual([
    [0, 1],
    [1, 3],
  ]);
});
