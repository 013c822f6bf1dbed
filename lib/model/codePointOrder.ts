/**
 * Order of two strings by Unicode code point, which is the order of their UTF-8 bytes and of PostgreSQL's `COLLATE "C"`: negative, 0 or positive.
 * JavaScript's `<` compares UTF-16 units and puts U+1F511 (two surrogates, 0xD83D first) before U+FF21; here it comes after.
 */
export function codePointOrder(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    // Behind equal beginnings, the first units that differ decide: a surrogate stands for a code point above every unit that is none.
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
