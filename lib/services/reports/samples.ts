import type { CredentialRow } from '../../model/figures.ts';
import type { DraftTable } from '../../reports/report.ts';
import { type ColumnOf, tableOf } from '../../reports/tableOf.ts';
import { readSampleEdges, readSampleGrants, readSampleNodes, type SampleEdge, type SampleGrant, type SampleNode } from '../../store/readSampleFacts.ts';
import { type DraftSection, type Gathering, inScope, unwrap } from './gathering.ts';

/** Small enough to be recomputed by hand. */
const small = ['leak.scope>=1', 'leak.scope<=40', 'leak.identities<=20', 'leak.chain<=20', 'leak.workloads<=20'];
/** What each of the samples shows; the largest that is small enough, each credential once. */
const wanted = [[], ['leak.chain>=1'], ['leak.workloads>=1']];
const sampleCount = 3;

/** Of three credentials, every fact that their certain figures of a leak rest on: whoever follows docs/facts.md from them comes to the same figures. */
export async function samplesSection(gathering: Gathering): Promise<DraftSection> {
  const section = { id: 'samples', title: 'Sample recomputation', newPage: true, annex: false };
  const rows = await chooseSamples(gathering);
  if (rows.length === 0) return { ...section, blocks: [{ kind: 'paragraph', text: 'No credential of the scope reaches little enough to be printed whole.' }] };
  const facts = await factsOf(gathering, rows);
  return {
    ...section,
    blocks: [
      {
        kind: 'paragraph',
        text: `${rows.length === 1 ? 'One credential' : `${rows.length} credentials`} with every edge and grant, certain and standing, that leads away from what is entered if it leaks, as of ${gathering.analysis.asOf}, T = ${gathering.analysis.horizonDays} days. By the rules of "Method" they give the figures of the first table, to the digit.`,
      },
      figuresTable(rows),
      nodesTable(facts.nodes),
      edgesTable(facts.edges),
      grantsTable(facts.grants),
    ],
  };
}

async function chooseSamples(gathering: Gathering): Promise<CredentialRow[]> {
  const chosen = new Map<string, CredentialRow>();
  for (const more of [...wanted, ...wanted.map(() => [])]) {
    const question = { filter: inScope(gathering, ...small, ...more), sort: '-leak.actionDays', limit: sampleCount };
    const page = unwrap(await gathering.ctx.engine.ask('credentials', question));
    const next = page.rows.find(({ id }) => !chosen.has(id));
    if (next && chosen.size < sampleCount) chosen.set(next.id, next);
  }
  return [...chosen.values()];
}

/** Facts of all samples together, each once. */
async function factsOf({ ctx }: Gathering, samples: CredentialRow[]): Promise<{ nodes: SampleNode[]; edges: SampleEdge[]; grants: SampleGrant[] }> {
  const entered = new Set<number>();
  for (const { id, credential } of samples) {
    entered.add(Number(id));
    const reach = unwrap(await ctx.engine.ask('credential', { credential, scenario: 'leak', end: 'certain', permissionsLimit: 100 }));
    for (const { id: node } of [...reach.identities, ...reach.workloads, ...reach.chain]) entered.add(Number(node));
    for (const { resource } of reach.permissions.rows) entered.add(Number(resource.id)); // stores among them, from which edges lead on
  }
  const edges = await readSampleEdges(ctx.database, [...entered]);
  const grants = await readSampleGrants(ctx.database, [...entered]);
  const nodes = new Set([...entered, ...edges.map(({ toId }) => toId), ...grants.map(({ resourceId }) => resourceId)]);
  return { nodes: await readSampleNodes(ctx.database, [...nodes]), edges, grants };
}

