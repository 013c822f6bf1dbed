import { accountKey, organizationKey } from '../../model/awsKeys.ts';
import type { Fact, ResourceFact } from '../../model/facts.ts';
import { documentFact } from '../aws/documentFact.ts';
import { present } from '../present.ts';
import type { Account } from './organization.ts';
import type { Row } from './parse.ts';

/** The document, and the account or organisation that it describes. */
export function* map({ source, document, account }: Row): Generator<Fact> {
  if (account) yield accountFact(account, source);
  if (document.kind === 'organization' && document.body.id !== undefined) yield organizationFact(document.body.id, document.body.managementAccount, source);
  yield documentFact(document, source);
}

function accountFact({ id, name, ...attrs }: Account, source: string): ResourceFact {
  return { fact: 'resource', key: accountKey(id), ...present({ name }), kind: 'aws account', system: 'aws', attrs: present(attrs), source: { name: source } };
}

function organizationFact(id: string, managementAccount: string | undefined, source: string): ResourceFact {
  return {
    fact: 'resource',
    key: organizationKey(id),
    name: id,
    kind: 'aws organization',
    system: 'aws',
    attrs: present({ managementAccount }),
    source: { name: source },
  };
}
