/**
 * Whether a text is of the form that a policy's pattern says: `*` stands for any characters, none included, `?` for exactly one; everything else for itself (IAM User Guide, "IAM JSON
 * policy elements: Resource"). Case counts: where it should not, both are handed over in small letters. O(pattern × text) at worst, however many stars, and allocates nothing.
 */
export function matchWildcard(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let retry = 0; // where the last star is to end next, should what follows it not match
  while (t < text.length) {
    const code = pattern.charCodeAt(p);
    if (code === asterisk) {
      star = p++;
      retry = t;
    } else if (code === text.charCodeAt(t) || code === questionMark) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++retry;
    } else return false;
  }
  while (pattern.charCodeAt(p) === asterisk) p++;
  return p === pattern.length;
}

const asterisk = 42;
const questionMark = 63;
