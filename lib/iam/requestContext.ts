import type { RequestContext } from './evaluation.ts';
import type { TextPattern } from './textPattern.ts';
import { many } from './textPattern.ts';

/** A context as conditions read it. Keys are in small letters: "condition key names are not case-sensitive", tag keys in them included. */
export type Context = {
  /** A list where the key has several values, even if it is one. Undefined where the request does not have it, which an empty list says too. */
  valuesOf(key: string): string | readonly string[] | undefined;
  /** Nobody knows whether the request has it, and what its values are. */
  isUnknown(key: string): boolean;
  /** Whoever asks may choose whether the request has it, and what its values are. */
  isChosen(key: string): boolean;
};

const read = new WeakMap<RequestContext, Context>();

/** Read once for each context object. */
export function readContext(context: RequestContext): Context {
  let made = read.get(context);
  if (!made) {
    made = makeContext(context);
    read.set(context, made);
  }
  return made;
}

function makeContext({ values, unknown, chosen }: RequestContext): Context {
  const known = new Map<string, string | readonly string[]>();
  for (const [key, value] of values) if (typeof value === 'string' || value.length > 0) known.set(key.toLowerCase(), value);
  const isChosen = (key: string): boolean => !known.has(key) && chosen?.(key) === true;
  return { valuesOf: (key) => known.get(key), isUnknown: (key) => !known.has(key) && !isChosen(key) && unknown?.(key) === true, isChosen };
}

/**
 * A pattern with the values of its variables. `open` are the variables whose value nobody knows, each of which stands as "anything", as do those that can be `chosen`. Undefined where a
 * variable has no value.
 */
export type ResolvedText = { pattern: string; open: readonly string[]; chosen: boolean } | undefined;

const none: readonly string[] = [];

/** "You can use any available single-valued context key as a policy variable, but you cannot use a multivalued context key." */
export function resolveText({ parts }: TextPattern, context: Context): ResolvedText {
  if (parts.length === 1 && typeof parts[0] === 'string') return { pattern: parts[0], open: none, chosen: false };
  let pattern = '';
  let chosen = false;
  const open: string[] = [];
  for (const part of parts) {
    if (typeof part === 'string') {
      pattern += part;
      continue;
    }
    const values = context.valuesOf(part.name);
    const value = values === undefined ? part.otherwise : typeof values === 'string' ? values : undefined;
    if (context.isUnknown(part.name)) open.push(part.name);
    else if (context.isChosen(part.name)) chosen = true;
    else if (value === undefined) return undefined;
    else {
      pattern += value;
      continue;
    }
    pattern += many;
  }
  return { pattern, open, chosen };
}
