/**
 * Texts of policies with wildcards and policy variables (IAM User Guide, "IAM JSON policy elements: Resource", "… Variables and tags"). A compiled pattern is a string in which every
 * character stands for itself but the four below: so that a `*` out of a variable's value, or out of `${*}`, stands for itself too.
 */
export const many = '\uE000';
export const manyInSegment = '\uE001';
export const one = '\uE002';
export const oneInSegment = '\uE003';

/**
 * How wildcards are read. `exact`: not at all. `like`: `*` and `?` stand for any characters. `arn`: within one of the six parts between colons (ARN operators). `resource`: as `arn`, but
 * a `*` that ends its part reaches beyond the colon, and parts that are missing at the end are `*`.
 */
export type Wildcards = 'exact' | 'like' | 'arn' | 'resource';

/** `${name, 'otherwise'}`; `name` in small letters. */
export type Variable = { name: string; otherwise?: string };
/** A text as it is written, and its parts: compiled patterns and what stands between them. */
export type TextPattern = { text: string; parts: (string | Variable)[] };

/** @param variables  whether `${…}` means something: only in policies of version 2012-10-17, and in resources only after the fifth colon */
export function compileText(text: string, wildcards: Wildcards, variables: boolean): TextPattern {
  const whole = wildcards === 'resource' ? completeArn(text) : text;
  if (!special.test(whole)) return { text, parts: [whole] };
  const parts: (string | Variable)[] = [];
  let pattern = '';
  let colons = 0;
  for (let at = 0; at < whole.length; ) {
    const variable = variables && (wildcards !== 'resource' || colons >= 5) ? readVariable(whole, at) : undefined;
    if (variable) {
      at = variable.end;
      if (typeof variable.value === 'string') pattern += variable.value;
      else {
        if (pattern !== '') parts.push(pattern);
        parts.push(variable.value);
        pattern = '';
      }
      continue;
    }
    const character = whole[at++]!;
    if (character === ':') colons++;
    pattern += compileCharacter(character, wildcards, colons, at === whole.length || whole[at] === ':');
  }
  if (pattern !== '' || parts.length === 0) parts.push(pattern);
  return { text, parts };
}

/** What most texts have none of. */
const special = /[*?$]/;

/** "AWS automatically completes the ARN by adding wildcard characters (*) to all missing fields": `arn:aws:sqs` is `arn:aws:sqs:*:*:*`. */
function completeArn(text: string): string {
  const missing = text.startsWith('arn:') ? 6 - text.split(':').length : 0;
  return missing > 0 ? text + ':*'.repeat(missing) : text;
}

function compileCharacter(character: string, wildcards: Wildcards, colons: number, last: boolean): string {
  if (wildcards === 'exact' || (character !== '*' && character !== '?')) return character;
  const bound = wildcards !== 'like' && colons < 5;
  if (character === '?') return bound ? oneInSegment : one;
  return bound && !(wildcards === 'resource' && last) ? manyInSegment : many;
}

/** The variable that begins at `at`, or the character that `${*}`, `${?}`, `${$}` stand for. */
function readVariable(text: string, at: number): { end: number; value: string | Variable } | undefined {
  if (text[at] !== '$' || text[at + 1] !== '{') return undefined;
  const close = text.indexOf('}', at);
  if (close < 0) return undefined;
  const inside = text.slice(at + 2, close);
  if (inside === '*' || inside === '?' || inside === '$') return { end: close + 1, value: inside };
  const match = /^\s*([^,']+?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(inside);
  if (!match) return undefined;
  const name = match[1]!.toLowerCase();
  return { end: close + 1, value: match[2] === undefined ? { name } : { name, otherwise: match[2] } };
}

/**
 * A compiled pattern for a text; what comes out of a RegExp of the same meaning, without its worst cases: O(pattern × text). After the last `many` only what stands behind it is tried
 * again; a `manyInSegment` is given up at the colon: what stands between it and the next colon of the pattern must not itself match a colon, as `compileText` makes it.
 */
export function matchPattern(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let retry = 0;
  let near = -1;
  let nearRetry = 0;
  for (;;) {
    const token = pattern[p];
    if (token === many) {
      star = p++;
      retry = t;
      near = -1;
    } else if (token === manyInSegment) {
      near = p++;
      nearRetry = t;
    } else if (t < text.length && fits(token, text[t]!)) {
      p++;
      t++;
    } else if (t === text.length && p === pattern.length) return true;
    else if (near >= 0 && nearRetry < text.length && text[nearRetry] !== ':') {
      p = near + 1;
      t = ++nearRetry;
    } else if (star >= 0 && retry < text.length) {
      near = -1;
      p = star + 1;
      t = ++retry;
    } else return false;
  }
}

const fits = (token: string | undefined, character: string): boolean => token === character || token === one || (token === oneInSegment && character !== ':');
