import { bucketArn, functionArn, iamArn, production, regionalArn, secretArn } from './accounts.ts';

/** What lies and runs in the production account, by name; ARNs of it. */
export const bucket = (name: string): string => bucketArn(`moltbook-${name}`);
export const inBucket = (name: string): string => `${bucket(name)}/*`;
export const role = (name: string): string => iamArn(production, `role/${name}`);
export const table = (name: string): string => regionalArn(production, 'dynamodb', `table/${name}`);
export const secret = (name: string): string => secretArn(production, name);
export const lambda = (name: string): string => functionArn(production, name);
export const instance = (id: string): string => regionalArn(production, 'ec2', `instance/${id}`);
export const mediaJobs = regionalArn(production, 'sqs', 'media-jobs');

/** Environment and sensitivity (1 to 5) are what the platform's people say of it: AWS knows neither. */
type Thing = { name: string; environment: 'prod' | 'dev'; sensitivity: 2 | 3 | 4 | 5 };

export const buckets: Thing[] = [
  { name: 'backups', environment: 'prod', sensitivity: 5 },
  { name: 'build-cache', environment: 'dev', sensitivity: 2 },
  { name: 'media', environment: 'prod', sensitivity: 2 },
  { name: 'previews', environment: 'dev', sensitivity: 2 },
  { name: 'usage', environment: 'prod', sensitivity: 3 },
];
export const tables: Thing[] = [
  { name: 'feature-flags', environment: 'prod', sensitivity: 3 },
  { name: 'messages-archive', environment: 'prod', sensitivity: 4 },
];
/** @property holds keys of the platform's services, by name, of which the newest is always in there */
export const secrets: (Thing & { holds: string[]; madeDays: number; rotatedDays?: number })[] = [
  { name: 'backup/nightly-config', environment: 'prod', sensitivity: 5, holds: ['admin-console'], madeDays: 690 },
  { name: 'platform/billing-service', environment: 'prod', sensitivity: 5, holds: ['billing-service'], madeDays: 400, rotatedDays: 21 },
  { name: 'platform/database-migrator', environment: 'prod', sensitivity: 5, holds: ['database-migrator'], madeDays: 512 },
  { name: 'preview/database', environment: 'dev', sensitivity: 3, holds: [], madeDays: 190 },
];
export const functions = [
  { name: 'feed-digest', role: 'feed-digest', environment: 'prod' },
  { name: 'media-pipeline', role: 'media', environment: 'prod' },
  { name: 'preview-web', role: 'preview-runtime', environment: 'dev' },
] as const;
export const instances = [
  { id: 'i-0fa0e00000000001a', name: 'web-1', address: '198.51.100.11' },
  { id: 'i-0fa0e00000000001b', name: 'web-2', address: '198.51.100.12' },
] as const;
