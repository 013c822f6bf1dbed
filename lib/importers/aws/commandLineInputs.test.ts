import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { awsDocumentSchemas } from '../../model/awsDocuments.ts';
import { credentialsDocuments } from '../aws-access-keys/credentialsDocuments.ts';
import { samlProviderDocuments } from '../aws-identity-providers/samlProviderDocuments.ts';
import { levelDocuments } from '../aws-organizations/levelDocuments.ts';
import { organizationDocument } from '../aws-organizations/organizationDocument.ts';
import type { AwsDocuments } from './awsDocument.ts';
import { inventoryDocuments } from './inventoryDocuments.ts';

/** The inputs of `keyblast iam escalate` beside the account itself: what a person writes, or a case of the examples holds. */
const account = '111122223333';
const full = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

describe('levels of an organisation', () => {
  const levels = [
    { target: 'r-root', policies: [{ name: 'FullAWSAccess', policy: full }] },
    { target: 'ou-work-1', policies: [{ name: 'FullAWSAccess', policy: JSON.stringify(full) }] },
  ];
  const policy = (target: string) => ({ kind: 'organization-policy', body: { name: 'FullAWSAccess', policy: full, type: 'scp', targets: [target] } });

  test('lie one in the other, the account in the last', () => {
    expect(levelDocuments(account, levels, 'scp')).toEqual({
      documents: [
        { kind: 'organization-target', body: { target: 'r-root' } },
        policy('r-root'),
        { kind: 'organization-target', body: { target: 'ou-work-1', parent: 'r-root' } },
        policy('ou-work-1'),
        { kind: 'organization-target', body: { target: account, parent: 'ou-work-1' } },
      ],
      unread: [],
    });
  });

  test('the account may be a level of its own, and without levels there is no organisation', () => {
    const own = levelDocuments(account, [...levels, { target: account, policies: [] }], 'scp').documents;
    expect(own.filter(({ kind }) => kind === 'organization-target')).toHaveLength(3);
    expect(levelDocuments(account, [], 'rcp')).toEqual({ documents: [], unread: [] });
  });

  test('a level that cannot be read is named', () => {
    expect(levelDocuments(account, [{ target: 'r-root', policies: [{ name: 'x' }] }], 'rcp').unread).toEqual([
      { list: 'rcps', index: 0, field: 'policies[0].policy', reason: 'policies[0].policy is not of type object' },
    ]);
  });
});

test('an organisation, in either spelling', () => {
  const document = { kind: 'organization', body: { id: 'o-1', managementAccount: account } };
  expect(organizationDocument({ id: 'o-1', managementAccountId: account }).documents).toEqual([document]);
  expect(organizationDocument({ Id: 'o-1', MasterAccountId: account, FeatureSet: 'ALL' }).documents).toEqual([document]);
  expect(organizationDocument('o-1').unread).toEqual([{ list: 'organization', index: 0, reason: 'the entry is not of type object' }]);
});

test('an inventory says that there is nothing else', () => {
  const everything = { kind: 'inventoried', body: { account, types: ['*'] } };
  expect(inventoryDocuments(account, []).documents).toEqual([everything]);
  const role = `arn:aws:iam::${account}:role/r`;
  const instance = {
    type: 'ec2-instance',
    arn: `arn:aws:ec2:eu-west-1:${account}:instance/i-1`,
    roleArn: role,
    ssmManaged: true,
    tags: [{ Key: 'a', Value: 'b' }],
  };
  const { roleArn, ...rest } = instance;
  expect(inventoryDocuments('444455556666', [instance]).documents[1]).toEqual({ kind: 'compute', body: { ...rest, account, role: roleArn, tags: { a: 'b' } } });
});

test('credentials and sign-in providers', () => {
  const keys = [
    { accessKeyId: 'AKIAFAKEFAKEFAKEFAKE', status: 'Active' },
    { accessKeyId: 'AKIAFAKEFAKEFAKEFAK2', status: 'Inactive' },
  ];
  expect(credentialsDocuments(account, [{ userName: 'ann', accessKeys: keys, passwordEnabled: false }, { userName: 'bob' }]).documents).toEqual([
    {
      kind: 'user-credentials',
      body: {
        account,
        user: 'ann',
        accessKeys: [
          { id: 'AKIAFAKEFAKEFAKEFAKE', active: true },
          { id: 'AKIAFAKEFAKEFAKEFAK2', active: false },
        ],
        password: false,
      },
    },
    { kind: 'user-credentials', body: { account, user: 'bob', accessKeys: [] } },
  ]);
  const [saml, oidc] = [`arn:aws:iam::${account}:saml-provider/okta`, `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`];
  expect(samlProviderDocuments(account, [saml, oidc]).documents).toEqual([
    { kind: 'identity-provider', body: { account, arn: saml, type: 'saml' } },
    { kind: 'identity-provider', body: { account, arn: oidc, type: 'oidc' } },
  ]);
});

const cases = path.join(import.meta.dirname, '../../../../shared/iam/escalation-cases.dev.jsonl');
if (!fs.existsSync(cases)) console.warn(`skipped: there are no examples at ${cases}`);

test.skipIf(!fs.existsSync(cases))('every input of the examples is read whole, and its documents are as the model has them', () => {
  let read = 0;
  for (const line of fs.readFileSync(cases, 'utf8').trim().split('\n')) {
    const { id, input } = JSON.parse(line);
    const parts: AwsDocuments[] = [
      ...(input.scps ? [levelDocuments(input.accountId, input.scps, 'scp')] : []),
      ...(input.organization ? [organizationDocument(input.organization)] : []),
      ...(input.inventory ? [inventoryDocuments(input.accountId, input.inventory)] : []),
      ...(input.credentials ? [credentialsDocuments(input.accountId, input.credentials)] : []),
    ];
    for (const { documents, unread } of parts) {
      expect([id, unread]).toEqual([id, []]);
      for (const { kind, body } of documents) expect(awsDocumentSchemas[kind].parse(body)).toEqual(body);
      read += documents.length;
    }
  }
  expect(read).toBeGreaterThan(80);
});
