import type { Json } from '../model/facts.ts';

/**
 * A trust policy in which unique ids (`AIDA…`, `AROA…`) of principals that exist are their ARNs. An id stands in a policy once its principal was deleted; one that is still there names
 * whoever has it now ("transforms the ARN to the principal's unique ID when you save the policy").
 * @param arns by unique id
 */
export function namedById(trust: Json, arns: ReadonlyMap<string, string>): Json {
  if (typeof trust === 'string') return arns.get(trust) ?? trust;
  if (Array.isArray(trust)) {
    const changed = trust.map((each) => namedById(each, arns));
    return changed.some((each, index) => each !== trust[index]) ? changed : trust;
  }
  if (typeof trust !== 'object' || trust === null) return trust;
  const changed = Object.entries(trust).map(([name, value]): [string, Json] => [name, namesIds(name) ? namedById(value, arns) : value]);
  return changed.some(([name, value]) => value !== trust[name]) ? Object.fromEntries(changed) : trust;
}

const namesIds = (name: string): boolean => /^(Statement|(Not)?Principal|AWS)$/i.test(name);
