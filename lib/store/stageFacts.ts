import type { PoolClient } from 'pg';
import { edgeBit } from '../blast/columns.ts';
import {
  type Attrs,
  actionClasses,
  audiences,
  bases,
  type CoverageFact,
  type DistinctFact,
  type DocumentFact,
  type EdgeFact,
  edgeTypes,
  type Fact,
  type GoneFact,
  type GrantFact,
  type NodeFact,
  nodeKinds,
  outcomes,
  type SightingFact,
  type UsageFact,
} from '../model/facts.ts';
import { CopyLane, type CopyValue, CopyWriter, textArray } from './copy.ts';
import { factDigest, textDigest } from './factDigest.ts';
import { commonStageColumns, createStages, type FactKind, type FactTable, factKinds, factTables, usageStage } from './factTables.ts';
import { createNewNames, NewNames } from './newNames.ts';

/** Where a fact comes from: the number of its source within the batch, and the place in the file. */
export type FactOrigin = { sourceNo: number; fileId: number | null; line: number | null };

/** Facts on their way into the temporary stages of this transaction, by COPY while the next are read. Memory stays flat. */
export class FactStage {
  /** Whoever writes on the same connection while facts are staged goes this way too. */
  readonly lane = new CopyLane();
  private readonly names: NewNames;
  private readonly writers: Record<FactKind | 'usage', CopyWriter>;
  private readonly client: PoolClient;

  private constructor(client: PoolClient, writers: Record<FactKind | 'usage', CopyWriter>) {
    this.client = client;
    this.writers = writers;
    this.names = new NewNames(client);
  }

  static async create(client: PoolClient): Promise<FactStage> {
    await client.query(createStages());
    await client.query(createNewNames);
    const common = Object.keys(commonStageColumns);
    const writer = (kind: FactKind) => {
      const { stage, names, nameList, plain }: FactTable = factTables[kind];
      return new CopyWriter(client, stage, [...common, ...Object.keys(names), ...(nameList ? [nameList[0]] : []), ...Object.keys(plain)]);
    };
    const usage = new CopyWriter(client, usageStage.stage, [...common, ...usageStage.names, ...Object.keys(usageStage.plain)]);
    return new FactStage(client, {
      node: writer('node'),
      edge: writer('edge'),
      grant: writer('grant'),
      gone: writer('gone'),
      distinct: writer('distinct'),
      document: writer('document'),
      sighting: writer('sighting'),
      coverage: writer('coverage'),
      usage,
    });
  }

  /** Answers a promise only where a COPY is due, so that most facts cost no turn of the event loop. */
  add(fact: Fact, origin: FactOrigin, digest = factDigest(fact)): Promise<void> | undefined {
    const kind = stageOf(fact);
    const writer = this.writers[kind];
    writer.add([origin.sourceNo, origin.fileId, origin.line, digest, ...columnsOf(fact, digest)]);
    for (const name of namesOf(fact)) this.names.add(name);
    if (this.names.full) return this.sendBoth(writer);
    return writer.full ? this.lane.send(() => writer.flush()) : undefined;
  }

  private async sendBoth(writer: CopyWriter): Promise<void> {
    if (writer.full) await this.lane.send(() => writer.flush());
    await this.lane.send(() => this.names.flush());
  }

  /** Sends what is left and tells the planner how much there is. */
  async finish(): Promise<void> {
    const kinds = [...factKinds, 'usage' as const];
    for (const kind of kinds) await this.lane.send(() => this.writers[kind].flush());
    await this.lane.send(() => this.names.flush());
    await this.lane.idle();
    await this.client.query(`ANALYZE ${kinds.map((kind) => `stage_${kind}`).join(', ')}`);
  }

  /** Empties the stages for another round (derived facts) in the same transaction. */
  async clear(): Promise<void> {
    await this.client.query(`TRUNCATE ${[...factKinds, 'usage'].map((kind) => `stage_${kind}`).join(', ')}`);
  }
}

/** Every key and alias of a fact. */
function namesOf(fact: Fact): (string | undefined)[] {
  switch (fact.fact) {
    case 'credential':
    case 'identity':
    case 'workload':
    case 'resource':
      return fact.aliases ? [fact.key, ...fact.aliases] : [fact.key];
    case 'edge':
      return [fact.from, fact.to];
    case 'grant':
      return [fact.from, fact.resource];
    case 'usage':
      return [fact.credential, fact.identity, fact.resource];
    case 'sighting':
      return [fact.credential, fact.store];
    case 'gone':
      return [fact.key];
    case 'distinct':
      return fact.keys;
    default:
      return [];
  }
}

