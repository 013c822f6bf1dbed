import { type Analysis, type FigureColumns, shareOf } from '../blast/figureColumns.ts';
import { actionDaysOf } from '../blast/lives.ts';
import { sharedMemory } from '../graph/csr.ts';
import { attributions } from '../model/attribution.ts';
import { actionClasses, type IdentityKind, identityKinds, issuances, presentations, revocations, statuses, storages } from '../model/facts.ts';
import { type AnalysisSummary, ends, likelihoods, scenarios } from '../model/figures.ts';
import { priorities, priorityOf } from '../model/priority.ts';
import { builtInViews } from '../model/savedView.ts';
import { bands } from '../model/weights.ts';
import { type CredentialAttributes, inOrderOfKeys, loadAliases, loadCredentialAttributes, loadIdentities } from '../store/credentialAttributes.ts';
import type { Database } from '../store/database.ts';
import { type CredentialColumns, readResults } from '../store/results.ts';
import { collectGarbage } from './collectGarbage.ts';
import { TextCoder, TextGatherer } from './dictionary.ts';
import { columnOf } from './filterRows.ts';
import { numberColumn } from './numberColumn.ts';
import { SearchTexts } from './searchText.ts';
import { inSharedMemory, numbersById } from './snapshot.ts';
import { sortRows } from './sortRows.ts';
import { absentCode, type Column, flagValues, type Table } from './tableColumns.ts';

const dayMs = 86_400_000;

/** What a table is made of beside what the database says of its credentials: all by row, in code-point order of keys. */
export type TableRows = {
  /** What was worked out of them: see `resultColumns`. */
  results: [string, Column][];
  credentials: CredentialColumns;
  /** Node ids of the identities that they authenticate as, each once, in code-point order of their keys. */
  identities: Int32Array;
};

/** The table of a stored analysis, with the credentials as they are described now; undefined where its rows are kept no more. */
export async function loadTable(database: Database, analysis: AnalysisSummary): Promise<Table | undefined> {
  const results = await readResults(database, analysis.id);
  if (!results) return undefined;
  const used = new Set(results.credentials.identityId);
  used.delete(0);
  return makeTable(database, Date.parse(analysis.asOf), {
    results: resultColumns(results),
    credentials: results.credentials,
    identities: await inOrderOfKeys(database, [...used]),
  });
}

/** The table, in memory that threads share. */
export async function makeTable(database: Database, asOfMs: number, { results, credentials, identities }: TableRows): Promise<Table> {
  const { nodeId, identityId } = credentials;
  const count = nodeId.length;
  const attributes = new AttributeColumns(count, asOfMs);
  const search = new SearchTexts();
  const placeOf = numbersById(nodeId);
  const isMissing = new Uint8Array(count).fill(1);
  const take = (credential: CredentialAttributes): void => {
    const row = placeOf[credential.nodeId] ?? -1;
    if (row < 0) return;
    isMissing[row] = 0;
    attributes.set(row, credential);
    for (const text of [credential.key, credential.name, credential.owner]) if (text !== undefined) search.add(row, text);
  };
  await loadCredentialAttributes(database, take);
  const missing = idsWhere(nodeId, isMissing); // they were credentials when they were analyzed, and are something else now
  if (missing.length > 0) await loadCredentialAttributes(database, take, missing);
  await loadAliases(database, (id, alias) => {
    const row = placeOf[id] ?? -1;
    if (row >= 0) search.add(row, alias);
  });
  collectGarbage(); // here and below: what was gathered, and had grown
  const searched = search.end(count, sharedMemory);
  collectGarbage();
  const ofAttributes = [...attributes.columns()];
  collectGarbage();
  const columns = new Map([...ofAttributes, ...(await identityColumns(database, identityId, identities)), ...results]);
  collectGarbage();
  const table: Table = { count, nodeId: inSharedMemory(nodeId), columns, search: searched };
  return { ...table, orders: new Map(firstOrders.map((sort) => [sort, orderOf(table, sort)])) };
}

const idsWhere = (ids: Int32Array, flags: Uint8Array): number[] => Array.from(ids).filter((_, at) => flags[at] === 1);

/** Orders that the built-in views ask for, and the screens that show the largest. */
const firstOrders = [...new Set([...builtInViews.map(({ sort }) => sort), ...scenarios.map((scenario) => `-${scenario}.actionDays`)])];

const orderOf = (table: Table, sort: string): Uint32Array =>
  inSharedMemory(sortRows(columnOf(table, sort.replace(/^-/, '')), table.count, sort.startsWith('-')));

