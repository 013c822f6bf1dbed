import type { Estate } from '../moltbookEstate.ts';
import { wholeSecond } from '../moltbookEstate.ts';
import { kmsKeyArn } from './accounts.ts';
import { timeOf } from './authorizationDetails.ts';
import { secret, secrets } from './productionThings.ts';

/** As `aws secretsmanager list-secrets` answers: names and times, no values. */
export function* secretList(estate: Estate): Generator<string> {
  const ago = (days: number): string => timeOf(wholeSecond(estate.asOfMs - days * 86_400_000));
  const SecretList = secrets.map(({ name, environment, madeDays, rotatedDays }) => ({
    ...{ ARN: secret(name), Name: name, KmsKeyId: kmsKeyArn, RotationEnabled: rotatedDays !== undefined },
    ...(rotatedDays !== undefined && { LastRotatedDate: ago(rotatedDays) }),
    ...{ LastChangedDate: ago(rotatedDays ?? madeDays), LastAccessedDate: ago(1), CreatedDate: ago(madeDays) },
    Tags: [{ Key: 'environment', Value: environment }],
  }));
  yield `${JSON.stringify({ SecretList }, null, 1)}\n`;
}
