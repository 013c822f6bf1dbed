import { describe, expect, test } from 'vitest';
import { inputFile } from '../inputFile.ts';
import { askedFor } from './askedFor.ts';
import { open } from './parse.ts';

/** Answers as the command line writes them, each in a file of its own. */
const arn = (rest: string) => `arn:aws:organizations::111122223333:${rest}`;
const guard = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'iam:*', Resource: '*' }] };
const summary = { Id: 'p-fakeguard', Name: 'guard', Type: 'SERVICE_CONTROL_POLICY' };
const full = { Id: 'p-FullAWSAccess', Name: 'FullAWSAccess', Type: 'SERVICE_CONTROL_POLICY', AwsManaged: true };
const answers: { [name: string]: object } = {
  'describe-organization.json': { Organization: { Id: 'o-fakefake01', MasterAccountId: '111122223333' } },
  'list-roots.json': { Roots: [{ Id: 'r-fa12', Arn: arn('root/o-fakefake01/r-fa12'), Name: 'Root' }] },
  'list-organizational-units-for-parent-r-fa12.json': { OrganizationalUnits: [{ Id: 'ou-fa12-workload', Name: 'workloads' }] },
  'list-accounts.json': {
    Accounts: [
      { Id: '444455556666', Name: 'shop', Status: 'ACTIVE' },
      { Id: '777788889999', Name: 'lab', Status: 'ACTIVE' },
    ],
  },
  'list-children-ou-fa12-workload.json': { Children: [{ Id: '444455556666', Type: 'ACCOUNT' }] },
  'list-parents_777788889999.json': { Parents: [{ Id: 'r-fa12', Type: 'ROOT' }] },
  'list-policies_111122223333.json': { Policies: [summary, full] },
  'list-policies-for-target-444455556666.json': { Policies: [full, summary] },
  'describe-policy.json': { Policy: { PolicySummary: summary, Content: JSON.stringify(guard) } },
  'x/list-targets-for-policy-p-FullAWSAccess.json': { Targets: [{ TargetId: 'r-fa12', Type: 'ROOT' }] },
};

async function read(files: { [name: string]: object }) {
  const inputs = Object.entries(files).map(([name, value]) =>
    inputFile({
      name,
      async *open() {
        yield new TextEncoder().encode(JSON.stringify(value));
      },
    }),
  );
  const opened = open(inputs, { name: 'given', fingerprint: () => undefined });
  const said: string[] = [];
  const warnings: string[] = [];
  for await (const record of opened.records) {
    if (record.ok) warnings.push(...(record.warnings ?? []));
    const body = record.ok ? record.row.document.body : {};
    if ('target' in body) said.push(`${body.target} in ${body.parent}`);
    else if ('targets' in body) said.push(`${body.type} ${body.id} on ${body.targets.join()}`);
    else if (!record.ok) said.push(record.reason);
  }
  return { said: said.sort(), warnings, source: opened.source, complete: opened.complete };
}

const whole = {
  said: [
    '444455556666 in ou-fa12-workload',
    '777788889999 in r-fa12',
    'ou-fa12-workload in r-fa12',
    'r-fa12 in undefined',
    'scp p-FullAWSAccess on 444455556666,r-fa12',
    'scp p-fakeguard on 444455556666',
  ],
  warnings: [],
  source: 'aws-organizations:o-fakefake01',
  complete: true,
};

test('answers that each tell a part are one organisation, whatever their order', async () => {
  expect(await read(answers)).toEqual(whole);
  expect(await read(Object.fromEntries(Object.entries(answers).reverse()))).toEqual(whole);
});

describe('what is missing', () => {
  const without = (name: string) => read(Object.fromEntries(Object.entries(answers).filter(([one]) => one !== name)));

  test('what an attached policy says', async () => {
    const { said, complete } = await without('describe-policy.json');
    expect([complete, said.filter((one) => one.startsWith('a policy'))]).toEqual([
      false,
      ['a policy is attached or listed, and what it says is not among these files (aws organizations describe-policy)'],
    ]);
  });

  test('where an account lies', async () => {
    const { said, complete, warnings } = await without('list-children-ou-fa12-workload.json');
    expect([complete, said[0], warnings]).toEqual([
      false,
      '444455556666 in undefined',
      ['where a unit or account lies is not known: only the policies of the root are taken to bind it'],
    ]);
  });

  test('the rest of a list', async () => {
    const list = { ...answers['list-accounts.json'], NextToken: 'AAAA' };
    expect(await read({ ...answers, 'list-accounts.json': list })).toEqual({ ...whole, complete: false });
    expect(await read({ ...answers, 'list-accounts.json': { ...list, NextToken: null } })).toEqual(whole);
  });
});

test.each([
  ['list-parents-444455556666.json', { target: '444455556666' }],
  ['a/r-fa12/list-accounts.json', {}],
  ['list-accounts-for-parent-ou-fa12-workload.json', { target: 'ou-fa12-workload', parent: 'ou-fa12-workload' }],
  ['list-policies-for-target.r-fa12.scp.json', { target: 'r-fa12', parent: 'r-fa12', attachedTo: 'r-fa12' }],
  ['111122223333_list-policies.json', { target: '111122223333' }],
  ['list-targets-for-policy_p-fakeguard.json', { policy: 'p-fakeguard' }],
  ['list-policies-1111222233334.json', {}],
])('%s was asked for %j', (name, asked) => {
  expect(askedFor(name)).toEqual(asked);
});
