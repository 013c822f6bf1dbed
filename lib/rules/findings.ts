import type { ExposureColumns } from '../blast/figureColumns.ts';
import { type Analysis, shareOf } from '../blast/figureColumns.ts';
import type { EstateGraph } from '../blast/graph.ts';
import { type NodeKind, nodeKinds } from '../model/facts.ts';
import type { FindingColumns } from '../model/findings.ts';
import type { Gathered } from './gathered.ts';
import type { Rule, SubjectFigures } from './rule.ts';
import { rules } from './rules.ts';
import { type Severities, severitiesOf } from './severity.ts';
import { type Mask, maskOf, type Signs } from './signs.ts';

/** What the figures of an analysis add to what was gathered before it. */
export type Judged = {
  graph: EstateGraph;
  gathered: Gathered;
  analysis: Analysis;
  exposure: ExposureColumns;
  likelihood: Uint8Array;
};

/** Finds by all rules in one pass over the subjects. */
export function findAll(judged: Judged): FindingColumns {
  const { graph, gathered } = judged;
  const severities = severitiesOf(judged);
  const subjects = gathered.signs.low.length;
  const [low, high] = [new Uint32Array(subjects), new Uint32Array(subjects)];
  const figures = figuresReader(judged);
  const byKind = nodeKinds.map((kind) => testsOf(kind));
  for (let v = 0; v < graph.nodes; v++) judge(gathered.signs, byKind[graph.kind[v]!]!, v, figures, low, high);
  const ofSystems = testsOf('system');
  for (let v = graph.nodes; v < subjects; v++) judge(gathered.signs, ofSystems, v, figures, low, high);
  return onlyFound(low, high, severities);
}

type Test = { place: number; all: Mask; none: Mask; when: Rule['when'] };
const testsOf = (kind: NodeKind | 'system'): Test[] =>
  rules.flatMap(({ on, all, none = [], when }, place) => (on === kind ? [{ place, all: maskOf(all), none: maskOf(none), when }] : []));

function judge(signs: Signs, tests: readonly Test[], v: number, figures: (v: number) => SubjectFigures, low: Uint32Array, high: Uint32Array): void {
  for (const { place, all, none, when } of tests) {
    if (!signs.fits(v, all, none) || (when && !when(figures(v)))) continue;
    if (place < 32) low[v]! |= 1 << place;
    else high[v]! |= 1 << (place - 32);
  }
}

/** Answers the figures of a node in one object that the next question overwrites. */
function figuresReader({ graph, gathered, analysis: { leak, takeover }, exposure }: Judged): (v: number) => SubjectFigures {
  const place = new Int32Array(graph.nodes).fill(-1);
  graph.credentials.forEach((v, at) => {
    place[v] = at;
  });
  const figures: SubjectFigures = { band: 0, share: 0, unusedClasses: 0, exposure: 0 };
  return (v) => {
    const [at, used] = [place[v]!, gathered.usedClasses[v]!];
    figures.exposure = exposure.certain[v]!;
    figures.band = at < 0 ? 0 : Math.max(leak.certain.band[at]!, takeover.certain.band[at]!);
    figures.share = at < 0 ? 0 : shareOf(leak.certain, leak.certain.weight[at]!);
    figures.unusedClasses = at < 0 || used === 0 ? 0 : leak.certain.classes[at]! & ~used;
    return figures;
  };
}

function onlyFound(low: Uint32Array, high: Uint32Array, severities: Severities): FindingColumns {
  let count = 0;
  for (let v = 0; v < low.length; v++) if ((low[v]! | high[v]!) !== 0) count++;
  const found: FindingColumns = {
    count,
    subject: new Uint32Array(count),
    low: new Uint32Array(count),
    high: new Uint32Array(count),
    leak: new Uint8Array(count),
    takeover: new Uint8Array(count),
  };
  let at = 0;
  for (let v = 0; v < low.length; v++) {
    if ((low[v]! | high[v]!) === 0) continue;
    found.subject[at] = v;
    found.low[at] = low[v]!;
    found.high[at] = high[v]!;
    found.leak[at] = severities.leak[v]!;
    found.takeover[at++] = severities.takeover[v]!;
  }
  return found;
}
