import { ipInRange } from './ipRange.ts';
import { matchPattern, type Wildcards } from './textPattern.ts';

/**
 * The condition operators of IAM (User Guide, "IAM JSON policy elements: Condition operators"). A negated one is true where its opposite is false: over all values of the policy, and
 * where the request does not have the key.
 */
export type Operator = {
  name: string;
  negated: boolean;
  /** How its values are read; `variables` only in strings, ARNs and booleans. */
  wildcards: Wildcards;
  variables: boolean;
  /** Asks whether there is the key at all. */
  existence: boolean;
  /** @param pattern  compiled as `wildcards` says */
  test(pattern: string, value: string): boolean;
};

type Test = Operator['test'];

const numbers =
  (compare: (value: number, wanted: number) => boolean): Test =>
  (pattern, value) => {
    const [a, b] = [readNumber(value), readNumber(pattern)];
    return a !== undefined && b !== undefined && compare(a, b);
  };
const dates =
  (compare: (value: number, wanted: number) => boolean): Test =>
  (pattern, value) => {
    const [a, b] = [readDate(value), readDate(pattern)];
    return a !== undefined && b !== undefined && compare(a, b);
  };

const readNumber = (text: string): number | undefined => (/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(text) ? Number(text) : undefined);

/**
 * A time in milliseconds: the W3C profile of ISO 8601 (a year, a month, a day, or to the minute or finer with a zone), or seconds since 1970, of which there are more than four digits.
 * A time without a zone is taken as UTC.
 */
export function readDate(text: string): number | undefined {
  if (/^-?\d{5,}(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[-+]\d{2}:?\d{2})?)?)?)?$/i.exec(text);
  if (!match) return undefined;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = match;
  const colon = /^[-+]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${colon}`);
  return Number.isNaN(ms) ? undefined : ms + Number(`0${fraction}`) * 1000;
}

/** Byte for byte; the request's value may be given as its bytes or in base 64 too. */
const binaryEquals: Test = (pattern, value) => value === pattern || (isBase64(pattern) && atob(pattern) === value);
const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);

const string = { variables: true, existence: false };
const plain = { wildcards: 'exact', variables: false, existence: false } as const;
const exactly: Test = (pattern, value) => pattern === value;
const ignoringCase: Test = (pattern, value) => pattern.toLowerCase() === value.toLowerCase();
const sameTruth: Test = (pattern, value) => /^(true|false)$/i.test(pattern) && ignoringCase(pattern, value);

const positive: Omit<Operator, 'negated'>[] = [
  { ...string, name: 'StringEquals', wildcards: 'exact', test: exactly },
  { ...string, name: 'StringEqualsIgnoreCase', wildcards: 'exact', test: ignoringCase },
  { ...string, name: 'StringLike', wildcards: 'like', test: matchPattern },
  { ...string, name: 'ArnEquals', wildcards: 'arn', test: matchPattern },
  { ...string, name: 'ArnLike', wildcards: 'arn', test: matchPattern },
  { ...string, name: 'Bool', wildcards: 'exact', test: sameTruth },
  { ...plain, name: 'NumericEquals', test: numbers((a, b) => a === b) },
  { ...plain, name: 'NumericLessThan', test: numbers((a, b) => a < b) },
  { ...plain, name: 'NumericLessThanEquals', test: numbers((a, b) => a <= b) },
  { ...plain, name: 'NumericGreaterThan', test: numbers((a, b) => a > b) },
  { ...plain, name: 'NumericGreaterThanEquals', test: numbers((a, b) => a >= b) },
  { ...plain, name: 'DateEquals', test: dates((a, b) => a === b) },
  { ...plain, name: 'DateLessThan', test: dates((a, b) => a < b) },
  { ...plain, name: 'DateLessThanEquals', test: dates((a, b) => a <= b) },
  { ...plain, name: 'DateGreaterThan', test: dates((a, b) => a > b) },
  { ...plain, name: 'DateGreaterThanEquals', test: dates((a, b) => a >= b) },
  { ...plain, name: 'BinaryEquals', test: binaryEquals },
  { ...plain, name: 'IpAddress', test: (pattern, value) => ipInRange(value, pattern) },
  { ...plain, name: 'Null', existence: true, test: sameTruth },
];

/** Those that have an opposite, and what it is called. */
const opposites: Record<string, string> = {
  StringEquals: 'StringNotEquals',
  StringEqualsIgnoreCase: 'StringNotEqualsIgnoreCase',
  StringLike: 'StringNotLike',
  ArnEquals: 'ArnNotEquals',
  ArnLike: 'ArnNotLike',
  NumericEquals: 'NumericNotEquals',
  DateEquals: 'DateNotEquals',
  IpAddress: 'NotIpAddress',
};

const operators = new Map<string, Operator>(
  positive.flatMap((each) => {
    const opposite = opposites[each.name];
    const both: Operator[] = [{ ...each, negated: false }];
    if (opposite) both.push({ ...each, name: opposite, negated: true });
    return both.map((operator) => [operator.name.toLowerCase(), operator] as const);
  }),
);

/** What stands before and behind an operator's name: how the values of the request are taken together, and whether a missing key is as good as a match. */
export type QualifiedOperator = { operator: Operator; set?: 'all' | 'any'; ifExists: boolean };

/** `ForAllValues:StringLikeIfExists`, in any case; undefined if there is no such operator. */
export function readOperator(text: string): QualifiedOperator | undefined {
  const match = /^(?:for(all|any)values?:)?([a-z]+?)(ifexists)?$/i.exec(text);
  const operator = operators.get(match?.[2]?.toLowerCase() ?? '');
  if (!match || !operator || (operator.existence && match[3])) return undefined;
  const set = match[1]?.toLowerCase() as 'all' | 'any' | undefined;
  return { operator, ifExists: match[3] !== undefined, ...(set && { set }) };
}
