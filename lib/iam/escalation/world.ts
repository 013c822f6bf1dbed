import type { Json } from '../../model/facts.ts';
import type { AwsEstate, AwsPrincipal } from '../awsEstate.ts';
import type { ActionBits } from './actionBits.ts';
import type { PolicyBitsIndex } from './policyBits.ts';
import type { Attacker } from './result.ts';
import type { TrustIndex } from './trustIndex.ts';

/** What all questions of one search are asked of. */
export type World = {
  estate: AwsEstate;
  attacker: Attacker;
  actions: ActionBits;
  policies: PolicyBitsIndex;
  trusts: TrustIndex;
};

/** A policy that allows everything: what the attacker writes wherever it can write. */
export const allowEverything: Json = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** A trust that names one principal (a session by its own ARN, so that no boundary limits it), or an account. */
export const trustOf = (requester: string): Json => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: requester }, Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'] }],
});

export const partitionOf = ({ arn }: Pick<AwsPrincipal, 'arn'>): string => arn.split(':')[1] ?? 'aws';
