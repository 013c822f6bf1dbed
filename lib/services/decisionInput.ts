import type { PoolClient } from 'pg';
import { z } from 'zod';
import { KeyblastError } from '../model/errors.ts';
import { actionClasses, identityKinds, issuances, presentations } from '../model/facts.ts';
import { bands } from '../model/weights.ts';
import { type DecisionRow, findAgent, isSystem, lockDecision, type NewDecision } from '../store/decisions.ts';

const Name = z.string().trim().min(1, 'expected a name').max(2000);
/** An agent by key or alias, or a system by its name. */
export const DecisionAbout = z.union([z.strictObject({ agent: Name }), z.strictObject({ system: Name })], { error: 'expected { agent } or { system }' });
export type DecisionAbout = z.output<typeof DecisionAbout>;

export const Model = z.object({
  issuance: z.enum(issuances, { error: `expected one of ${issuances.join(', ')}` }),
  presentation: z.enum(presentations, { error: `expected one of ${presentations.join(', ')}` }),
});
export const Budget = z.object({
  band: z.enum(bands, { error: `expected one of ${bands.join(', ')}` }),
  classes: z.array(z.enum(actionClasses, { error: `expected some of ${actionClasses.join(', ')}` })),
  jewels: z.int({ error: 'expected a whole number of crown jewels' }).min(0).max(1_000_000_000),
});
export const DecisionId = z.int({ error: 'expected the number of a decision' }).positive();

/** What the store calls it. Throws KeyblastError NOT_FOUND, or INVALID where the name is of something that is no agent. */
export async function subjectOf(client: Pick<PoolClient, 'query'>, about: DecisionAbout): Promise<NewDecision['subject']> {
  if ('system' in about) {
    if (await isSystem(client, about.system)) return about;
    throw new KeyblastError('NOT_FOUND', `There is no system ${JSON.stringify(about.system)} in what was imported.`);
  }
  const found = await findAgent(client, about.agent, identityKinds.indexOf('agent'));
  if (!found) throw new KeyblastError('NOT_FOUND', `Nothing is called ${JSON.stringify(about.agent)} in what was imported.`);
  if (!found.agent)
    throw new KeyblastError(
      'INVALID',
      `agent: ${JSON.stringify(about.agent)} is not the identity of an agent; decide on its system instead, or name the agent.`,
    );
  return { name: found.name };
}

/** Locked for the transaction. Throws KeyblastError NOT_FOUND. */
export async function lockedDecision(client: PoolClient, id: number): Promise<DecisionRow> {
  const decision = await lockDecision(client, id);
  if (!decision) throw new KeyblastError('NOT_FOUND', `There is no decision ${id}.`);
  return decision;
}
