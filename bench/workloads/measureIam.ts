import { makeRandom } from '../../lib/estate/random.ts';
import { openCatalogue } from '../../lib/iam/catalogue.ts';
import { policyCompiler } from '../../lib/iam/compile.ts';
import { evaluate } from '../../lib/iam/evaluate.ts';
import { compileOne, compileResource, expandEstate, type IamEstate, type IamFigures, type IamSeconds, iamEstate } from './iamSteps.ts';
import { median, rounded } from './rounds.ts';

/**
 * What `keyblast bench engine --workload iam` prints. Seconds are of the clock, medians of three rounds; permissions are pairs of class and resource, of all principals together.
 * @property ratios.direct  deciding everything action by action with `evaluate`, extrapolated from a sample, over all three steps
 * @property ratios.ask     the sample alone, action by action over all actions at once
 */
export type IamReport = {
  workload: 'iam';
  scale: number;
  principals: number;
  resources: number;
  mismatches: number;
  seconds: IamSeconds & { total: number };
  ratios: { direct: number; ask: number };
  peakRssMb: number;
  details: IamFigures & { generateSeconds: number; sampled: { pairs: number; decisions: number; directSeconds: number; compiledSeconds: number } };
};

const rounds = 3;
const sampledPairs = 1_000;

export function measureIam(scale: number, say: (what: string) => void): IamReport {
  say(`generating an account at scale ${scale}`);
  const begun = performance.now();
  const estate = iamEstate(scale);
  const generateSeconds = (performance.now() - begun) / 1000;
  const runs = Array.from({ length: rounds }, (_, round) => {
    say(`round ${round + 1}`);
    return expandEstate(estate);
  });
  const seconds = (step: keyof IamSeconds): number => median(runs.map((run) => run.seconds[step]));
  const steps = { compile: seconds('compile'), group: seconds('group'), expand: seconds('expand') };
  const total = steps.compile + steps.group + steps.expand;
  const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
  say('a sample by direct evaluation');
  const sample = compareSample(estate);
  const all = (sample.directSeconds / sample.pairs) * estate.principals.length * estate.resources.length;
  return {
    workload: 'iam',
    scale,
    principals: estate.principals.length,
    resources: estate.resources.length,
    mismatches: sample.mismatches,
    seconds: { compile: rounded(steps.compile), group: rounded(steps.group), expand: rounded(steps.expand), total: rounded(total) },
    ratios: { direct: rounded(all / total), ask: rounded(sample.directSeconds / sample.compiledSeconds) },
    peakRssMb,
    details: {
      ...runs[0]!.figures,
      generateSeconds: rounded(generateSeconds),
      sampled: {
        pairs: sample.pairs,
        decisions: sample.decisions,
        directSeconds: rounded(sample.directSeconds),
        compiledSeconds: rounded(sample.compiledSeconds),
      },
    },
  };
}

type Sample = { pairs: number; decisions: number; directSeconds: number; compiledSeconds: number; mismatches: number };

/** Pairs of a principal and a resource by chance: every action that is checked on the resource, decided in both ways. */
function compareSample(estate: IamEstate): Sample {
  const random = makeRandom(45);
  const pairs = Array.from({ length: sampledPairs }, () => ({ principal: random.pick(estate.principals), resource: random.pick(estate.resources) }));
  const [direct, directSeconds] = timed(() => pairs.map((pair) => decideDirectly(estate, pair)));
  const compiler = policyCompiler();
  const ready = pairs.map(({ principal, resource }) => ({
    principal: compileOne(compiler, principal),
    resource: compileResource(compiler, estate, resource),
    actions: resource.actions,
  }));
  const access = compiler.access();
  const compiled = ready.map(({ principal, resource, actions }) => {
    principal.actionsOn(resource, actions, access); // what a principal answers is worked out here, once
    return { certain: access.certain.slice(), upTo: access.upTo.slice() };
  });
  const [, compiledSeconds] = timed(() => {
    for (const { principal, resource, actions } of ready) principal.actionsOn(resource, actions, access);
  });
  const mismatches = direct.filter(({ certain, upTo }, i) => !same(certain, compiled[i]!.certain) || !same(upTo, compiled[i]!.upTo)).length;
  return { pairs: pairs.length, decisions: direct.reduce((sum, { decisions }) => sum + decisions, 0), directSeconds, compiledSeconds, mismatches };
}

type Pair = { principal: IamEstate['principals'][number]; resource: IamEstate['resources'][number] };

function decideDirectly({ account }: IamEstate, { principal, resource }: Pair): { certain: Uint32Array; upTo: Uint32Array; decisions: number } {
  const catalogue = openCatalogue();
  const [certain, upTo] = [catalogue.noActions(), catalogue.noActions()];
  let decisions = 0;
  const policies = { ...principal.policies, rcps: [], ...(resource.policy && { resource: resource.policy }) };
  for (let id = 0; id < catalogue.size; id++) {
    const [word, bit] = [id >> 5, 1 << (id & 31)];
    if ((resource.actions[word]! & bit) === 0) continue;
    const request = { principal: principal.arn, action: catalogue.names[id]!, resource: resource.arn, resourceAccount: account, context: principal.context };
    const outcome = evaluate(policies, request);
    if (outcome.certain === 'Allowed') certain[word]! |= bit;
    if (outcome.upTo === 'Allowed') upTo[word]! |= bit;
    decisions++;
  }
  return { certain, upTo, decisions };
}

const same = (a: Uint32Array, b: Uint32Array): boolean => a.every((word, i) => word === b[i]);

function timed<T>(work: () => T): [T, number] {
  const begun = performance.now();
  const value = work();
  return [value, (performance.now() - begun) / 1000];
}
