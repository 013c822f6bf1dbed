import type { AwsAccount, AwsKey, AwsUser } from './account.ts';
import { iamArn, region } from './accounts.ts';
import { timeOf, userArn } from './authorizationDetails.ts';

/** As `aws iam list-access-keys` answers for one user after the other. */
export function* accessKeyLists({ users }: AwsAccount): Generator<string> {
  for (const { name, keys = [] } of users) {
    const AccessKeyMetadata = keys.map(({ id, active, madeAt }) => ({
      ...{ UserName: name, AccessKeyId: id, Status: active ? 'Active' : 'Inactive', CreateDate: timeOf(madeAt) },
    }));
    yield `${JSON.stringify({ AccessKeyMetadata })}\n`;
  }
}

const columns = [
  ...['user', 'arn', 'user_creation_time', 'password_enabled', 'password_last_used', 'password_last_changed', 'password_next_rotation', 'mfa_active'],
  ...[1, 2].flatMap((slot) => ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'].map((of) => `access_key_${slot}_${of}`)),
  ...['cert_1_active', 'cert_1_last_rotated', 'cert_2_active', 'cert_2_last_rotated'],
];

/** The table of `aws iam get-credential-report`: the root user, who signs in by password and second factor, then the others. */
export function* credentialReport({ id, madeAt, users }: AwsAccount): Generator<string> {
  yield `${columns.join(',')}\n`;
  yield `${['<root_account>', iamArn(id, 'root'), timeOf(madeAt), 'not_supported', timeOf(madeAt), 'not_supported', 'not_supported', 'true', ...noKeys].join(',')}\n`;
  for (const user of users) yield `${row(id, user).join(',')}\n`;
}

const noKey = ['false', 'N/A', 'N/A', 'N/A', 'N/A'];
const noCertificates = ['false', 'N/A', 'false', 'N/A'];
const noKeys = [...noKey, ...noKey, ...noCertificates];

function row(id: string, user: AwsUser): string[] {
  const { name, madeAt, password, keys = [] } = user;
  const signsIn = password ? ['true', password.usedAt === undefined ? 'no_information' : timeOf(password.usedAt), timeOf(madeAt)] : ['false', 'N/A', 'N/A'];
  const slots = [0, 1].flatMap((slot) => slotOf(keys[slot]));
  return [name, userArn(id, user), timeOf(madeAt), ...signsIn, 'N/A', String(password?.mfa ?? false), ...slots, ...noCertificates];
}

const slotOf = (key: AwsKey | undefined): string[] =>
  key === undefined
    ? noKey
    : [...[String(key.active), timeOf(key.madeAt)], ...(key.usedAt === undefined ? ['N/A', 'N/A', 'N/A'] : [timeOf(key.usedAt), region, key.usedFor ?? 'sts'])];
