import { z } from 'zod';
import { actionClasses, conditionKinds } from './facts.ts';

/**
 * The platform-neutral roles document (docs/formats/roles.md): what a platform's own code grants, written down. The importer checks it against this schema,
 * `lib/derive/roles.ts` gives it its meaning. Keys are those of docs/keys.md.
 */
const key = z.string().min(1).max(2048);
const keys = z.array(key);
const condition = z.strictObject({ kind: z.enum(conditionKinds), text: z.string().optional() });

export const permissionSchema = z.strictObject({
  /** Raw names, as the platform writes them. */
  actions: z.array(z.string().min(1)).optional(),
  /** What they amount to; where absent, worked out from the raw names. */
  class: z.enum(actionClasses).optional(),
  /** Keys; `{member}` in one stands for the key of whoever holds the role; `*` makes it a pattern. Absent: the resources of the binding. */
  resources: keys.optional(),
  condition: condition.optional(),
});

export const roleSchema = z.strictObject({
  name: z.string().min(1).max(500),
  /** It administers the whole scope. */
  administers: z.boolean().optional(),
  permissions: z.array(permissionSchema).optional(),
  /** Stores whose credentials it can read. */
  readsSecrets: keys.optional(),
  /** Workloads in which it can run code or give instructions. */
  controls: keys.optional(),
  /** Identities it can become: other roles by `role:NAME`, anything else by key. */
  actsAs: keys.optional(),
  /** Seconds that a session lasts once it was assumed, where it outlives what led to it. */
  sessionTtl: z.int().min(1).optional(),
});

export const bindingSchema = z.strictObject({
  role: z.string().min(1),
  /** Identities and credentials that hold the role; the word `anonymous` stands for whoever asks. */
  members: keys.optional(),
  /** Workloads and network zones in which no identity is asked for: what the role may do can be done from there. */
  workloads: keys.optional(),
  /** For the permissions of the role that name none. */
  resources: keys.optional(),
  until: z.string().optional(),
  condition: condition.optional(),
});

/** A store and the credentials in it, for platforms that know. */
export const storeSchema = z.strictObject({
  key,
  name: z.string().optional(),
  sensitivity: z.int().min(1).max(5).optional(),
  holds: keys.optional(),
  /** Always the current ones. */
  renews: z.boolean().optional(),
});

export const rolesBodySchema = z.strictObject({
  roles: z.array(roleSchema).optional(),
  bindings: z.array(bindingSchema).optional(),
  stores: z.array(storeSchema).optional(),
});

export const rolesFileSchema = rolesBodySchema.extend({
  keyblast: z.literal('roles'),
  platform: z.string().min(1).max(200),
  scope: key,
  /** Of this part, where a scope is written in several. */
  name: z.string().max(500).optional(),
  /** When it was taken, ISO 8601. */
  asOf: z.string().optional(),
});

export type Permission = z.infer<typeof permissionSchema>;
export type Role = z.infer<typeof roleSchema>;
export type Binding = z.infer<typeof bindingSchema>;
export type Store = z.infer<typeof storeSchema>;
export type RolesBody = z.infer<typeof rolesBodySchema>;
export type RolesFile = z.infer<typeof rolesFileSchema>;

/** Kind of the documents that hold a roles body. */
export const rolesKind = 'roles';

/** What is wrong, in field names of the schema and numbers of entries: nothing of the document's own text. */
export function schemaReason(error: z.ZodError): { field: string; reason: string } {
  const issue = error.issues[0];
  const path =
    issue?.path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('')
      .replace(/^\./, '') ?? '';
  const more = error.issues.length > 1 ? `, and ${error.issues.length - 1} more` : '';
  return { field: path, reason: `${path || 'the document'} ${expectation(issue)}${more}` };
}

function expectation(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'invalid_type') return `is not of type ${issue.expected}`;
  if (issue?.code === 'invalid_value') return `is not one of ${issue.values.join(', ')}`;
  if (issue?.code === 'unrecognized_keys') return 'has a field that is not known there';
  if (issue?.code === 'too_small') return `is smaller than ${issue.minimum}`;
  if (issue?.code === 'too_big') return `is larger than ${issue.maximum}`;
  return 'is not as expected';
}
