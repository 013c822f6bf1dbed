import type { RuleInfo } from '../model/findings.ts';
import type { Rule } from '../rules/rule.ts';
import { rules } from '../rules/rules.ts';

const infoOf = ({ id, title, on, says, todo, standards, closedBy }: Rule): RuleInfo => ({
  id,
  title,
  on,
  says,
  todo,
  standards,
  ...(closedBy && { closedBy }),
});

/** The rules as screens show them, by their places: a stored finding has the place of its rule. */
export const ruleInfos: readonly RuleInfo[] = rules.map(infoOf);

/** Places of these rules, by the scenario that says how urgent theirs are. */
export function placesByScenario(wanted: (rule: Rule) => boolean): { leak: number[]; takeover: number[] } {
  const places = { leak: [] as number[], takeover: [] as number[] };
  rules.forEach((rule, place) => {
    if (wanted(rule)) places[rule.scenario].push(place);
  });
  return places;
}
