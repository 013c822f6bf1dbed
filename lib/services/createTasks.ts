import { z } from 'zod';
import { controlEdges, controlSubjects, controls, defaultRotateDays, maxRotateDays, subjectKinds } from '../model/controls.ts';
import { fail, KeyblastError, ok, type Result } from '../model/errors.ts';
import { actionClasses, edgeTypes } from '../model/facts.ts';
import { announceTasks } from '../store/announceTasks.ts';
import { appendAudit } from '../store/audit.ts';
import { writeBurn } from '../store/burnDown.ts';
import { requireCampaign } from '../store/campaigns.ts';
import { inTransaction } from '../store/database.ts';
import { holdFacts } from '../store/factsGeneration.ts';
import { type InsertedTasks, insertTasks, type NewTasks } from '../store/insertTasks.ts';
import { findAnalysis } from '../store/results.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { WhichCredentials } from './listCredentials.ts';
import { readInput } from './readInput.ts';
import { Day, FreeText } from './taskInput.ts';

/** So many subjects one act may have; more than anybody works through, and still some seconds. */
export const maxSubjects = 250_000;

const Key = z.string().trim().min(1, 'expected a key or an alias').max(2000);
const NamedSubject = z
  .object({
    kind: z.enum(subjectKinds, { error: `expected one of ${subjectKinds.join(', ')}` }),
    key: Key,
    to: Key.optional(),
    edge: z.enum([...edgeTypes, 'grant'], { error: `expected one of ${edgeTypes.join(', ')}, grant` }).optional(),
    class: z.enum(actionClasses, { error: `expected one of ${actionClasses.join(', ')}` }).optional(),
  })
  .refine(({ kind, to, edge }) => (kind === 'edge') === (to !== undefined && edge !== undefined), 'an edge, and nothing else, has `to` and `edge`')
  .refine(({ edge, class: of }) => (edge === 'grant') === (of !== undefined), 'a grant, and nothing else, has a class');

export const CreateTasks = z
  .object({
    control: z.enum(controls, { error: `expected one of ${controls.join(', ')}` }),
    /** Of `rotate`: how often. */
    days: z.int().min(1, 'expected 1 day or more').max(maxRotateDays, `at most ${maxRotateDays} days`).optional(),
    /** Of `scope-down` on credentials: what must not be reached any more. */
    classes: z
      .array(z.enum(actionClasses, { error: `expected classes out of ${actionClasses.join(', ')}` }))
      .min(1)
      .optional(),
    /** Everything that a filter of the credentials table matches, or only these rows of it… */
    credentials: WhichCredentials.pick({ filter: true, ids: true }).optional(),
    /** … or subjects by their keys. */
    subjects: z.array(NamedSubject).min(1).max(1000, 'at most 1,000 by their keys; a filter has no such limit').optional(),
    split: z.enum(['one', 'owner', 'each'], { error: 'expected one, owner or each' }).default('one'),
    title: FreeText(200).optional(),
    owner: FreeText(200).optional(),
    due: Day.optional(),
    campaign: z.int().positive().optional(),
  })
  .refine(({ credentials, subjects }) => (credentials === undefined) !== (subjects === undefined), 'name either credentials or subjects');
export type CreateTasks = z.input<typeof CreateTasks>;

export type CreatedTasks = Omit<InsertedTasks, 'tasks'> & { count: number /** The first of them. */; tasks: number[] };
/** Ids that are answered; the others are found by the act, or in the table of tasks. */
const answered = 100;

/**
 * Makes tasks on everything that a filter matches, on chosen rows, or on subjects by their keys, at once. INVALID where the control cannot be applied to such a subject, NOT_FOUND where nothing was
 * analysed yet, CONFLICT where there is nothing to do, TOO_LARGE, BUSY while facts are being imported.
 */
export async function createTasks(ctx: Context, input: unknown): Promise<Result<CreatedTasks>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  const read = readInput(CreateTasks, input);
  if (!read.ok) return read;
  const wrong = misfit(read.value);
  if (wrong !== undefined) return fail('INVALID', wrong);
  const subjects = await subjectsOf(ctx, read.value);
  if (!subjects.ok) return subjects;
  return asResult(() => inTransaction(ctx.database, (client) => create(ctx, client, read.value, subjects.value)));
}

type Given = z.output<typeof CreateTasks>;

