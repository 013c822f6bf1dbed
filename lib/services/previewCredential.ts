import type { CredentialPreview } from '../model/credentialPreview.ts';
import { ok, type Result } from '../model/errors.ts';
import type { Context } from './context.ts';
import { showCredential } from './showCredential.ts';

/** So many of the heaviest permissions, and of the crown jewels, are named. */
const named = 5;

/** A credential at a glance: its row, how far it reaches, and the worst that it can do, with all that is possible. NOT_FOUND where the last analysis does not have it. */
export async function previewCredential(ctx: Context, { id }: { id: string }, options: { signal?: AbortSignal } = {}): Promise<Result<CredentialPreview>> {
  const shown = await showCredential(ctx, { credential: id, end: 'upTo', permissionsLimit: named }, options);
  if (!shown.ok) return shown;
  const { row, scenario, depth, permissions, crownJewels } = shown.value;
  return ok({
    row,
    scenario,
    depth,
    worst: permissions.rows.map((one) => ({ class: one.class, resource: one.resource.key, sensitivity: one.resource.sensitivity, certainty: one.certainty })),
    permissions: permissions.total,
    crownJewels: crownJewels.filter(({ to }) => to.sensitivity === 5).map(({ to, certainty, steps }) => ({ key: to.key, certainty, hops: steps.length })),
  });
}