/** Key and kind of the identity of each row. */
async function identityColumns(database: Database, identityId: Int32Array, identities: Int32Array): Promise<[string, Column][]> {
  const placeOf = numbersById(identities);
  const keys = new TextGatherer();
  const kinds = new Uint8Array(identities.length).fill(absentCode);
  const isMissing = new Uint8Array(identities.length).fill(1);
  const take = (id: number, key: string, kind: IdentityKind | undefined): void => {
    const place = placeOf[id] ?? -1;
    if (place < 0) return;
    isMissing[place] = 0;
    keys.add(place, key);
    if (kind) kinds[place] = identityKinds.indexOf(kind);
  };
  await loadIdentities(database, take);
  const missing = idsWhere(identities, isMissing);
  if (missing.length > 0) await loadIdentities(database, take, missing);
  const codes = new Uint32Array(sharedMemory(4 * identityId.length));
  const kind = new Uint8Array(sharedMemory(identityId.length)).fill(absentCode);
  for (let row = 0; row < codes.length; row++) {
    if (identityId[row] === 0) continue;
    const place = placeOf[identityId[row]!]!;
    codes[row] = place + 1;
    kind[row] = kinds[place]!;
  }
  return [
    ['identity', { kind: 'text', codes, values: keys.end(identities.length, sharedMemory) }],
    ['identityKind', { kind: 'choice', codes: kind, values: identityKinds }],
  ];
}

/** Gathers what credentials say of themselves into columns. */
class AttributeColumns {
  readonly #count: number;
  readonly #asOfMs: number;
  readonly #keys = new TextGatherer();
  readonly #texts: Record<(typeof textFields)[number], TextCoder>;
  readonly #choices: Record<(typeof choiceFields)[number], Uint8Array>;
  /** Those of which any credential states something. */
  readonly #numbers = new Map<StatedField, Float64Array>();
  constructor(count: number, asOfMs: number) {
    this.#count = count;
    this.#asOfMs = asOfMs;
    this.#texts = fieldsOf(textFields, () => new TextCoder(count, sharedMemory));
    this.#choices = fieldsOf(choiceFields, () => new Uint8Array(sharedMemory(count)).fill(absentCode));
  }

  set(row: number, credential: CredentialAttributes): void {
    this.#keys.add(row, credential.key);
    for (const field of textFields) this.#texts[field].set(row, credential[field]);
    const choices = this.#choices;
    choices.issuance[row] = issuances.indexOf(credential.issuance);
    choices.presentation[row] = presentations.indexOf(credential.presentation);
    choices.status[row] = statuses.indexOf(credential.status);
    if (credential.storage) choices.storage[row] = storages.indexOf(credential.storage);
    if (credential.revocation) choices.revocation[row] = revocations.indexOf(credential.revocation);
    choices.described[row] = flagCode(credential.described);
    choices.inEstate[row] = flagCode(credential.inEstate);
    for (const [field, stated] of statedNumbers) {
      const value = credential[stated];
      if (!Number.isNaN(value)) this.#times(field)[row] = value;
    }
  }

