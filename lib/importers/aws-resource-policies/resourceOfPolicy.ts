import { parseArn } from '../../model/arn.ts';
import { awsResource } from '../../model/awsResource.ts';
import type { Json } from '../../model/facts.ts';
import { isObject } from '../parseJson.ts';

/**
 * The resource whose policy this is, from the policy itself: that of a bucket names the bucket and what lies in it, that of a function the function. Undefined where it says `*`, or names several: then
 * somebody has to say it.
 */
export function resourceOfPolicy(policy: Json): string | undefined {
  const given = isObject(policy) ? membersNamed(policy, 'statement').flatMap(asList) : [];
  const named = given.flatMap((statement) => (isObject(statement) ? membersNamed(statement, 'resource').flatMap(asList) : []));
  const resources = new Set(named.map((name) => (typeof name === 'string' && parseArn(name) ? awsResource(name) : undefined)));
  const [only, ...others] = resources;
  return others.length > 0 || only === undefined || /[*?]/.test(only) ? undefined : only;
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** Whatever their capitals, as in all policies. */
const membersNamed = (value: { [name: string]: unknown }, name: string): unknown[] =>
  Object.entries(value).flatMap(([key, member]) => (key.toLowerCase() === name ? [member] : []));