const figuresTable = (rows: CredentialRow[]): DraftTable =>
  tableOf({
    id: 'samples',
    title: 'Figures to come to: leak, certain',
    columns: [
      { id: 'credential', title: 'Credential', type: 'key', of: (row: CredentialRow) => row.credential },
      { id: 'identities', title: 'Identities', type: 'integer', of: (row) => row.leak.identities },
      { id: 'workloads', title: 'Workloads', type: 'integer', of: (row) => row.leak.workloads },
      { id: 'chain', title: 'Chain', type: 'integer', of: (row) => row.leak.chain },
      { id: 'scope', title: 'Scope', type: 'integer', of: (row) => row.leak.scope },
      { id: 'resources', title: 'Resources', type: 'integer', of: (row) => row.leak.resources },
      { id: 'weight', title: 'Weight', type: 'number', of: (row) => row.leak.weight },
      { id: 'actionDays', title: 'Action-days', type: 'actionDays', of: (row) => row.leak.actionDays },
      { id: 'band', title: 'Band', type: 'text', of: (row) => row.leak.band },
    ],
    rows: async () => rows,
  });

const nodesTable = (nodes: SampleNode[]): DraftTable =>
  tableOf({
    id: 'sample-nodes',
    title: 'Nodes, as their merged records have them',
    columns: [
      { id: 'key', title: 'Key', type: 'key', of: (row: SampleNode) => row.key },
      { id: 'kind', title: 'Kind', type: 'text', of: (row) => row.kind },
      { id: 'status', title: 'Status', type: 'text', of: (row) => row.status },
      { id: 'presentation', title: 'Presentation', type: 'text', of: (row) => (row.kind === 'credential' ? row.presentation : undefined) },
      { id: 'expires', title: 'Expires', type: 'time', of: (row) => row.expires },
      { id: 'ttl', title: 'Ttl, s', type: 'number', of: (row) => row.ttl },
      { id: 'gone', title: 'Gone', type: 'text', more: true, of: (row) => row.goneAt },
      { id: 'sensitivity', title: 'Sensitivity', type: 'integer', of: (row) => row.sensitivity },
      { id: 'pattern', title: 'Pattern', type: 'flag', more: true, of: (row) => row.pattern },
      { id: 'administers', title: 'Administers', type: 'key', more: true, of: (row) => row.administers },
    ],
    rows: async () => nodes,
  });

/** Where a fact is from, down to its line. */
const originColumns = <R extends SampleEdge | SampleGrant>(): ColumnOf<R>[] => [
  { id: 'fact', title: 'Fact', type: 'key', more: true, of: (row) => row.fact },
  { id: 'source', title: 'Source', type: 'text', of: (row) => row.source },
  { id: 'import', title: 'Import', type: 'integer', more: true, of: (row) => row.import },
  { id: 'file', title: 'File', type: 'text', more: true, of: (row) => row.file },
  { id: 'line', title: 'Line', type: 'integer', of: (row) => row.line },
];

const edgesTable = (edges: SampleEdge[]): DraftTable =>
  tableOf({
    id: 'sample-edges',
    title: 'Edges',
    columns: [
      { id: 'edge', title: 'Edge', type: 'text', of: (row: SampleEdge) => row.edge },
      { id: 'from', title: 'From', type: 'key', of: (row) => row.from },
      { id: 'to', title: 'To', type: 'key', of: (row) => row.to },
      { id: 'until', title: 'Until', type: 'time', of: (row) => row.until },
      { id: 'sessionTtl', title: 'Session, s', type: 'number', more: true, of: (row) => row.sessionTtl },
      { id: 'scoped', title: 'Scoped', type: 'flag', more: true, of: (row) => row.scoped },
      { id: 'lasting', title: 'Lasting', type: 'flag', more: true, of: (row) => row.lasting },
      { id: 'renews', title: 'Renews', type: 'flag', more: true, of: (row) => row.renews },
      ...originColumns<SampleEdge>(),
    ],
    rows: async () => edges,
  });

const grantsTable = (grants: SampleGrant[]): DraftTable =>
  tableOf({
    id: 'sample-grants',
    title: 'Grants',
    columns: [
      { id: 'from', title: 'From', type: 'key', of: (row: SampleGrant) => row.from },
      { id: 'class', title: 'Class', type: 'text', of: (row) => row.class },
      { id: 'resource', title: 'Resource', type: 'key', of: (row) => row.resource },
      { id: 'until', title: 'Until', type: 'time', of: (row) => row.until },
      { id: 'actions', title: 'Actions', type: 'list', more: true, of: (row) => row.actions },
      ...originColumns<SampleGrant>(),
    ],
    rows: async () => grants,
  });
