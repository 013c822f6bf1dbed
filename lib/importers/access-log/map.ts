import type { Fact } from '../../model/facts.ts';
import type { Row } from './parse.ts';

/** One use; with the last one of a set, what its log covers. */
export function* map({ time, credential, identity, workload, system: _, spans, ...said }: Row): Generator<Fact> {
  const who = credential === undefined ? { identity: identity! } : { credential };
  const where = Object.keys(workload).length === 0 ? {} : { workload };
  yield { fact: 'usage', ...who, at: time, ...said, ...where };
  for (const { system, from, to } of spans ?? []) yield { fact: 'coverage', system, from, to, what: ['access log'] };
}
