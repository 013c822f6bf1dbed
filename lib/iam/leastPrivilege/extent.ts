import { anyName, arnForms } from '../arnForms.ts';
import { type Action, openCatalogue } from '../catalogue.ts';
import type { TextPattern } from '../textPattern.ts';
import { resourcePattern } from './inclusion.ts';

/** A thing that was used, as policies would name it for one action: the bucket's objects for `s3:GetObject`. */
export type Extent = { text: string; pattern: TextPattern };

/**
 * Which resources a use of an action may have been of. `granted`: the log does not say, and whatever a statement grants may have been: it names none, or one that the action is not checked against, or the action
 * needs several at once, of which a log need not name all. An action that knows no resource is of none.
 * @param action   as `s3:GetObject`, in any case
 * @param resource ARN at the model's granularity
 */
export function extentsOf(action: string, resource: string | undefined): Extent[] | 'granted' | 'none' {
  const catalogue = openCatalogue();
  const id = catalogue.idOf(action);
  if (id === undefined) return 'granted';
  const known = catalogue.action(id);
  if (known.resources.length === 0) return 'none';
  if (resource === undefined || needsSeveral(known)) return 'granted';
  const { probesOf, actionsOn } = arnForms();
  const own = probesOf(resource).filter(({ form }) => (actionsOn(form)[id >> 5]! & (1 << (id & 31))) !== 0);
  const texts = new Set(own.map(({ arn }) => arn.replaceAll(anyName, '*')));
  return texts.size === 0 ? 'granted' : [...texts].map((text) => ({ text, pattern: resourcePattern(text) }));
}

const needsSeveral = ({ resources }: Action): boolean => resources.filter(({ required }) => required).length > 1;
