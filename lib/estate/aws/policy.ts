/** Policies as IAM prints them. */
export type Statement = {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: '*' | Record<string, string | string[]>;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
};
export type Policy = { Version: '2012-10-17'; Statement: Statement[] };

export const policy = (...statements: Statement[]): Policy => ({ Version: '2012-10-17', Statement: statements });

export const allow = (sid: string, actions: string | string[], resources: string | string[], condition?: Statement['Condition']): Statement => ({
  ...{ Sid: sid, Effect: 'Allow', Action: actions, Resource: resources },
  ...(condition && { Condition: condition }),
});

export const deny = (sid: string, actions: string | string[], resources: string | string[] = '*', condition?: Statement['Condition']): Statement => ({
  ...allow(sid, actions, resources, condition),
  Effect: 'Deny',
});

/** A role's trust in principals of AWS or services. @param principal `{ Service: 'lambda.amazonaws.com' }`, `{ AWS: ARN }` */
export const trusts = (principal: Record<string, string>, condition?: Statement['Condition']): Policy =>
  policy({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...(condition && { Condition: condition }) });

/** A role's trust in workflows of the code host. @param subject of the token, a pattern where it has a `*` */
export const trustsWorkflows = (provider: string, subject: string): Policy =>
  policy({
    ...{ Effect: 'Allow', Principal: { Federated: provider }, Action: 'sts:AssumeRoleWithWebIdentity' },
    Condition: {
      StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
      [subject.includes('*') ? 'StringLike' : 'StringEquals']: { 'token.actions.githubusercontent.com:sub': subject },
    },
  });
