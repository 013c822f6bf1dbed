import { z } from 'zod';
import type { Json } from '../../model/facts.ts';
import { isObject, parseJson } from '../parseJson.ts';

/**
 * A policy document as AWS gives it: a JSON object (the command line), its text (bucket, queue and organisation policies), or its text URL-encoded after RFC 3986 (the API's own answer). Only that it is
 * an object is checked here; its grammar is `lib/iam`'s.
 */
export const policyDocument = z.unknown().transform((value, context): Json => {
  const document = typeof value === 'string' ? decoded(value) : value;
  if (isObject(document)) return asJson(document);
  context.issues.push({ code: 'invalid_type', expected: 'object', input: value });
  return z.NEVER;
});

/**
 * The same where a policy is a part of something that is worth knowing without it: what is no policy stays as it stands (null where nothing does), for `lib/iam` to name as such; text that is none stays text.
 */
export const policyOrWhatStandsThere = z.preprocess((value) => (typeof value === 'string' ? (decoded(value) ?? value) : (value ?? null)), z.custom<Json>());

function decoded(text: string): unknown {
  const plain = parseJson(text);
  if (plain !== undefined) return plain;
  try {
    return parseJson(decodeURIComponent(text));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** The guarantee: `document` came out of JSON.parse, here or where the record around it was read. */
function asJson(document: object): Json {
  return document as Json;
}
