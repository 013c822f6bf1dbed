import type { AwsGroup, AwsRole } from '../../model/awsDocuments.ts';
import { arnKey } from '../../model/awsKeys.ts';
import type { Attrs, Fact, IdentityFact } from '../../model/facts.ts';
import { documentFact } from '../aws/documentFact.ts';
import { present } from '../present.ts';
import type { Row } from './parse.ts';

/** The document, and the identity that a role or group is. A user is described in derive: whether it is a person, only its credentials say. */
export function* map({ source, document }: Row): Generator<Fact> {
  if (document.kind === 'role') yield identity('role', document.body, source, roleAttrs(document.body));
  if (document.kind === 'group') yield identity('group', document.body, source, {});
  yield documentFact(document, source);
}

function identity(kind: 'role' | 'group', { account, arn, name }: AwsRole | AwsGroup, source: string, attrs: Attrs): IdentityFact {
  return {
    fact: 'identity',
    key: arnKey(arn),
    kind,
    name,
    system: 'aws',
    attrs: { account, ...attrs },
    source: { name: source },
  };
}

function roleAttrs({ id, created, lastUsed, maxSession, tags }: AwsRole): Attrs {
  return present({ id, created, lastUsed, maxSession, tags: Object.keys(tags).length > 0 ? tags : undefined });
}
