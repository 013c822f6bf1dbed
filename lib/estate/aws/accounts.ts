/** The platform's organisation in AWS. The numbers of its accounts are those of AWS's own documentation, which nobody has. */
export const production = '111122223333';
/** Where those who operate agents get a user each, a bucket and a function. */
export const sandbox = '444455556666';
export const management = '123456789012';
export const memberAccounts = [production, sandbox] as const;
export const organizationId = 'o-fakemoltbook';
export const region = 'eu-central-1';

/** @param what `user/NAME`, `role/NAME` … with its path */
export const iamArn = (account: string, what: string): string => `arn:aws:iam::${account}:${what}`;
/** Something of a service in the one region that is used. */
export const regionalArn = (account: string, service: string, what: string): string => `arn:aws:${service}:${region}:${account}:${what}`;
export const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;
export const functionArn = (account: string, name: string): string => regionalArn(account, 'lambda', `function:${name}`);
/** Six characters are AWS's own, at the end of each secret's ARN. */
export const secretArn = (account: string, name: string): string => regionalArn(account, 'secretsmanager', `secret:${name}-FaKe01`);
export const kmsKeyId = '00000000-0000-4000-8000-000000000001';
export const kmsKeyArn = regionalArn(production, 'kms', `key/${kmsKeyId}`);
/** Where the trail of the sandbox account is kept. */
export const sandboxLogs = 'moltbook-agent-jobs-trail';
export const gitHubProvider = (account: string): string => iamArn(account, 'oidc-provider/token.actions.githubusercontent.com');

/** Ids of access keys of the form that AWS prints, fake at first sight. */
export const platformKey = (number: number): string => `AKIAFAKEMOLTBOOK${String(number).padStart(4, '0')}`;
export const agentKey = (number: number): string => `AKIAFAKEPASTED${String(number).padStart(6, '0')}`;
export const sessionKeyId = (number: number): string => `ASIAFAKE${String(number).padStart(12, '0')}`;
