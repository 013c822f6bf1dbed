import { type CredentialField, credentialFields, findField } from './credentialFields.ts';
import { fail, ok, type Result } from './errors.ts';

/**
 * The filter grammar of the screens' URLs and of `--filter` (docs/filter.md). Terms joined by spaces are AND; `-` before a term negates it.
 *
 *   term   = ["-"] ( field ":" value *("," value) | field ("<" | "<=" | ">" | ">=") bound | field ":" bound ".." bound | text )
 *   value  = word | quoted | "none"          text = word | quoted          quoted = `"` … `"`, with `\"` and `\\`
 *
 * A row without the field matches only `field:none` (and every negated term that it does not match).
 */
export const operators = ['<', '<=', '>', '>='] as const;
export type Operator = (typeof operators)[number];
export type Term =
  | { kind: 'text'; negated: boolean; text: string }
  /** `null` is absent. Values of choices, flags and sets are known ones; numbers and times are as `number`. */
  | { kind: 'is'; negated: boolean; field: string; values: (string | number | null)[] }
  /** `to` of an ordered choice is the value itself. */
  | { kind: 'compare'; negated: boolean; field: string; operator: Operator; bound: string | number }
  /** Both ends included. */
  | { kind: 'between'; negated: boolean; field: string; from: string | number; to: string | number };
export type Filter = { terms: Term[] };

/** What was wrong, on its way out of the parser; never leaves this file. */
class Refused extends Error {}

/**
 * Parses `text`; the empty text is the filter that everything matches. INVALID names the character (from 1), what was seen, and what is known there.
 * @param fields what can be named; those of credentials where it is left out
 */
export function parseFilter(text: string, fields: readonly CredentialField[] = credentialFields): Result<Filter> {
  try {
    const terms: Term[] = [];
    const printed = new Set<string>();
    for (const term of readTerms(text, fields)) {
      const canonical = printTerm(term);
      if (!printed.has(canonical)) terms.push(term);
      printed.add(canonical);
    }
    return ok({ terms });
  } catch (error) {
    if (error instanceof Refused) return fail('INVALID', error.message);
    throw error;
  }
}

/** The canonical text of a filter: full field names, one space between terms, quotes only where they are needed. `parseFilter` reads it back to an equal filter. */
export const printFilter = (filter: Filter): string => filter.terms.map(printTerm).join(' ');

/** The filter without its terms on one field (as facets are counted). */
export const withoutField = (filter: Filter, field: string): Filter => ({ terms: filter.terms.filter((term) => term.kind === 'text' || term.field !== field) });

/** The filter with exactly these values asked of one field; none of them: the field is left free. */
export function withValues(filter: Filter, field: string, values: (string | number | null)[]): Filter {
  const rest = withoutField(filter, field).terms;
  return { terms: values.length === 0 ? rest : [...rest, { kind: 'is', negated: false, field, values }] };
}

function* readTerms(text: string, fields: readonly CredentialField[]): Generator<Term> {
  let at = 0;
  for (;;) {
    while (at < text.length && isSpace(text[at]!)) at++;
    if (at === text.length) return;
    const [term, next] = readTerm(text, at, fields);
    yield term;
    at = next;
  }
}

const isSpace = (char: string): boolean => /\s/.test(char);
/** A field's name and the operator behind it. */
const head = /([A-Za-z][A-Za-z.]*)(:|<=|>=|<|>)/y;

function readTerm(text: string, start: number, fields: readonly CredentialField[]): [Term, number] {
  const negated = text[start] === '-';
  const at = negated ? start + 1 : start;
  head.lastIndex = at;
  const match = head.exec(text);
  if (match) return readFieldTerm(text, negated, { name: match[1]!, operator: match[2]!, at }, fields);
  const word = readWord(text, at, false);
  if (word.text === '') throw refused(at, negated ? 'nothing after "-"' : 'an empty text; leave it out');
  return [{ kind: 'text', negated, text: word.text }, word.next];
}

type Head = { name: string; operator: string; at: number };

function readFieldTerm(text: string, negated: boolean, { name, operator, at }: Head, fields: readonly CredentialField[]): [Term, number] {
  const field = fields === credentialFields ? findField(name) : fields.find((each) => each.name === name);
  if (!field) throw refused(at, `${unknownField(name, fields)} To search for a text with "${operator}" in it, put it in quotes.`);
  const start = at + name.length + operator.length;
  const comparing = operators.find((known) => known === operator);
  if (comparing) return readComparison(text, negated, field, comparing, start);
  const first = readWord(text, start, true);
  const dots = first.quoted ? -1 : first.text.indexOf('..');
  if (dots >= 0 && isOrdered(field)) {
    const from = bound(field, first.text.slice(0, dots), start);
    return [{ kind: 'between', negated, field: field.name, from, to: bound(field, first.text.slice(dots + 2), start + dots + 2) }, first.next];
  }
  return readValues(text, negated, field, start);
}

function readComparison(text: string, negated: boolean, field: CredentialField, operator: Operator, start: number): [Term, number] {
  if (!isOrdered(field)) throw refused(start, `${field.name} has no order; write ${field.name}:VALUE.`);
  const word = readWord(text, start, true);
  return [{ kind: 'compare', negated, field: field.name, operator, bound: bound(field, word.text, start) }, word.next];
}

