import { KeyblastError } from '../model/errors.ts';
import { actionClasses } from '../model/facts.ts';
import type { NodeRef, ReachedPermission, Scenario } from '../model/figures.ts';
import type { Database } from '../store/database.ts';
import { readAliases } from '../store/readAliases.ts';
import { readEvidence } from '../store/readEvidence.ts';
import { pathsOf } from './answerPaths.ts';
import { credentialRow } from './credentialRow.ts';
import { nodeCalled, numberIn, refsOf } from './findNodes.ts';
import type { Graphs, Loaded } from './loaded.ts';
import type { CredentialAnswer, Verbs } from './protocol.ts';
import type { Reach, ReachedKind, ReachedNode, ReachedScope } from './questions.ts';
import type { Asking } from './server.ts';

type Input = Verbs['credential']['input'];
/** Nodes of one kind that are listed; the rest is counted. */
const listed = 500;
/** Facts of one permission whose raw actions are gathered, longest lasting first. */
const factsEach = 50;
const daySeconds = 86_400;

export async function answerCredential(database: Database, loaded: Loaded, input: Input, asking: Asking): Promise<CredentialAnswer> {
  const { graphs, number, scenario, shown } = await numberOfCredential(database, loaded, input);
  const { nodeId } = graphs.snapshot;
  const { permissionsLimit = 50, permissionsOffset = 0, search = '' } = input;
  const beyondSeconds = (input.day ?? -1) * daySeconds;
  const part = search === '' ? { offset: permissionsOffset, permissions: permissionsLimit } : { offset: 0, permissions: Number.MAX_SAFE_INTEGER };
  const reach = await graphs.threads.ask({ kind: 'reach', node: number, scenario, end: input.end, beyondSeconds, nodes: listed, ...part }, asking.signal);
  return {
    row: shown,
    figures: { leak: shown.leak, takeover: shown.takeover },
    scenario,
    end: input.end,
    depth: reach.depth,
    rings: reach.rings,
    ...(await nodesOf(database, graphs, reach)),
    permissions: await permissionsOf(database, graphs, reach.scope, { ...input, scenario, number }, asking),
    curve: reach.curve,
    crownJewels: await pathsOf(database, nodeId, reach.crownJewels),
  };
}

/** The credential that is meant, its number in the graph, its row, and the scenario that is shown where none is asked for. */
export async function numberOfCredential(database: Database, loaded: Loaded, input: { credential: string; scenario?: Scenario }) {
  const node = await nodeCalled(database, loaded, input.credential);
  const row = loaded.rowOf[Number(node.id)] ?? -1;
  if (row < 0) throw new KeyblastError(node.kind === 'credential' ? 'CONFLICT' : 'NOT_FOUND', notListed(node));
  const graphs = await loaded.graphs;
  const aliases = await readAliases(database, [Number(node.id)]);
  const shown = credentialRow(loaded.answers.table, row, aliases.get(Number(node.id)) ?? []);
  const scenario: Scenario = input.scenario ?? (shown.identityKind === 'agent' ? 'takeover' : 'leak');
  return { graphs, number: numberIn(graphs.numberOf, node), scenario, shown };
}

const notListed = (node: NodeRef): string =>
  node.kind === 'credential'
    ? `${node.key} came after the last analysis; run "keyblast analyze"`
    : `${node.key} is ${node.kind === 'identity' ? 'an' : 'a'} ${node.kind}, not a credential; see "keyblast exposure" and "keyblast paths"`;

type Listed = Pick<CredentialAnswer, 'identities' | 'workloads' | 'chain' | 'listed'>;

/** What is reached and not yet over, by hops, then by key; the credential itself left out. */
async function nodesOf(database: Database, { snapshot }: Graphs, { nodes: { credential, workload, identity } }: Reach): Promise<Listed> {
  const shown = [credential, workload, identity].flatMap(({ first }) => first.map(({ node }) => node));
  const refOf = await refsOf(database, snapshot.nodeId, shown);
  const plain = ({ node, hop, staySeconds }: ReachedNode) => ({ ...refOf(node), hop, staySeconds });
  const more = ({ count, first }: ReachedKind): number => count - first.length;
  return {
    identities: identity.first.map((reached) => ({ ...plain(reached), entered: reached.entered })),
    workloads: workload.first.map(plain),
    chain: credential.first.map(plain),
    listed: { identities: more(identity), workloads: more(workload), chain: more(credential) },
  };
}

/** Beside every action, no other needs to be named. */
const unlessAll = (actions: string[]): string[] => (actions.includes('*') ? ['*'] : actions);

/** One page of the permissions that match, by what they add to the action-days. */
async function permissionsOf(
  database: Database,
  { snapshot, threads }: Graphs,
  scope: Reach['scope'],
  input: Input & { scenario: Scenario; number: number },
  { signal }: Asking,
): Promise<CredentialAnswer['permissions']> {
  const { number: node, scenario, end, permissionsLimit = 50, permissionsOffset = 0, search = '' } = input;
  const actionsOf = async (places: number[]): Promise<string[][]> => {
    const permissions = places.map((at) => scope.permission[at]!);
    const facts = await threads.ask({ kind: 'carriers', node, scenario, end, permissions, atMost: factsEach }, signal);
    const words = await readEvidence(database, [...new Set(facts.flat())]);
    return facts.map((ids) => unlessAll([...new Set(ids.flatMap((id) => words.get(id)?.actions ?? []))].sort()));
  };
  const places = Array.from(scope.permission.keys());
  const found = search === '' ? undefined : await searchPermissions(database, snapshot.nodeId, scope, places, search, actionsOf);
  const page = found?.slice(permissionsOffset, permissionsOffset + permissionsLimit) ?? places;
  const actions = await actionsOf(page);
  const refOf = await refsOf(
    database,
    snapshot.nodeId,
    page.flatMap((at) => [scope.resource[at]!, scope.carrier[at]!]),
  );
  const rows = page.map(
    (at, index): ReachedPermission => ({
      class: actionClasses[scope.class[at]!]!,
      resource: refOf(scope.resource[at]!),
      actions: actions[index]!,
      weight: scope.weight[at]!,
      hops: scope.hops[at]!,
      lastSeconds: scope.lastSeconds[at]!,
      actionDays: scope.actionDays[at]!,
      certainty: scope.certain[at] === 1 ? 'certain' : 'possible',
      carrier: refOf(scope.carrier[at]!),
    }),
  );
  return { rows, matching: found?.length ?? scope.matching, total: scope.total };
}

/** Permissions whose class, resource (key or name) or raw actions contain the text, whatever the case. Looked up in pieces, so that a scope of any size is answered in flat memory. */
async function searchPermissions(
  database: Database,
  nodeId: Int32Array,
  scope: ReachedScope,
  places: number[],
  search: string,
  actionsOf: (places: number[]) => Promise<string[][]>,
): Promise<number[]> {
  const text = search.toLowerCase();
  const found: number[] = [];
  for (let from = 0; from < places.length; from += searchedAtOnce) {
    const piece = places.slice(from, from + searchedAtOnce);
    const refOf = await refsOf(
      database,
      nodeId,
      piece.map((at) => scope.resource[at]!),
    );
    const actions = await actionsOf(piece);
    piece.forEach((at, index) => {
      const { key, name } = refOf(scope.resource[at]!);
      const texts = [actionClasses[scope.class[at]!]!, key, name ?? '', ...actions[index]!];
      if (texts.some((one) => one.toLowerCase().includes(text))) found.push(at);
    });
  }
  return found;
}
const searchedAtOnce = 20_000;
