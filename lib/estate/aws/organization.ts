import { management, organizationId, production, sandbox } from './accounts.ts';
import { deny, policy } from './policy.ts';

const [root, workloads, agents] = ['r-fa12', 'ou-fa12-workload', 'ou-fa12-agentjob'];

/** The organisation as one object (docs/formats/aws-organizations.md): two accounts below the one that pays, and what its policies deny to each. */
export function* organizationFile(): Generator<string> {
  const arn = (what: string) => `arn:aws:organizations::${management}:${what}`;
  const account = (Id: string, Name: string, ParentId: string) => ({
    ...{ Id, Arn: arn(`account/${organizationId}/${Id}`), Email: `aws+${Name}@moltbook.example`, Name, Status: 'ACTIVE', ParentId },
  });
  const unit = (Id: string, Name: string) => ({ Id, Arn: arn(`ou/${organizationId}/${Id}`), Name, ParentId: root });
  const answer = {
    Organization: { Id: organizationId, Arn: arn(`organization/${organizationId}`), FeatureSet: 'ALL', MasterAccountId: management },
    Roots: [{ Id: root, Arn: arn(`root/${organizationId}/${root}`), Name: 'Root' }],
    OrganizationalUnits: [unit(workloads, 'workloads'), unit(agents, 'agent jobs')],
    Accounts: [account(management, 'moltbook', root), account(production, 'moltbook-production', workloads), account(sandbox, 'moltbook-agent-jobs', agents)],
    Policies: [
      { Id: 'p-FullAWSAccess', Name: 'FullAWSAccess', Type: 'SERVICE_CONTROL_POLICY', AwsManaged: true, Targets: [root, workloads, agents, ...accounts] },
      {
        ...{ Id: 'p-fake0001', Name: 'keep-the-logs', Type: 'SERVICE_CONTROL_POLICY', AwsManaged: false, Targets: [workloads, agents] },
        Content: policy(deny('Logs', ['cloudtrail:DeleteTrail', 'cloudtrail:StopLogging', 'organizations:LeaveOrganization'])),
      },
      {
        ...{ Id: 'p-fake0002', Name: 'no-new-keys', Type: 'SERVICE_CONTROL_POLICY', AwsManaged: false, Targets: [agents] },
        Content: policy(deny('NewKeys', ['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:CreateUser', 'iam:UpdateLoginProfile'])),
      },
    ],
  };
  yield `${JSON.stringify(answer, null, 1)}\n`;
}

const accounts = [management, production, sandbox];
