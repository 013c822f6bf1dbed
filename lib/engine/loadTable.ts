import type { FigureColumns } from '../blast/figureColumns.ts';
import { actionDaysOf } from '../blast/lives.ts';
import { attributions } from '../model/attribution.ts';
import { actionClasses, identityKinds, issuances, presentations, revocations, statuses, storages } from '../model/facts.ts';
import { type AnalysisSummary, ends, likelihoods, scenarios } from '../model/figures.ts';
import { priorities, priorityOf } from '../model/priority.ts';
import { bands } from '../model/weights.ts';
import { type CredentialAttributes, loadCredentialAttributes } from '../store/credentialAttributes.ts';
import type { Database } from '../store/database.ts';
import { readResults, type StoredResults } from '../store/results.ts';
import { textColumn } from './dictionary.ts';
import { buildSearchText } from './searchText.ts';
import { absentCode, type Column, flagValues, type Table } from './tableColumns.ts';

const dayMs = 86_400_000;

/** The table of a stored analysis, with the credentials as they are described now; undefined where its rows are kept no more. */
export async function loadTable(database: Database, analysis: AnalysisSummary): Promise<Table | undefined> {
  const results = await readResults(database, analysis.id);
  if (!results) return undefined;
  const { nodeId } = results.credentials;
  const attributes = new AttributeColumns(nodeId.length, Date.parse(analysis.asOf));
  const searched: string[][] = [];
  let row = 0;
  await loadCredentialAttributes(database, analysis.id, (credential) => {
    if (credential.nodeId !== nodeId[row]) throw new Error(`analysis ${analysis.id}: its results and its credentials are not in one order at row ${row}`);
    attributes.set(row, credential);
    searched[row++] = [credential.key, ...credential.aliases, credential.name, credential.owner].filter((text) => text !== undefined);
  });
  const columns = new Map([...attributes.columns(), ...resultColumns(results)]);
  return { count: nodeId.length, nodeId, columns, search: buildSearchText(nodeId.length, (at) => searched[at]!) };
}

/** Gathers what credentials say of themselves into columns. */
class AttributeColumns {
  readonly #asOfMs: number;
  readonly #texts: Record<(typeof textFields)[number], (string | undefined)[]>;
  readonly #choices: Record<(typeof choiceFields)[number], Uint8Array>;
  readonly #numbers: Record<(typeof numberFields)[number], Float64Array>;
  constructor(count: number, asOfMs: number) {
    this.#asOfMs = asOfMs;
    this.#texts = fieldsOf(textFields, () => new Array<string | undefined>(count));
    this.#choices = fieldsOf(choiceFields, () => new Uint8Array(count).fill(absentCode));
    this.#numbers = fieldsOf(numberFields, () => new Float64Array(count).fill(Number.NaN));
  }

  set(row: number, credential: CredentialAttributes): void {
    this.#texts.credential[row] = credential.key;
    for (const field of ['name', 'identity', 'type', 'owner', 'party', 'environment', 'system'] as const) this.#texts[field][row] = credential[field];
    const choices = this.#choices;
    choices.issuance[row] = issuances.indexOf(credential.issuance);
    choices.presentation[row] = presentations.indexOf(credential.presentation);
    choices.status[row] = statuses.indexOf(credential.status);
    if (credential.storage) choices.storage[row] = storages.indexOf(credential.storage);
    if (credential.revocation) choices.revocation[row] = revocations.indexOf(credential.revocation);
    if (credential.identityKind) choices.identityKind[row] = identityKinds.indexOf(credential.identityKind);
    choices.described[row] = flagCode(credential.described);
    choices.inEstate[row] = flagCode(credential.inEstate);
    this.#setTimes(row, credential);
  }

