import type { EngineClient } from '../engine/client.ts';
import { type Failure, fail } from '../model/errors.ts';
import type { Role } from '../model/roles.ts';
import type { Database } from '../store/database.ts';

export type { Role };

/** Who asks, and with what. The clock is an argument, so that tests can move it. */
export type Context = {
  actor: { id: string; name: string; role: Role };
  database: Database;
  engine: EngineClient;
  now: () => Date;
};

const allows: Record<Role, readonly Role[]> = {
  viewer: ['viewer'],
  auditor: ['viewer', 'auditor'],
  analyst: ['viewer', 'analyst'],
  manager: ['viewer', 'analyst', 'manager'],
  admin: ['viewer', 'auditor', 'analyst', 'manager', 'admin'],
};

/** First line of every verb: undefined if the actor may, by one of these roles, else what to answer. */
export function forbidden(ctx: Context, ...needed: [Role, ...Role[]]): { ok: false; error: Failure } | undefined {
  if (needed.some((role) => allows[ctx.actor.role].includes(role))) return undefined;
  return fail('FORBIDDEN', `${ctx.actor.name} is ${ctx.actor.role}; this needs the role ${needed.join(' or ')}. Ask an administrator of this installation.`);
}
