import type { Evidence, NodeRef, Path, Step } from '../lib/model/figures.ts';
import { plural } from '../lib/model/format.ts';
import { techniquesOf } from '../lib/services/techniquesOf.ts';
import { clean } from './textTable.ts';

/** A path as numbered lines: what is followed, to what, on what condition, and where that is written; what a technique does and how to close it below its step. */
export function pathText(path: Path): string {
  const techniques = techniquesOf([path]);
  const told = ({ technique }: Step): string[] => {
    const known = technique === undefined ? undefined : techniques[technique];
    return known ? [`     ${known.explanation}`, `     To close it: ${known.fix}`] : [];
  };
  const head = `${nodeText(path.from)} → ${nodeText(path.to)}: ${plural(path.steps.length, 'step')}, ${path.certainty}`;
  return [head, ...path.steps.flatMap((step, at) => [`  ${at + 1}. ${stepText(step)}`, ...told(step)])].join('\n');
}

/** A node as a person names it: its kind, its key, and its name where that says more. */
export const nodeText = ({ kind, key, name }: NodeRef): string => clean(name !== undefined && name !== key ? `${kind} ${key} (${name})` : `${kind} ${key}`);

function stepText({ from, to, kind, class: actionClass, actions, certainty, condition, technique, until, evidence }: Step): string {
  const what = kind === 'grant' ? `may ${actionClass ?? 'act on'}${actions && actions.length > 0 ? ` (${actions.join(', ')})` : ''}` : kind;
  const limits = [
    technique,
    until && `until ${until}`,
    certainty === 'possible' && `possible${condition ? `: ${condition.kind}${condition.text ? ` ${condition.text}` : ''}` : ''}`,
  ].filter((text) => typeof text === 'string');
  return clean(`${nodeText(from)} ${what} ${nodeText(to)}${limits.length > 0 ? ` [${limits.join('; ')}]` : ''} — ${evidenceText(evidence)}`);
}

/** Source, file and line, so that the record itself can be looked up. */
export const evidenceText = ({ source, file, line, basis }: Evidence): string =>
  `${source}${file === undefined ? '' : `, ${file}`}${line === undefined ? '' : ` line ${line}`}${basis === 'observed' ? ', observed' : ''}`;
