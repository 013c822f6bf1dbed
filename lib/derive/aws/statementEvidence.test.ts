import { expect, test } from 'vitest';
import type { StatementRef } from '../../iam/evaluation.ts';
import type { Json } from '../../model/facts.ts';
import { statementsIn } from '../../model/statementEvidence.ts';
import { marksIn, statementsAsEvidence } from './statementEvidence.ts';

const ref = (text: Json): StatementRef => ({
  role: 'identity',
  policy: 'deploy',
  attachedTo: 'arn:aws:iam::111122223333:user/ci',
  index: 1,
  sid: 'Pass',
  text,
});

test('marks what is meant, as it is written', () => {
  const text = { Effect: 'Allow', action: ['iam:Pass*', 's3:GetObject'], Resource: ['arn:aws:iam::*:role/app', 'arn:aws:s3:::x/*'], Condition: { Bool: {} } };
  expect(marksIn(text, { actions: ['iam:PassRole'], resources: ['arn:aws:iam::111122223333:role/app'] })).toEqual([
    { member: 'action', value: 'iam:Pass*' },
    { member: 'Resource', value: 'arn:aws:iam::*:role/app' },
  ]);
  expect(marksIn(text, { condition: true })).toEqual([{ member: 'Condition' }]);
});

test('marks a member that says it by what it leaves out, and whom a trust names', () => {
  expect(marksIn({ NotAction: 'iam:*', NotResource: 'x' }, { actions: ['s3:GetObject'], resources: ['y'] })).toEqual([
    { member: 'NotAction' },
    { member: 'NotResource' },
  ]);
  expect(marksIn({ Principal: { AWS: ['111122223333', '*'], Service: 'ec2.amazonaws.com' } }, { principals: ['111122223333'] })).toEqual([
    { member: 'Principal', value: '111122223333' },
    { member: 'Principal', value: '*' },
  ]);
});

test('is what the screens read', () => {
  const text = { Effect: 'Allow', Action: '*', Resource: '*' };
  const { statements, rest } = statementsIn(statementsAsEvidence([ref(text)], { actions: ['iam:PassRole'] }));
  expect(rest).toEqual({});
  expect(statements).toEqual([
    { policy: 'deploy', attachedTo: 'arn:aws:iam::111122223333:user/ci', index: 1, sid: 'Pass', text, marks: [{ member: 'Action', value: '*' }] },
  ]);
});

test('of a statement of a thousand actions keeps those that matter', () => {
  const actions = Array.from({ length: 1_000 }, (_, i) => `s3:Get${i}`);
  const evidence = statementsAsEvidence([ref({ Effect: 'Allow', Action: actions, Resource: '*' })], { actions: ['s3:Get7'] });
  expect(evidence.statements).toMatchObject([{ text: { Effect: 'Allow', Action: ['s3:Get7', '… and 999 more'], Resource: '*' } }]);
});