/** Why the control does not fit what it is to be applied to. */
function misfit({ control, classes, days, subjects, credentials }: Given): string | undefined {
  const kinds = credentials ? ['credential' as const] : (subjects ?? []).map(({ kind }) => kind);
  const wrong = kinds.find((kind) => !controlSubjects[control].includes(kind));
  if (wrong) return `${control} can be applied to: ${controlSubjects[control].join(', ')}; not to: ${wrong}`;
  const edge = subjects?.find((subject) => subject.edge && !controlEdges[control]?.includes(subject.edge));
  if (edge) return `${control} takes away edges of kind ${controlEdges[control]?.join(', ')}; not ${edge.edge}`;
  if (control === 'scope-down' && kinds.includes('credential') !== (classes !== undefined))
    return kinds.includes('credential') ? 'classes: name the action classes that must not be reached any more' : 'classes: an edge has none; leave them out';
  if (control !== 'scope-down' && classes) return `classes: ${control} has none; leave them out`;
  return control !== 'rotate' && days !== undefined ? `days: ${control} has none; leave them out` : undefined;
}

/** Which credentials a filter means is the engine's to say. */
async function subjectsOf(ctx: Context, { credentials, subjects }: Given): Promise<Result<NewTasks['subjects']>> {
  if (!credentials)
    return ok({
      named: unique(
        (subjects ?? []).map(({ to, edge, class: of, ...rest }) => ({ ...rest, ...(to && { to }), ...(edge && { edge }), ...(of && { class: of }) })),
      ),
    });
  const { filter, ids } = credentials;
  const rows = await ctx.engine.ask('rows', { limit: maxSubjects, ...(filter !== undefined && { filter }), ...(ids && { ids }) });
  if (!rows.ok) return rows;
  const { nodeIds, matching } = rows.value;
  if (matching > maxSubjects)
    return fail(
      'TOO_LARGE',
      `${matching.toLocaleString('en-US')} credentials match; at most ${maxSubjects.toLocaleString('en-US')} at once. Narrow the filter.`,
    );
  return matching === 0 ? fail('CONFLICT', 'No credential matches; there is nothing to make a task of.') : ok({ credentials: nodeIds });
}

const unique = <T>(subjects: readonly T[]): T[] => [...new Map(subjects.map((subject) => [JSON.stringify(subject), subject])).values()];

async function create(ctx: Context, client: Parameters<typeof insertTasks>[0], given: Given, subjects: NewTasks['subjects']): Promise<CreatedTasks> {
  const { control, split, title, owner, due, campaign, days, classes } = given;
  const analysis = await findAnalysis(client);
  if (!analysis) throw new KeyblastError('NOT_FOUND', 'Nothing has been analysed yet: a task carries the figures before. Import data, and analyse.');
  if (!(await holdFacts(client))) throw new KeyblastError('BUSY', 'Facts are being imported right now; try again when that is done.');
  if (campaign !== undefined) await requireCampaign(client, campaign);
  const done = await insertTasks(client, {
    control,
    params: { ...(control === 'rotate' && { days: days ?? defaultRotateDays }), ...(classes && { classes: [...new Set(classes)] }) },
    split,
    subjects,
    ...(title !== undefined && { title }),
    ...(owner !== undefined && { owner }),
    ...(due !== undefined && { due }),
    ...(campaign !== undefined && { campaign }),
    actor: ctx.actor.id,
    now: ctx.now(),
    analysis: { id: analysis.id, asOf: new Date(analysis.asOf) },
  });
  if (done.tasks.length === 0) throw new KeyblastError('CONFLICT', nothingToDo(done));
  await writeBurn(client, { analysis: analysis.id, asOf: new Date(analysis.asOf) }, campaign ?? 0);
  const told = {
    control,
    split,
    tasks: done.tasks.length,
    subjects: done.subjects,
    act: done.act,
    ...(given.credentials?.filter !== undefined && { filter: given.credentials.filter }),
  };
  await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'task.create', after: told });
  await announceTasks(client, 'task.created', done.tasks, ctx.now(), ctx.actor.name);
  return { ...done, count: done.tasks.length, tasks: done.tasks.slice(0, answered) };
}

function nothingToDo({ leftOut: { gone, taken, unknown } }: InsertedTasks): string {
  const said = [
    unknown.length > 0 && `${unknown.slice(0, 3).join(', ')}${unknown.length > 3 ? ` and ${unknown.length - 3} more` : ''}: nothing has that name`,
    taken > 0 && `${taken} ${taken === 1 ? 'has' : 'have'} a task of this control already`,
    gone > 0 && `of ${gone} the path is not in the facts: nothing is left to do`,
  ].filter(Boolean);
  return `No task was made: ${said.join('; ')}.`;
}
