import { z } from 'zod';
import { fail, ok, type Result } from '../model/errors.ts';
import { nodeKinds } from '../model/facts.ts';
import { type PatternRule, type RuleChange, type RuleList, type RulePreview, ruleFields } from '../model/patternRules.ts';
import { redactText } from '../model/redact.ts';
import { readRules } from '../store/patternRules.ts';
import * as preview from '../store/previewRules.ts';
import { readRuleChanges, saveRules } from '../store/saveRules.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';

/** Each rule whose pattern begins with `*` reads every name once at every import. */
const mostRules = 200;

const Text = z
  .string()
  .trim()
  .min(1, 'expected a text')
  .max(200, 'at most 200 characters')
  .refine((text) => redactText(text) === text, 'looks like a secret; such a value is never stored');
const Rule = z
  .object({
    id: z.int().positive().optional(),
    pattern: Text.refine((pattern) => !/^\*+$/.test(pattern), 'expected some part of a key beside the *: this would set everything'),
    kind: z.enum(nodeKinds, { error: `expected one of ${nodeKinds.join(', ')}` }).optional(),
    field: z.enum(ruleFields, { error: `expected one of ${ruleFields.join(', ')}` }),
    value: Text,
  })
  .refine(({ field, value }) => field !== 'sensitivity' || /^[1-5]$/.test(value), { error: 'expected a sensitivity from 1 to 5', path: ['value'] });
const Rules = z
  .array(Rule)
  .max(mostRules, `at most ${mostRules} rules`)
  .refine((rules) => new Set(rules.map(({ id }, at) => id ?? -at)).size === rules.length, 'the same rule stands there twice');

export const PreviewRules = z.object({ rules: Rules });
export type PreviewRules = z.input<typeof PreviewRules>;
export const SaveRules = z.object({ version: z.int(), rules: Rules });
export type SaveRules = z.input<typeof SaveRules>;

/** A rule without the field that was left out, as the model has it. */
const asRules = (rules: z.output<typeof Rules>): PatternRule[] =>
  rules.map(({ id, pattern, kind, field, value }) => ({ ...(id !== undefined && { id }), pattern, ...(kind !== undefined && { kind }), field, value }));

/** INVALID says which rule is wrong, counted from 1 as people do. */
function readRuleInput<Schema extends z.ZodType>(schema: Schema, input: unknown): Result<z.output<Schema>> {
  const read = readInput(schema, input);
  if (read.ok) return read;
  return fail(
    'INVALID',
    read.error.message.replace(/rules\.(\d+)\.(\w+): /g, (_, at: string, field: string) => `Rule ${Number(at) + 1}, ${field}: `),
  );
}

/** The rules by pattern as they stand. */
export async function listRules(ctx: Context): Promise<Result<RuleList>> {
  return forbidden(ctx, 'viewer') ?? ok(await readRules(ctx.database.pool));
}

/** What a draft would do to the nodes as they stand. */
export async function previewRules(ctx: Context, input: PreviewRules): Promise<Result<RulePreview>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readRuleInput(PreviewRules, input);
  if (!read.ok) return read;
  return asResult(() => preview.previewRules(ctx.database, asRules(read.value.rules)));
}

/** Puts a draft in the place of the rules and applies it to everything that is loaded. The figures are stale then; CONFLICT where others were faster. */
export async function changeRules(ctx: Context, input: SaveRules): Promise<Result<RuleList>> {
  const denied = forbidden(ctx, 'admin');
  if (denied) return denied;
  const read = readRuleInput(SaveRules, input);
  if (!read.ok) return read;
  const { version, rules } = read.value;
  return asResult(() => saveRules(ctx.database, { version, rules: asRules(rules) }, { actor: ctx.actor.id, now: ctx.now() }));
}

/** The last twenty changes, newest first: each can be brought back. */
export async function listRuleChanges(ctx: Context): Promise<Result<RuleChange[]>> {
  return forbidden(ctx, 'viewer') ?? ok(await readRuleChanges(ctx.database, 20));
}
