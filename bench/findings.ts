/**
 * All rules on a numbered workload, in memory, beside reading once the rows that they look at:
 *   node bench/findings.ts M|M2|E|Esc|W [scale, default 1]
 * A hundred agents and every system have a decision with a budget. Ages, owners and use, which the workloads do not have, are drawn by chance; figures are those of an empty analysis, since what they are changes nothing about the time. Prints one JSON document.
 */
import { buildGraph } from '../lib/blast/buildGraph.ts';
import type { EstateColumns } from '../lib/blast/columns.ts';
import { makeAnalysis, makeExposure } from '../lib/blast/figureColumns.ts';
import { likelihoodsOf } from '../lib/blast/likelihood.ts';
import { makeRandom } from '../lib/estate/random.ts';
import { asOfMs } from '../lib/estate/workloads/numberedEstate.ts';
import { workloads } from '../lib/estate/workloads/workloads.ts';
import { attributions } from '../lib/model/attribution.ts';
import type { StandingDecision } from '../lib/model/decisions.ts';
import { identityKinds } from '../lib/model/facts.ts';
import type { SaidColumns } from '../lib/model/said.ts';
import { findDecisionUses } from '../lib/rules/decisionUses.ts';
import { endingsOf } from '../lib/rules/endings.ts';
import { findAll } from '../lib/rules/findings.ts';
import { gather } from '../lib/rules/gathered.ts';

const [name = 'M', scale = '1'] = process.argv.slice(2);
const make = workloads[name];
if (!make) throw new Error(`expected one of ${Object.keys(workloads).join(', ')}, saw ${JSON.stringify(name)}`);
const columns = make(Number(scale)).columns();
const graph = buildGraph(columns, { asOfMs, horizonDays: 27 });
const said = saidByChance(columns);
const likelihood = likelihoodsOf(graph, columns);
const random = makeRandom(2);
const attribution = Uint8Array.from(graph.credentials, () => random.below(attributions.length));
const decisions = someDecisions(columns);
const endings = endingsOf(columns.nodes, asOfMs);
const [analysis, exposure] = [makeAnalysis(graph), makeExposure(graph)];

const seconds = (work: () => void): number => {
  const begun = performance.now();
  work();
  return (performance.now() - begun) / 1000;
};
const readOnce = Math.min(...Array.from({ length: 3 }, () => seconds(() => readAll(columns, said))));
const before = process.memoryUsage().arrayBuffers;
let gathered: ReturnType<typeof gather> | undefined;
let found: ReturnType<typeof findAll> | undefined;
const gatherSeconds = seconds(() => {
  gathered = gather({ graph, columns, said, decisions, endings, likelihood, attribution });
});
const judged = { graph, gathered: gathered!, analysis, exposure, likelihood };
const decisionSeconds = seconds(() => findDecisionUses(judged));
const findSeconds = seconds(() => {
  found = findAll(judged);
});
let findings = 0;
for (let i = 0; i < found!.count; i++) for (const word of [found!.low[i]!, found!.high[i]!]) for (let bits = word; bits !== 0; bits &= bits - 1) findings++;
const round = (value: number): number => Number(value.toFixed(3));
console.log(
  JSON.stringify(
    {
      ...{
        workload: name,
        scale: Number(scale),
        nodes: graph.nodes,
        edges: columns.edges.count,
        grants: columns.grants.count,
        credentials: graph.credentials.length,
      },
      ...{ findings, subjects: found!.count, readOnceSeconds: round(readOnce), gatherSeconds: round(gatherSeconds), findSeconds: round(findSeconds) },
      ...{ decisions: decisions.length, decisionSeconds: round(decisionSeconds) },
      ratio: round((gatherSeconds + decisionSeconds + findSeconds) / readOnce),
      addedMb: Math.round((process.memoryUsage().arrayBuffers - before) / 2 ** 20),
    },
    null,
    2,
  ),
);

/** One with a budget about each of the first hundred agents, and about every system. */
function someDecisions({ nodes }: EstateColumns): StandingDecision[] {
  const agents: number[] = [];
  for (let v = 0; v < nodes.count && agents.length < 100; v++) if (nodes.identityKind[v] === identityKinds.indexOf('agent')) agents.push(v);
  const systems = nodes.systems.map((_, system) => nodes.count + system);
  return [...agents, ...systems].map((subject, at) => ({ id: at + 1, subject, issuance: 0, presentation: 0, budget: { band: 2, classes: 3, jewels: 1 } }));
}

function saidByChance({ nodes }: EstateColumns): SaidColumns {
  const draw = makeRandom(1);
  const today = Math.floor(asOfMs / 86_400_000);
  const days = () => Uint16Array.from({ length: nodes.count }, () => (draw.chance(0.5) ? today - draw.below(800) : 0));
  return {
    created: days(),
    rotated: days(),
    lastUsed: days(),
    bits: Uint32Array.from({ length: nodes.count }, () => draw.below(2 ** 17)),
    usedClasses: Uint16Array.from({ length: nodes.count }, () => draw.below(512)),
    systems: new Uint8Array(nodes.systems.length),
  };
}

/** Every entry of every column, once, one row after the other; what comes out only keeps it from being left out. */
function readAll({ nodes, edges, grants }: EstateColumns, of: SaidColumns): number {
  let sum = 0;
  for (let v = 0; v < nodes.count; v++) {
    sum += nodes.kind[v]! + nodes.status[v]! + nodes.issuance[v]! + nodes.presentation[v]! + nodes.sensitivity[v]! + nodes.flags[v]! + nodes.identityKind[v]!;
    sum +=
      nodes.storage[v]! + nodes.sighted[v]! + nodes.environment[v]! + nodes.system[v]! + (nodes.expiresMs[v]! > 0 ? 1 : 0) + (nodes.ttlSeconds[v]! > 0 ? 1 : 0);
    sum += of.created[v]! + of.rotated[v]! + of.lastUsed[v]! + of.bits[v]! + of.usedClasses[v]!;
  }
  for (let e = 0; e < edges.count; e++) sum += edges.type[e]! + edges.from[e]! + edges.to[e]! + edges.flags[e]! + (edges.untilMs[e]! > 0 ? 1 : 0);
  for (let g = 0; g < grants.count; g++)
    sum += grants.class[g]! + grants.from[g]! + grants.resource[g]! + grants.possible[g]! + (grants.untilMs[g]! > 0 ? 1 : 0);
  return sum;
}
