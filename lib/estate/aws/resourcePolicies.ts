import { iamArn, kmsKeyArn, production, regionalArn } from './accounts.ts';
import { allow, deny, type Policy, policy } from './policy.ts';
import { bucket, inBucket, mediaJobs, role } from './productionThings.ts';

/** Policies that lie on what is in the production account, one a line with what it is on (docs/formats/aws-resource-policies.md). */
export function* resourcePolicies(): Generator<string> {
  for (const [resource, document] of policies) yield `${JSON.stringify({ resource, account: production, policy: document })}\n`;
}

const policies: [string, Policy][] = [
  // images and files are for everybody to see
  [bucket('media'), policy({ ...allow('Everybody', 's3:GetObject', inBucket('media')), Principal: '*' })],
  [
    bucket('backups'),
    policy(
      { ...deny('OnlyEncrypted', 's3:*', [bucket('backups'), inBucket('backups')], { Bool: { 'aws:SecureTransport': 'false' } }), Principal: '*' },
      { ...allow('Backup', ['s3:GetObject', 's3:PutObject'], inBucket('backups')), Principal: { AWS: role('backup') } },
    ),
  ],
  [kmsKeyArn, policy({ ...allow('Account', 'kms:*', '*'), Principal: { AWS: iamArn(production, 'root') } })],
  [
    mediaJobs,
    policy({
      ...allow('Uploads', 'sqs:SendMessage', mediaJobs, { ArnEquals: { 'aws:SourceArn': regionalArn(production, 'sns', 'uploads') } }),
      Principal: { Service: 'sns.amazonaws.com' },
    }),
  ],
];
