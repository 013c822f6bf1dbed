import type { CompiledPrincipal, PrincipalPolicies, PrincipalRequest } from '../../iam/compilePrincipal.ts';
import { parsePolicy } from '../../iam/parsePolicy.ts';
import { readContext, resolveText } from '../../iam/requestContext.ts';
import { many } from '../../iam/textPattern.ts';
import type { Json } from '../../model/facts.ts';

/** Somebody whose permissions are worked out: a user, a role, a group, the administrator of an account, anyone. */
export type Subject = {
  /** The key of its identity. */
  key: string;
  /** Undefined: it belongs to none. */
  account: string | undefined;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  partition: string;
  policies: PrincipalPolicies;
  request: PrincipalRequest;
  /** On resources of its own account. */
  compiled: CompiledPrincipal;
  /** On resources of others; the same where its policies do not ask whose a resource is. */
  abroad: CompiledPrincipal;
  /** It may do everything in its account: only what others let it do is told of it. */
  isToldAbroadOnly?: boolean;
  /** What was not imported, without which nothing that it is allowed is certain. */
  missing?: string;
  /** The document that describes it. */
  at: number;
};

/** Patterns, compiled, of all that limits or denies: what they stand for may be told apart from the rest. Those that stand for everything tell nothing apart. */
export function limitingPatterns({ policies: { identity, boundary, scps }, request }: Subject): Set<string> {
  const context = readContext(request.context);
  const limits = [...(boundary ? [boundary] : []), ...scps.flatMap(({ policies }) => policies)];
  const patterns = new Set<string>();
  for (const policy of [...identity, ...limits])
    for (const { effect, resources } of parsePolicy(policy.document).statements) {
      if (effect === 'Allow' && policy.role !== 'boundary' && policy.role !== 'scp' && !resources?.not) continue;
      for (const text of resources?.patterns ?? []) {
        const resolved = resolveText(text, context);
        if (resolved && resolved.pattern !== many) patterns.add(resolved.pattern);
      }
    }
  return patterns;
}

/** Patterns, compiled, of what binds many subjects alike: policies of the organisation and boundaries, each once. They tell apart the same resources for all of them. */
export function sharedLimits(subjects: readonly Subject[]): string[] {
  const documents = new Set<Json>();
  const patterns = new Set<string>();
  for (const { policies, request } of subjects)
    for (const { document } of [...policies.scps.flatMap((level) => level.policies), ...(policies.boundary ? [policies.boundary] : [])]) {
      if (documents.has(document)) continue;
      documents.add(document);
      for (const { resources } of parsePolicy(document).statements)
        for (const text of resources?.patterns ?? []) {
          const resolved = resolveText(text, readContext(request.context));
          if (resolved && resolved.pattern !== many) patterns.add(resolved.pattern);
        }
    }
  return [...patterns].sort();
}

/** All patterns of its policies, compiled. */
export const patternsOf = (subject: Subject): string[] => [
  ...subject.compiled.allows().flatMap(({ patterns, open }) => [...patterns, ...open]),
  ...limitingPatterns(subject),
];
