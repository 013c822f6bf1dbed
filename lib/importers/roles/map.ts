import type { DocumentFact, Json } from '../../model/facts.ts';
import { type RolesBody, type RolesFile, rolesKind } from '../../model/rolesDocument.ts';

/** The document as it is, under the source that its platform and scope name; its meaning is derive's. */
export function map({ platform, scope, name, roles, bindings, stores }: RolesFile): DocumentFact[] {
  const source = { name: `roles:${scope}` };
  const body = asJson({ roles, bindings, stores });
  return [{ fact: 'document', platform, scope, kind: rolesKind, body, ...(name === undefined ? {} : { name }), source }];
}

/** The guarantee: the schema let nothing through but objects, lists, texts, numbers and flags; absent members are dropped when the fact is normalised. */
function asJson(body: RolesBody): Json {
  return body as Json;
}
