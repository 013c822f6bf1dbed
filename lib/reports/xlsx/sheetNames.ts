/** Letters that a sheet's name can have. */
const most = 31;

/** Names as spreadsheets allow them: up to 31 letters, none of `[]:*?/\`, no apostrophe at an end, each one once whatever the case of its letters. The same names for the same titles. */
export function sheetNames(titles: readonly string[]): string[] {
  const taken = new Set(['history']); // one that Excel keeps for itself
  return titles.map((title) => {
    const plain = title.replaceAll(/[[\]:*?/\\\p{Cc}]/gu, ' ').replaceAll(/^['\s]+|['\s]+$/g, '') || 'Sheet';
    for (let copy = 1; ; copy++) {
      const name = shortened(plain, copy === 1 ? '' : ` ~${copy}`);
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  });
}

/** What stands in brackets at the end stays: it tells the parts of a table apart. */
function shortened(title: string, end: string): string {
  const part = /( \(\d+\))?$/.exec(title)?.[0] ?? '';
  const stem = title.slice(0, title.length - part.length);
  const room = most - part.length - end.length;
  const cut =
    stem.length <= room
      ? stem
      : `${stem
          .slice(0, room - 1)
          .replace(/[\ud800-\udbff]$/, '')
          .trimEnd()}…`;
  return cut + part + end;
}
