import type { Json } from '../../model/facts.ts';
import { onceEach } from '../once.ts';
import { parsePolicy } from '../parsePolicy.ts';

/** Whether a policy denies anything. */
export const denies = onceEach(
  (document: Json) => document,
  (document): boolean => parsePolicy(document).statements.some(({ effect }) => effect === 'Deny'),
);