  *columns(): Iterable<[string, Column]> {
    const codes = new Uint32Array(sharedMemory(4 * this.#count)).map((_, row) => row + 1);
    yield ['credential', { kind: 'text', codes: inSharedMemory(codes), values: this.#keys.end(this.#count, sharedMemory) }]; // rows are in the order of keys
    for (const field of textFields) yield [field, this.#texts[field].column()];
    for (const field of choiceFields) yield [field, { kind: 'choice', codes: this.#choices[field], values: choiceValues[field] }];
    const column = (field: string, values: Float64Array): [string, Column] => [field, numberColumn(values, sharedMemory)];
    for (const [field] of statedNumbers) yield column(field, this.#times(field));
    const [created, expires, rotated, lastUsed, ttl] = statedNumbers.map(([field]) => this.#times(field));
    const days = (of: (row: number) => number): Float64Array => new Float64Array(sharedMemory(8 * this.#count)).map((_, row) => of(row) / dayMs);
    const asOf = this.#asOfMs;
    yield column(
      'ageDays',
      days((row) => asOf - created![row]!),
    );
    yield column(
      'lifetimeDays',
      days((row) => lifetimeMs(created![row]!, expires![row]!, ttl![row]! * 1000, asOf)),
    );
    yield column(
      'remainingDays',
      days((row) => expires![row]! - asOf),
    );
    yield column(
      'rotatedDays',
      days((row) => asOf - rotated![row]!),
    );
    yield column(
      'unusedDays',
      days((row) => asOf - lastUsed![row]!),
    );
  }

  #times(field: StatedField): Float64Array {
    const known = this.#numbers.get(field) ?? new Float64Array(sharedMemory(8 * this.#count)).fill(Number.NaN);
    this.#numbers.set(field, known);
    return known;
  }
}

const textFields = ['name', 'type', 'owner', 'party', 'environment', 'system'] as const;
const choiceValues = {
  issuance: issuances,
  presentation: presentations,
  status: statuses,
  storage: storages,
  revocation: revocations,
  described: flagValues,
  inEstate: flagValues,
} as const;
const choiceFields = ['issuance', 'presentation', 'status', 'storage', 'revocation', 'described', 'inEstate'] as const satisfies (keyof typeof choiceValues)[];
/** By field: as what a credential states it. */
const statedNumbers = [
  ['created', 'createdMs'],
  ['expires', 'expiresMs'],
  ['rotated', 'rotatedMs'],
  ['lastUsed', 'lastUsedMs'],
  ['ttl', 'ttlSeconds'],
] as const satisfies [string, keyof CredentialAttributes][];
type StatedField = (typeof statedNumbers)[number][0];

/** From its creation (or from now on, where that is not stated) to its end, but no longer than one issue of it lasts; NaN where neither is stated. */
function lifetimeMs(created: number, expires: number, ttl: number, asOf: number): number {
  const lifetime = expires - (Number.isNaN(created) ? asOf : created);
  return Number.isNaN(lifetime) ? ttl : Number.isNaN(ttl) ? lifetime : Math.min(lifetime, ttl);
}

const flagCode = (flag: boolean | number): number => flagValues.indexOf(flag ? 'true' : 'false');

/** `Object.fromEntries` forgets the names of the keys; they are exactly those of the list. */
function fieldsOf<Field extends string, T>(fields: readonly Field[], make: () => T): Record<Field, T> {
  return Object.fromEntries(fields.map((field) => [field, make()])) as Record<Field, T>;
}

/** The columns of an analysis's figures, in memory that threads share. Most figures are few distinct ones, so that these take a quarter of what they are made from, which may be let go then. */
export const resultColumns = (results: { figures: Analysis; credentials: CredentialColumns }): [string, Column][] => [...eachResultColumn(results)];

function* eachResultColumn({ figures, credentials }: { figures: Analysis; credentials: CredentialColumns }): Iterable<[string, Column]> {
  for (const scenario of scenarios)
    for (const end of ends) yield* figureColumns(end === 'certain' ? `${scenario}.` : `${scenario}.upTo.`, figures[scenario][end]);
  const { leak, takeover } = figures;
  yield ['classes', { kind: 'set', bits: inSharedMemory(leak.upTo.classes), values: actionClasses }];
  yield ['environments', sharedNumbers(Uint32Array.from(leak.upTo.environments))];
  yield ['crosses', { kind: 'set', bits: inSharedMemory(leak.upTo.crosses), values: actionClasses }];
  yield ['takeover.classes', { kind: 'set', bits: inSharedMemory(takeover.upTo.classes), values: actionClasses }];
  yield ['takeover.environments', sharedNumbers(Uint32Array.from(takeover.upTo.environments))];
  yield ['takeover.crosses', { kind: 'set', bits: inSharedMemory(takeover.upTo.crosses), values: actionClasses }];
  yield ['attribution', { kind: 'choice', codes: inSharedMemory(credentials.attribution), values: attributions }];
  yield ['exposure.certain', sharedNumbers(credentials.exposure.certain)];
  yield ['exposure.upTo', sharedNumbers(credentials.exposure.upTo)];
  yield ['likelihood', { kind: 'choice', codes: inSharedMemory(credentials.likelihood), values: likelihoods }];
  yield ['usable', { kind: 'choice', codes: flagCodes(credentials.usable), values: flagValues }];
  const { band } = leak.certain;
  const priority = credentials.likelihood.map((likelihood, row) => priorities.indexOf(priorityOf(likelihoods[likelihood]!, bands[band[row]!]!)));
  yield ['priority', { kind: 'choice', codes: inSharedMemory(priority), values: priorities }];
}

function sharedNumbers(numbers: Float64Array | Uint32Array): Column {
  const column = numberColumn(numbers, sharedMemory);
  return column.codes ? column : { kind: 'number', values: inSharedMemory(numbers) };
}
const flagCodes = (flags: Uint8Array): Uint8Array => inSharedMemory(flags.map(flagCode));

function* figureColumns(prefix: string, figures: FigureColumns): Iterable<[string, Column]> {
  for (const field of ['identities', 'workloads', 'chain', 'scope', 'resources', 'weight'] as const) yield [prefix + field, sharedNumbers(figures[field])];
  yield [`${prefix}share`, sharedNumbers(figures.weight.map((weight) => shareOf(figures, weight)))];
  yield [`${prefix}actionDays`, sharedNumbers(figures.actionUnits.map(actionDaysOf))];
  yield [`${prefix}band`, { kind: 'choice', codes: inSharedMemory(figures.band), values: bands }];
  yield [`${prefix}unbounded`, { kind: 'choice', codes: flagCodes(figures.unbounded), values: flagValues }];
}
