import { z } from 'zod';
import { type NamedFacts, namedFacts } from '../blast/controls/control.ts';
import { readControl } from '../blast/controls/controls.ts';
import { identitiesOf } from '../blast/controls/scopeDown.ts';
import { simulatedFigures } from '../blast/controls/simulatedFigures.ts';
import { derive } from '../derive/registry.ts';
import { KeyblastError, type Result } from '../model/errors.ts';
import type { DocumentFact, Fact, Json } from '../model/facts.ts';
import type { Scenario, ScenarioFigures } from '../model/figures.ts';
import * as store from '../store/exportFacts.ts';
import { findNode } from '../store/readNodes.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { showLeastPrivilege } from './showLeastPrivilege.ts';

export const Simulate = z.object({
  /** `scope-down`, `rotate:30`; several with commas between them are applied one after the other. */
  control: z.string().min(1),
  /** Keys or aliases. */
  subjects: z.array(z.string().min(1)).min(1, 'name something to apply it to').max(100, 'at most 100 at once'),
});
export type Simulate = z.input<typeof Simulate>;

export type SimulatedChange = {
  credential: string;
  before: Record<Scenario, ScenarioFigures>;
  /** Absent: it is gone, and leads nowhere. */
  after?: Record<Scenario, ScenarioFigures>;
};
/** `unchanged`: why a control does nothing to a subject. `estate`: action-days of all credentials together. */
export type Simulation = {
  asOf: string;
  horizonDays: number;
  changes: SimulatedChange[];
  unchanged: { subject: string; control: string; reason: string }[];
  estate: Record<'before' | 'after', Record<Scenario, { actionDays: number; upTo: number }>>;
};

/** Facts that are simulated in memory at most. */
const mostFacts = 400_000;

/**
 * Before and after of one or more controls, as importing the edited facts and analysing anew would give them, at the time and with T of the last analysis. Nothing is stored. NOT_FOUND names
 * what is not there, TOO_LARGE says that the estate does not fit in the memory of one question.
 */
export async function simulate(ctx: Context, input: Simulate): Promise<Result<Simulation>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(Simulate, input);
  if (!read.ok) return read;
  return asResult(async () => {
    const asked = read.value.control.split(',').map((text) => ({ text, ...unwrap(readControl(text.trim())) }));
    const subjects = await Promise.all(read.value.subjects.map((name) => keyOf(ctx, name)));
    const { analysis } = unwrap(await ctx.engine.ask('status', {}));
    if (!analysis) throw new KeyblastError('NOT_FOUND', 'Nothing is analysed yet. Run an analysis first.');
    const at = { asOfMs: Date.parse(analysis.asOf), horizonDays: analysis.horizonDays };
    let estate = namedFacts(await readFacts(ctx));
    const before = simulatedFigures(estate.facts, at);
    const tightened = asked.some(({ control }) => control.id === 'scope-down') ? await tightenedOf(ctx, estate, subjects, analysis.asOf) : new Map();
    const unchanged: Simulation['unchanged'] = [];
    for (const { text, control, amount } of asked)
      for (const subject of subjects) {
        const edited = control.edit(estate, { subject, tightened, ...(amount !== undefined && { amount }) });
        if ('unchanged' in edited) unchanged.push({ subject, control: text, reason: edited.unchanged });
        else estate = namedFacts(derivedAnew(estate.facts, edited.facts));
      }
    const after = simulatedFigures(estate.facts, at);
    return {
      asOf: analysis.asOf,
      horizonDays: analysis.horizonDays,
      changes: changesOf(before, after, subjects),
      unchanged,
      estate: { before: sumsOf(before), after: sumsOf(after) },
    };
  });
}

type AllFigures = ReturnType<typeof simulatedFigures>;

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new KeyblastError(result.error.code, result.error.message);
}

async function keyOf({ database }: Context, name: string): Promise<string> {
  const node = await findNode(database, name);
  if (!node) throw new KeyblastError('NOT_FOUND', `${name} is no key or alias of anything imported.`);
  return node.key;
}

async function readFacts({ database }: Context): Promise<Fact[]> {
  const facts: Fact[] = [];
  await store.exportFacts(database, async (lines) => {
    for (const line of lines.split('\n')) if (line !== '') facts.push(JSON.parse(line));
    if (facts.length > mostFacts)
      throw new KeyblastError('TOO_LARGE', `The estate has more than ${mostFacts.toLocaleString('en')} facts, which is what is simulated at most.`);
  });
  return facts;
}

/** The least policies of each AWS principal that the subjects authenticate as, where logs say what was used. */
async function tightenedOf(ctx: Context, estate: NamedFacts, subjects: readonly string[], until: string): Promise<Map<string, Json[]>> {
  const found = new Map<string, Json[]>();
  for (const identity of new Set(subjects.flatMap((subject) => identitiesOf(estate, subject)))) {
    const least = await showLeastPrivilege(ctx, { identity, until });
    if (least.ok && least.value.covered) found.set(least.value.arn, least.value.tightened);
  }
  return found;
}

/** With what follows from documents derived anew, of the scopes in which some are others than before. */
function derivedAnew(before: readonly Fact[], after: readonly Fact[]): readonly Fact[] {
  const old = new Set(before);
  const touched = new Map(after.flatMap((fact) => (fact.fact === 'document' && !old.has(fact) ? [[scopeOf(fact), fact] as const] : [])));
  let facts = after;
  for (const [name, { platform, scope }] of touched) {
    const documents = facts.filter((fact): fact is DocumentFact => fact.fact === 'document' && scopeOf(fact) === name);
    const source = facts.find((fact) => fact.source?.name === name)?.source ?? { name, rank: 400 };
    const derived = [...derive(platform, scope, documents).facts].map(({ fact }): Fact => ({ ...fact, source }));
    facts = [...facts.filter((fact) => fact.source?.name !== name), ...derived];
  }
  return facts;
}

const scopeOf = ({ platform, scope }: DocumentFact): string => `derived:${platform}:${scope}`;

/** The subjects, and every other credential whose figures change. */
function changesOf(before: AllFigures, after: AllFigures, subjects: readonly string[]): SimulatedChange[] {
  const changes: SimulatedChange[] = [];
  for (const [credential, figures] of before) {
    const then = after.get(credential);
    if (!subjects.includes(credential) && JSON.stringify(then) === JSON.stringify(figures)) continue;
    changes.push({ credential, before: figures, ...(then && { after: then }) });
  }
  return changes.sort((a, b) => Number(subjects.includes(b.credential)) - Number(subjects.includes(a.credential)) || (a.credential < b.credential ? -1 : 1));
}

function sumsOf(figures: AllFigures): Record<Scenario, { actionDays: number; upTo: number }> {
  const sum = (of: (each: Record<Scenario, ScenarioFigures>) => number): number => [...figures.values()].reduce((total, each) => total + of(each), 0);
  return {
    leak: { actionDays: sum(({ leak }) => leak.actionDays), upTo: sum(({ leak }) => leak.upTo.actionDays) },
    takeover: { actionDays: sum(({ takeover }) => takeover.actionDays), upTo: sum(({ takeover }) => takeover.upTo.actionDays) },
  };
}