  #setTimes(row: number, { createdMs, expiresMs, rotatedMs, lastUsedMs, ttlSeconds }: CredentialAttributes): void {
    const numbers = this.#numbers;
    numbers.created[row] = createdMs;
    numbers.expires[row] = expiresMs;
    numbers.rotated[row] = rotatedMs;
    numbers.lastUsed[row] = lastUsedMs;
    numbers.ttl[row] = ttlSeconds;
    numbers.ageDays[row] = (this.#asOfMs - createdMs) / dayMs;
    numbers.remainingDays[row] = (expiresMs - this.#asOfMs) / dayMs;
    numbers.rotatedDays[row] = (this.#asOfMs - rotatedMs) / dayMs;
    numbers.unusedDays[row] = (this.#asOfMs - lastUsedMs) / dayMs;
    const lifetime = (expiresMs - (Number.isNaN(createdMs) ? this.#asOfMs : createdMs)) / dayMs;
    const renewed = ttlSeconds / 86_400;
    numbers.lifetimeDays[row] = Number.isNaN(lifetime) ? renewed : Number.isNaN(renewed) ? lifetime : Math.min(lifetime, renewed);
  }

  *columns(): Iterable<[string, Column]> {
    for (const field of textFields) yield [field, textColumn(this.#texts[field])];
    for (const field of choiceFields) yield [field, { kind: 'choice', codes: this.#choices[field], values: choiceValues[field] }];
    for (const field of numberFields) yield [field, { kind: 'number', values: this.#numbers[field] }];
  }
}

const textFields = ['credential', 'name', 'identity', 'type', 'owner', 'party', 'environment', 'system'] as const;
const choiceValues = {
  issuance: issuances,
  presentation: presentations,
  status: statuses,
  storage: storages,
  revocation: revocations,
  identityKind: identityKinds,
  described: flagValues,
  inEstate: flagValues,
} as const;
const choiceFields = [
  'issuance',
  'presentation',
  'status',
  'storage',
  'revocation',
  'identityKind',
  'described',
  'inEstate',
] as const satisfies (keyof typeof choiceValues)[];
const numberFields = ['created', 'expires', 'rotated', 'lastUsed', 'ttl', 'ageDays', 'lifetimeDays', 'remainingDays', 'rotatedDays', 'unusedDays'] as const;

const flagCode = (flag: boolean | number): number => flagValues.indexOf(flag ? 'true' : 'false');

/** `Object.fromEntries` forgets the names of the keys; they are exactly those of the list. */
function fieldsOf<Field extends string, T>(fields: readonly Field[], make: () => T): Record<Field, T> {
  return Object.fromEntries(fields.map((field) => [field, make()])) as Record<Field, T>;
}

function* resultColumns({ figures, credentials }: StoredResults): Iterable<[string, Column]> {
  for (const scenario of scenarios)
    for (const end of ends) yield* figureColumns(end === 'certain' ? `${scenario}.` : `${scenario}.upTo.`, figures[scenario][end]);
  yield ['classes', { kind: 'set', bits: figures.leak.upTo.classes, values: actionClasses }];
  yield ['environments', { kind: 'number', values: Uint32Array.from(figures.leak.upTo.environments) }];
  yield ['crosses', { kind: 'set', bits: figures.leak.upTo.crosses, values: actionClasses }];
  yield ['takeover.classes', { kind: 'set', bits: figures.takeover.upTo.classes, values: actionClasses }];
  yield ['takeover.environments', { kind: 'number', values: Uint32Array.from(figures.takeover.upTo.environments) }];
  yield ['takeover.crosses', { kind: 'set', bits: figures.takeover.upTo.crosses, values: actionClasses }];
  yield ['attribution', { kind: 'choice', codes: credentials.attribution, values: attributions }];
  yield ['exposure.certain', { kind: 'number', values: credentials.exposure.certain }];
  yield ['exposure.upTo', { kind: 'number', values: credentials.exposure.upTo }];
  yield ['likelihood', { kind: 'choice', codes: credentials.likelihood, values: likelihoods }];
  yield ['usable', { kind: 'choice', codes: credentials.usable.map(flagCode), values: flagValues }];
  const { band } = figures.leak.certain;
  const priority = credentials.likelihood.map((likelihood, row) => priorities.indexOf(priorityOf(likelihoods[likelihood]!, bands[band[row]!]!)));
  yield ['priority', { kind: 'choice', codes: priority, values: priorities }];
}

function* figureColumns(prefix: string, figures: FigureColumns): Iterable<[string, Column]> {
  for (const field of ['identities', 'workloads', 'chain', 'scope', 'resources', 'weight', 'share'] as const)
    yield [prefix + field, { kind: 'number', values: figures[field] }];
  yield [`${prefix}actionDays`, { kind: 'number', values: figures.actionUnits.map(actionDaysOf) }];
  yield [`${prefix}band`, { kind: 'choice', codes: figures.band, values: bands }];
  yield [`${prefix}unbounded`, { kind: 'choice', codes: figures.unbounded.map(flagCode), values: flagValues }];
}
