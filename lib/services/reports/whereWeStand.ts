import type { EstateFigures, Scenario } from '../../model/figures.ts';
import { formatCount, formatShare, plural } from '../../model/format.ts';
import type { Figure } from '../../reports/block.ts';
import { readOverview } from '../readOverview.ts';
import { readTrend } from '../readTrend.ts';
import { type DraftBlock, type Gathering, inScope, unwrap } from './gathering.ts';

const scenarioText: Record<Scenario, string> = { leak: 'if they leak', takeover: 'if what uses them is taken over' };

/** The estate's figures, and the scope's where there is one; with their values in the report that this one is compared with. */
export async function estateFigures(gathering: Gathering): Promise<DraftBlock[]> {
  const { leak, takeover } = gathering.analysis;
  const estate: Figure[] = [
    { id: 'credentials', label: 'Usable credentials of the estate', type: 'integer', value: leak.credentials },
    ...ofScenario('leak', leak),
    ...ofScenario('takeover', takeover),
    ...secretless(gathering),
  ];
  const scope = gathering.head.filter === '' ? [] : [figures('scope', await scopeFigures(gathering), gathering)];
  return [figures('estate', estate, gathering), ...scope];
}

/** A block of figures, each with what it was before. */
export const figures = (id: string, list: Figure[], { previous }: Gathering): DraftBlock => ({
  ...{ kind: 'figures', id },
  figures: list.map((figure) => {
    const before = previous?.figures[`${id}.${figure.id}`];
    if (before === undefined) return figure;
    return { ...figure, before: asCell(before.value), ...(before.upTo !== undefined && { beforeUpTo: asCell(before.upTo) }) };
  }),
});

/** A kept figure was a cell when it was kept. */
const asCell = (value: unknown): Figure['value'] => value as Figure['value'];

const ofScenario = (scenario: Scenario, { upTo, ...certain }: EstateFigures & { upTo: EstateFigures }): Figure[] => {
  const both = (id: keyof EstateFigures & string, label: string, type: Figure['type']): Figure => ({
    ...{ id: `${scenario}.${id}`, label: `${label} ${scenarioText[scenario]}`, type },
    ...{ value: asCell(certain[id]), upTo: asCell(upTo[id]) },
  });
  return [
    both('highOrAbove', 'High or critical', 'integer'),
    both('largestShare', 'Largest share of the estate that one reaches', 'share'),
    both('sum', 'Action-days all together', 'actionDays'),
    both('median', 'Median action-days', 'actionDays'),
  ];
};

function secretless({ analysis: { secretless } }: Gathering): Figure[] {
  if (!secretless) return [];
  const { identities, done, dual } = secretless;
  return [
    { id: 'secretless.identities', label: 'Agents and services', type: 'integer', value: identities },
    { id: 'secretless.done', label: 'of them without a usable static credential', type: 'integer', value: done },
    { id: 'secretless.dual', label: 'of them with an attested identity and a static credential still', type: 'integer', value: dual },
  ];
}

/** How many of the scope there are, and how many of them are high or critical. */
async function scopeFigures(gathering: Gathering): Promise<Figure[]> {
  const count = async (...terms: string[]): Promise<number> =>
    unwrap(await gathering.ctx.engine.ask('credentials', { filter: inScope(gathering, ...terms), limit: 0 })).matching;
  const high = async (scenario: Scenario): Promise<Figure> => ({
    ...{ id: `${scenario}.highOrAbove`, label: `High or critical in scope ${scenarioText[scenario]}`, type: 'integer' },
    ...{ value: await count(`${scenario}.band>=high`), upTo: await count(`${scenario}.upTo.band>=high`) },
  });
  return [
    { id: 'credentials', label: `Usable credentials in scope (${gathering.head.filter})`, type: 'integer', value: await count() },
    await high('leak'),
    await high('takeover'),
  ];
}

/** One sentence that says how bad it is, and one that says how much is seen. */
export function standing({ analysis }: Gathering): DraftBlock[] {
  const { leak, takeover } = analysis;
  const worst = Math.max(leak.largestShare, takeover.largestShare);
  const text =
    `${formatCount(leak.highOrAbove)} of ${plural(leak.credentials, 'usable credential')} are high or critical if they leak, ` +
    `${formatCount(takeover.highOrAbove)} if what uses them is taken over; the worst reaches ${formatShare(worst)} of the weight of what we see.`;
  const upTo =
    leak.upTo.highOrAbove === leak.highOrAbove && takeover.upTo.highOrAbove === takeover.highOrAbove
      ? []
      : [
          `With all that is possible but not certain: up to ${formatCount(leak.upTo.highOrAbove)} if they leak, up to ${formatCount(takeover.upTo.highOrAbove)} in a takeover.`,
        ];
  const stale = analysis.stale ? ['Facts have changed since the analysis: these figures stand for the data as they were.'] : [];
  const corrected =
    analysis.corrections > 0
      ? [`${plural(analysis.corrections, 'correction')} in force: what people say is wrong in the facts is in no figure, and stays beside them.`]
      : [];
  return [text, ...upTo, ...stale, ...corrected].map((text) => ({ kind: 'paragraph', text }));
}

/** Credentials by band in both scenarios, and by action-days of a leak. */
export async function spreadCharts({ ctx, analysis }: Gathering): Promise<DraftBlock[]> {
  const { leak, takeover } = analysis;
  const { spread } = unwrap(await readOverview(ctx));
  return [
    {
      ...{ kind: 'chart', id: 'bands', title: 'Credentials by band' },
      finding: `Critical: ${formatCount(leak.byBand.critical)} if they leak, ${formatCount(takeover.byBand.critical)} in a takeover; high: ${formatCount(leak.byBand.high)} and ${formatCount(takeover.byBand.high)}.`,
      data: { type: 'bands', leak: { certain: leak.byBand, upTo: leak.upTo.byBand }, takeover: { certain: takeover.byBand, upTo: takeover.upTo.byBand } },
    },
    {
      ...{ kind: 'chart', id: 'distribution', title: 'Credentials by action-days if they leak' },
      finding: `Half of the usable credentials reach ${formatCount(leak.median)} action-days or less; the band of each is below the axis.`,
      data: { type: 'distribution', certain: spread.leak.certain, upTo: spread.leak.upTo },
    },
  ];
}

const mostPoints = 120;

/** Both scenarios over the analyses: how many are high or critical. */
export async function trendChart({ ctx, analysis }: Gathering): Promise<DraftBlock[]> {
  const points = unwrap(await readTrend(ctx)).points.slice(-mostPoints);
  if (points.length < 2) return [];
  const [first, last] = [points[0]!, points.at(-1)!];
  return [
    {
      ...{ kind: 'chart', id: 'trend', title: 'High or critical, analysis by analysis' },
      finding: `If they leak: ${formatCount(first.leak.highOrAbove.certain)} on ${first.asOf.slice(0, 10)}, ${formatCount(analysis.leak.highOrAbove)} on ${last.asOf.slice(0, 10)}.`,
      data: {
        type: 'trend',
        points: points.map(({ asOf, horizonDays, weightsVersion, imports, leak, takeover }) => ({
          ...{ at: Date.parse(asOf), horizonDays, weightsVersion, imports: imports.count },
          figures: [leak.highOrAbove, takeover.highOrAbove],
        })),
      },
    },
  ];
}