function stageOf(fact: Fact): FactKind | 'usage' {
  switch (fact.fact) {
    case 'credential':
    case 'identity':
    case 'workload':
    case 'resource':
      return 'node';
    default:
      return fact.fact;
  }
}

/** The values of a fact in the order of its stage's columns. */
function columnsOf(fact: Fact, digest: string): CopyValue[] {
  switch (fact.fact) {
    case 'credential':
    case 'identity':
    case 'workload':
    case 'resource':
      return nodeColumns(fact);
    case 'edge':
      return edgeColumns(fact);
    case 'grant':
      return grantColumns(fact);
    case 'usage':
      return usageColumns(fact, digest);
    case 'sighting':
      return sightingColumns(fact);
    case 'coverage':
      return coverageColumns(fact);
    case 'gone':
      return goneColumns(fact);
    case 'distinct':
      return distinctColumns(fact);
    case 'document':
      return documentColumns(fact);
  }
}

function nodeColumns(record: NodeFact): CopyValue[] {
  const { fact, key, aliases, source: _, ...fields } = record;
  return [key, textArray(aliases), nodeKinds.indexOf(fact), JSON.stringify(fields)];
}

function edgeColumns(fact: EdgeFact): CopyValue[] {
  const flags =
    (fact.certainty === 'possible' ? edgeBit.possible : 0) |
    (fact.scoped ? edgeBit.scoped : 0) |
    (fact.lasting ? edgeBit.lasting : 0) |
    (fact.renews ? edgeBit.renews : 0);
  return [
    fact.from,
    fact.to,
    edgeTypes.indexOf(fact.edge),
    fact.until,
    fact.sessionTtl,
    flags,
    bases.indexOf(fact.basis ?? 'granted'),
    fact.technique,
    detail(fact),
  ];
}

function grantColumns(fact: GrantFact): CopyValue[] {
  return [
    fact.from,
    fact.resource,
    actionClasses.indexOf(fact.class),
    fact.until,
    fact.certainty === 'possible',
    bases.indexOf(fact.basis ?? 'granted'),
    textArray(fact.actions),
    detail(fact),
  ];
}

function detail({ condition, evidence, attrs }: EdgeFact | GrantFact): string | undefined {
  return condition || evidence || attrs ? JSON.stringify({ condition, evidence, attrs }) : undefined;
}

/** An event is known again by its id, or where it has none by all that it says. */
function usageColumns(fact: UsageFact, digest: string): CopyValue[] {
  const { address, network, userAgent, instance } = fact.workload ?? {};
  return [
    fact.credential,
    fact.identity,
    fact.resource,
    fact.eventId === undefined ? digest : textDigest(fact.eventId),
    fact.action,
    fact.class && actionClasses.indexOf(fact.class),
    fact.outcome && outcomes.indexOf(fact.outcome),
    fact.proof,
    address,
    network,
    userAgent,
    instance,
    fact.count ?? 1,
    fact.at,
  ];
}

function sightingColumns(fact: SightingFact): CopyValue[] {
  const audience = fact.audience && audiences.indexOf(fact.audience);
  return [fact.credential, fact.store, audience, fact.where, fact.valid, fact.at, json(fact.evidence), json(fact.attrs)];
}

const coverageColumns = (fact: CoverageFact): CopyValue[] => [fact.system, fact.from, fact.to, textArray(fact.what), json(fact.attrs)];
const goneColumns = (fact: GoneFact): CopyValue[] => [fact.key, fact.at, json(fact.attrs)];
const distinctColumns = (fact: DistinctFact): CopyValue[] => [fact.keys[0], fact.keys[1], json(fact.attrs)];
const documentColumns = (fact: DocumentFact): CopyValue[] => [
  fact.platform,
  fact.scope,
  fact.kind,
  fact.name,
  textArray(fact.attachedTo),
  JSON.stringify(fact.body),
  json(fact.attrs),
];

const json = (value: Attrs | undefined): string | undefined => value && JSON.stringify(value);