function readValues(text: string, negated: boolean, field: CredentialField, start: number): [Term, number] {
  const values: (string | number | null)[] = [];
  let at = start;
  for (;;) {
    const word = readWord(text, at, true);
    if (word.text === '' && !word.quoted) throw refused(at, `a value of ${field.name} is missing; ${expected(field)}.`);
    const value = !word.quoted && word.text === 'none' ? null : bound(field, word.text, at);
    if (!values.includes(value)) values.push(value);
    if (text[word.next] !== ',') return [{ kind: 'is', negated, field: field.name, values }, word.next];
    at = word.next + 1;
  }
}

type Word = { text: string; next: number; quoted: boolean };

/** One word or quoted text from `at`; inside a list of values a comma ends a word. */
function readWord(text: string, at: number, inList: boolean): Word {
  if (text[at] === '"') return readQuoted(text, at, inList);
  let end = at;
  while (end < text.length && !isSpace(text[end]!) && !(inList && text[end] === ',')) {
    if (text[end] === '"') throw refused(end, 'a quote inside a word; put the whole value in quotes.');
    end++;
  }
  return { text: text.slice(at, end), next: end, quoted: false };
}

function readQuoted(text: string, start: number, inList: boolean): Word {
  let read = '';
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')) read += text[++at];
    else if (text[at] === '"') return { text: read, next: afterQuote(text, at + 1, inList), quoted: true };
    else read += text[at];
  }
  throw refused(start, 'a quote that is not closed.');
}

function afterQuote(text: string, at: number, inList: boolean): number {
  if (at < text.length && !isSpace(text[at]!) && !(inList && text[at] === ','))
    throw refused(at, 'text right after a closing quote; put a space between terms.');
  return at;
}

const isOrdered = (field: CredentialField): boolean => field.kind === 'number' || field.kind === 'time' || field.kind === 'choice';

/** A value of the field, as the term holds it: a number for numbers and times (milliseconds since 1970), else the text itself. */
function bound(field: CredentialField, text: string, at: number): string | number {
  if (field.kind === 'number') return asNumber(field, text, at);
  if (field.kind === 'time') return asTime(field, text, at);
  if (field.values && !field.values.includes(text)) throw refused(at, `${JSON.stringify(text)} is no value of ${field.name}; ${expected(field)}.`);
  return text;
}

function asNumber(field: CredentialField, text: string, at: number): number {
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  throw refused(at, `${JSON.stringify(text)} is no value of ${field.name}; ${expected(field)}.`);
}

/** A bare date is 00:00 UTC; a time without zone is UTC. */
function asTime(field: CredentialField, text: string, at: number): number {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  const ms = match ? Date.parse(`${match[1]}T${match[2] ?? '00:00'}${match[3] ?? 'Z'}`) : Number.NaN;
  if (Number.isNaN(ms)) throw refused(at, `${JSON.stringify(text)} is no value of ${field.name}; ${expected(field)}.`);
  return ms;
}

function expected(field: CredentialField): string {
  const absent = '"none" stands for absent';
  if (field.kind === 'number') return `expected a number such as 1000 or 3e4; ${absent}`;
  if (field.kind === 'time') return `expected a date such as 2026-11-01 or 2026-11-01T12:00:00Z; ${absent}`;
  return field.values ? `expected one of ${field.values.join(', ')}; ${absent}` : `expected a text; ${absent}`;
}

const refused = (at: number, what: string): Refused => new Refused(`filter, character ${at + 1}: ${what}`);

function unknownField(name: string, fields: readonly CredentialField[]): string {
  if (fields !== credentialFields) return `${JSON.stringify(name)} is no field. Fields: ${fields.map((field) => field.name).join(', ')}.`;
  const plain = credentialFields.filter((field) => !/^(leak|takeover)\./.test(field.name)).map((field) => field.name);
  const figures = credentialFields.filter((field) => /^leak\.[a-zA-Z]+$/.test(field.name)).map((field) => field.name.slice('leak.'.length));
  return `${JSON.stringify(name)} is no field. Fields: ${plain.join(', ')}; and with leak., leak.upTo., takeover. or takeover.upTo. before them: ${figures.join(', ')}.`;
}

function printTerm(term: Term): string {
  const sign = term.negated ? '-' : '';
  if (term.kind === 'text') return sign + printWord(term.text, true);
  const print = (value: string | number | null): string => printValue(term.field, value);
  if (term.kind === 'compare') return `${sign}${term.field}${term.operator}${print(term.bound)}`;
  if (term.kind === 'between') return `${sign}${term.field}:${print(term.from)}..${print(term.to)}`;
  return `${sign}${term.field}:${term.values.map(print).join(',')}`;
}

function printValue(field: string, value: string | number | null): string {
  if (value === null) return 'none';
  if (typeof value === 'string') return printWord(value, false);
  return findField(field)?.kind === 'time' ? printTime(value) : String(value);
}

const printTime = (ms: number): string => new Date(ms).toISOString().replace(/T00:00:00\.000Z$|\.000(?=Z$)/, '');

/** In quotes where it would be read as something else without them. */
function printWord(text: string, bare: boolean): string {
  const special = bare ? /[\s"]|^-|^[A-Za-z][A-Za-z.]*[:<>]/ : /[\s",]|\.\.|^none$/;
  return text === '' || special.test(text) ? `"${text.replace(/[\\"]/g, '\\$&')}"` : text;
}
