import { attributions } from '../model/attribution.ts';
import { type ActionClass, actionClasses, identityKinds, issuances, presentations, revocations, statuses, storages } from '../model/facts.ts';
import { type CredentialRow, type Figures, likelihoods, type Scenario, type ScenarioFigures } from '../model/figures.ts';
import { bands } from '../model/weights.ts';
import { textAt } from './dictionary.ts';
import { columnOf } from './filterRows.ts';
import { numberAt } from './numberColumn.ts';
import type { Column, Table } from './tableColumns.ts';

/** The row of the table as an object, for a page that is shown. @param aliases of the credential, which no column holds */
export function credentialRow(table: Table, row: number, aliases: string[]): CredentialRow {
  const read = new RowReader(table, row);
  const optional = {
    name: read.text('name'),
    type: read.text('type'),
    created: read.time('created'),
    expires: read.time('expires'),
    ttl: read.number('ttl'),
    rotated: read.time('rotated'),
    lastUsed: read.time('lastUsed'),
    storage: read.choice('storage', storages),
    revocation: read.choice('revocation', revocations),
    owner: read.text('owner'),
    party: read.text('party'),
    environment: read.text('environment'),
    system: read.text('system'),
    identity: read.text('identity'),
    identityKind: read.choice('identityKind', identityKinds),
    attribution: read.choice('attribution', attributions),
  };
  return {
    id: String(table.nodeId[row]!),
    credential: read.text('credential')!,
    leak: scenarioFigures(read, 'leak'),
    takeover: scenarioFigures(read, 'takeover'),
    aliases,
    issuance: read.choice('issuance', issuances)!,
    presentation: read.choice('presentation', presentations)!,
    status: read.choice('status', statuses)!,
    usable: read.flag('usable'),
    inEstate: read.flag('inEstate'),
    described: read.flag('described'),
    ...present(optional),
    likelihood: read.choice('likelihood', likelihoods)!,
    classes: classesIn(read.bits('classes')),
    environments: read.number('environments')!,
    crosses: classesIn(read.bits('crosses')),
    atTakeover: {
      classes: classesIn(read.bits('takeover.classes')),
      environments: read.number('takeover.environments')!,
      crosses: classesIn(read.bits('takeover.crosses')),
    },
    exposure: { certain: read.number('exposure.certain')!, upTo: read.number('exposure.upTo')! },
  };
}

const classesIn = (bits: number): ActionClass[] => actionClasses.filter((_, bit) => ((bits >>> bit) & 1) === 1);

/** Without the absent ones: a field is there or it is not, never undefined. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

const scenarioFigures = (read: RowReader, scenario: Scenario): ScenarioFigures => ({
  ...figures(read, `${scenario}.`),
  upTo: figures(read, `${scenario}.upTo.`),
});

function figures(read: RowReader, prefix: string): Figures {
  return {
    identities: read.number(`${prefix}identities`)!,
    workloads: read.number(`${prefix}workloads`)!,
    chain: read.number(`${prefix}chain`)!,
    scope: read.number(`${prefix}scope`)!,
    resources: read.number(`${prefix}resources`)!,
    weight: read.number(`${prefix}weight`)!,
    actionDays: read.number(`${prefix}actionDays`)!,
    share: read.number(`${prefix}share`)!,
    band: read.choice(`${prefix}band`, bands)!,
    unbounded: read.flag(`${prefix}unbounded`),
  };
}

class RowReader {
  readonly #table: Table;
  readonly #row: number;
  constructor(table: Table, row: number) {
    this.#table = table;
    this.#row = row;
  }

  #column<K extends Column['kind']>(field: string, kind: K): Extract<Column, { kind: K }> {
    const column = columnOf(this.#table, field);
    if (!isKind(column, kind)) throw new Error(`${field} is a ${column.kind} column, not a ${kind}`);
    return column;
  }

  text(field: string): string | undefined {
    const { codes, values } = this.#column(field, 'text');
    return textAt(values, codes[this.#row]! - 1);
  }

  number(field: string): number | undefined {
    const value = numberAt(this.#column(field, 'number'), this.#row)!;
    return Number.isNaN(value) ? undefined : value;
  }

  time(field: string): string | undefined {
    const ms = this.number(field);
    return ms === undefined ? undefined : new Date(ms).toISOString();
  }

  /** @param values the list that the column's codes are indexes in */
  choice<T>(field: string, values: readonly T[]): T | undefined {
    return values[this.#column(field, 'choice').codes[this.#row]!];
  }

  flag(field: string): boolean {
    const { codes, values } = this.#column(field, 'choice');
    return values[codes[this.#row]!] === 'true';
  }

  bits(field: string): number {
    return this.#column(field, 'set').bits[this.#row]!;
  }
}

function isKind<K extends Column['kind']>(column: Column, kind: K): column is Extract<Column, { kind: K }> {
  return column.kind === kind;
}
