import type { AwsUserCredentials } from '../../model/awsDocuments.ts';
import { accessKeySlotKey, arnKey, consolePasswordKey, signingCertificateKey } from '../../model/awsKeys.ts';
import type { Condition, CredentialFact, EdgeFact, Fact, IdentityFact, SourceTag } from '../../model/facts.ts';
import { documentFact } from '../aws/documentFact.ts';
import { present } from '../present.ts';
import type { Password, Row, Slot } from './parse.ts';

/** What a user can sign in with, each an own credential. Whether the user is a person is decided in derive, which has the list of its keys too; the root user is one. */
export function* map(row: Row): Generator<Fact> {
  const source = { name: row.source };
  if (row.isRoot) yield root(row, source);
  if (row.password) yield* passwordFacts(row, row.password, source);
  for (const slot of row.accessKeys) yield* slotFacts(row, slot, accessKeySlotKey(row.arn, slot.slot), 'access key', 'aws-access-key', source);
  for (const slot of row.certificates)
    yield* slotFacts(row, slot, signingCertificateKey(row.arn, slot.slot), 'signing certificate', 'aws-signing-certificate', source);
  yield documentFact({ kind: 'user-credentials', body: credentials(row) }, row.source);
}

function root({ arn, account, mfa }: Row, source: SourceTag): IdentityFact {
  return { fact: 'identity', key: arnKey(arn), kind: 'human', name: `root user of ${account}`, system: 'aws', attrs: present({ account, mfa }), source };
}

/** With a second factor the password alone opens nothing: what it leads to is possible, for factors are phished and lost. */
const secondFactor: Condition = { kind: 'mfa', text: 'signing in to the console also needs the second factor' };

function* passwordFacts(row: Row, { changed, nextRotation, lastUsed }: Password, source: SourceTag): Generator<Fact> {
  const key = consolePasswordKey(row.arn);
  const fact: CredentialFact = {
    ...common(row, key, `console password of ${titleOf(row)}`, 'aws-console-password', source),
    issuance: 'interactive',
    status: 'active',
    ...present({ rotated: changed, lastUsed }),
    attrs: present({ account: row.account, mfa: row.mfa, nextRotation }),
  };
  yield fact;
  yield { ...authenticates(key, row, source), ...(row.mfa === true ? { certainty: 'possible' as const, condition: secondFactor } : {}) };
}

function* slotFacts(
  row: Row,
  { slot, active, changed, lastUsed, region, service }: Slot,
  key: string,
  title: string,
  type: string,
  source: SourceTag,
): Generator<Fact> {
  const fact: CredentialFact = {
    ...common(row, key, `${title} ${slot} of ${titleOf(row)}`, type, source),
    issuance: 'static',
    status: active ? 'active' : 'disabled',
    ...present({ created: changed, rotated: changed, lastUsed }),
    attrs: present({ account: row.account, lastUsedRegion: region, lastUsedService: service }),
  };
  yield fact;
  yield authenticates(key, row, source);
}

/** Only the root user itself can end its credentials; those of others an administrator of the account can. */
function common(row: Row, key: string, name: string, type: string, source: SourceTag): CredentialFact {
  return { fact: 'credential', key, name, type, presentation: 'bearer', revocation: row.isRoot ? 'self-service' : 'admin', system: 'aws', source };
}

const titleOf = ({ isRoot, account, user }: Row): string => (isRoot ? `the root user of ${account}` : user);

const authenticates = (from: string, { arn }: Row, source: SourceTag): EdgeFact => ({ fact: 'edge', edge: 'authenticates', from, to: arnKey(arn), source });

function credentials({ account, arn, user, mfa, password, accessKeys }: Row): AwsUserCredentials {
  const keys = accessKeys.map(({ slot, active, changed }) => ({ slot, active, ...present({ created: changed }) }));
  return { account, arn, user, accessKeys: keys, password: password !== false, ...present({ mfa }) };
}
