import type { AwsUserCredentials } from '../../model/awsDocuments.ts';
import { accessKeyKey } from '../../model/awsKeys.ts';
import type { CredentialFact, Fact } from '../../model/facts.ts';
import { documentFact } from '../aws/documentFact.ts';
import { present } from '../present.ts';
import type { Row } from './parse.ts';

/** The key, and what derive needs to find its user, who often is only a name here. */
export function* map(row: Row): Generator<Fact> {
  if (row.key) yield credential(row, row.key);
  const body = credentials(row);
  if (body) yield documentFact({ kind: 'user-credentials', body }, row.source);
}

function credential({ source, account, user }: Row, key: NonNullable<Row['key']>): CredentialFact {
  const { id, alias, active, created, lastUsed, region, service } = key;
  return {
    fact: 'credential',
    key: accessKeyKey(id),
    // an answer about the last use only says that
    ...(active === undefined
      ? {}
      : { type: 'aws-access-key', issuance: 'static', presentation: 'bearer', status: active ? 'active' : 'disabled', revocation: 'admin' }),
    // a key is not changed: rotating one is making another
    ...present({
      name: user === undefined ? undefined : `access key of ${user}`,
      aliases: alias === undefined ? undefined : [alias],
      created,
      rotated: created,
      lastUsed,
    }),
    system: 'aws',
    attrs: present({ account, user, lastUsedRegion: region, lastUsedService: service }),
    source: { name: source },
  };
}

function credentials({ account, arn, user, key, password }: Row): AwsUserCredentials | undefined {
  if (user === undefined || (key !== undefined && key.active === undefined)) return undefined;
  const accessKeys = key?.active === undefined ? [] : [{ id: key.id, active: key.active, ...present({ created: key.created }) }];
  return { user, accessKeys, ...present({ account, arn, password }) };
}
