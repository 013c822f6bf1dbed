import { actionClasses } from '../../model/facts.ts';
import { originText } from '../../model/horizon.ts';
import { bandFloor, bands, classWeight, lifeUnitSeconds, sensitivityWeight, subDayLives } from '../../model/weights.ts';
import { tableOf } from '../../reports/tableOf.ts';
import type { DraftSection, Gathering } from './gathering.ts';

/** How the figures are made, and with what: enough to make them again from the facts. */
export const methodSection = (gathering: Gathering): DraftSection => ({
  ...{ id: 'method', title: 'Method', newPage: true, annex: false },
  blocks: [
    { kind: 'paragraph', text: methodText },
    {
      kind: 'list',
      items: [
        'Leak: the attacker has the credential and nothing else. Takeover: the attacker is inside a workload that uses it. Both are always computed, never blurred.',
        'Action-days = the sum over the permissions in scope of weight × days that the permission stays usable; weight = weight of its class × weight of the sensitivity of its resource.',
        'Every figure is an interval: certain, from what is certain given the inputs, and "up to", with all that is possible.',
        `Lives are points of a grid: ${subDayLives.map((seconds) => (seconds < 3600 ? `${seconds / 60} min` : `${seconds / 3600} h`)).join(', ')}, 1 d, 2 d, … T d; a life is the first point not below it. Sums are made in whole units of ${lifeUnitSeconds} s and divided once.`,
        horizonText(gathering),
        'The band goes by action-days (below); it is at least high where more than listing a resource of sensitivity 5 is in scope, and critical where an identity that administers a whole scope is entered.',
        'The exact semantics are docs/facts.md, "Exact semantics"; the section "Sample recomputation" prints three credentials with every fact that their figures rest on.',
      ],
    },
    ...weightTables(),
  ],
});

const methodText =
  'Keyblast answers, for every credential: if it leaks, what can its holder do, for how long, before it is contained? Imported inventories, policies and logs become facts; facts become a graph of credentials, ' +
  'identities, workloads and resources; each credential is followed through it, exactly, with no estimate anywhere.';

const horizonText = ({ analysis }: Gathering): string =>
  `T, time to detect plus time to contain, is ${analysis.horizonDays} days${analysis.horizonOrigin ? ` (${originText[analysis.horizonOrigin]})` : ''}; the weights are version ${analysis.weightsVersion}.`;

const weightTables = (): DraftSection['blocks'] => [
  tableOf({
    ...{ id: 'class-weights', title: 'Weights of action classes' },
    columns: [
      { id: 'class', title: 'Class', type: 'text', of: ([name]: [string, number]) => name },
      { id: 'weight', title: 'Weight', type: 'number', of: ([, weight]) => weight },
    ],
    rows: async () => actionClasses.map((name): [string, number] => [name, classWeight[name]]),
  }),
  tableOf({
    ...{ id: 'sensitivity-weights', title: 'Weights of sensitivity' },
    columns: [
      { id: 'sensitivity', title: 'Sensitivity', type: 'integer', of: ([sensitivity]: [number, number]) => sensitivity },
      { id: 'weight', title: 'Factor', type: 'number', of: ([, weight]) => weight },
    ],
    rows: async () => sensitivityWeight.map((weight, sensitivity): [number, number] => [sensitivity, weight]).slice(1),
  }),
  tableOf({
    ...{ id: 'bands-floors', title: 'Bands' },
    columns: [
      { id: 'band', title: 'Band', type: 'text', of: ([band]: [string, number]) => band },
      { id: 'from', title: 'From action-days', type: 'actionDays', of: ([, floor]) => floor },
    ],
    rows: async () => bands.map((band, at): [string, number] => [band, bandFloor[at]!]),
  }),
];
