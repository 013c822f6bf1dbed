/**
 * The free text of the filter over a whole estate, as the engine looks for it: `node bench/search.ts [credentials, default 1500000]`. Prints one JSON document: the
 * size of what is searched, and for words from everywhere to nowhere how many rows match and the least, median and largest milliseconds of nine passes. Each pass is the cost of
 * a word that was not asked before; the engine keeps the last 48.
 */
import { buildSearchText, searchRows } from '../lib/engine/searchText.ts';

const count = Number(process.argv[2] ?? 1_500_000);
const passes = 9;

/** Lines as those of an estate in the manner of Moltbook: a key, a fingerprint among the aliases, a name, an owner. */
function* textsOf(row: number): Iterable<string> {
  const number = String(row).padStart(7, '0');
  yield `moltbook:prod/key/mk-${number}`;
  yield `fp:${(row * 2_654_435_761).toString(16).padStart(16, '0')}${(row * 40_503).toString(16).padStart(16, '0')}`;
  yield `${['noble', 'gentle', 'rapid', 'daring', 'fabled', 'gilded'][row % 6]}-${['egret', 'otter', 'grebe', 'snipe', 'coyote'][row % 5]}-${number} API key`;
  yield `${['ada', 'bruno', 'gita', 'dana', 'juno'][row % 5]}.${['abara', 'ahmed', 'andersson'][row % 3]}${row % 17_000}@alderbrook.example`;
}

const begun = performance.now();
const search = buildSearchText(count, textsOf);
const built = performance.now() - begun;

const words = ['moltbook', 'otter', 'ada.abara', 'bruno.ahmed1234', `mk-${String(count >> 1).padStart(7, '0')}`, 'nowhere-at-all', 'a', 'zz'];
const found = words.map((word) => {
  const times: number[] = [];
  let matching = 0;
  for (let pass = 0; pass < passes; pass++) {
    matching = 0;
    const start = performance.now();
    searchRows(search, word, () => matching++);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { word, matching, leastMs: round(times[0]), medianMs: round(times[passes >> 1]), largestMs: round(times.at(-1)) };
});

function round(ms = Number.NaN): number {
  return Math.round(ms * 10) / 10;
}

console.log(JSON.stringify({ credentials: count, textMb: Math.round(search.bytes.length / 2 ** 20), builtMs: Math.round(built), words: found }, null, 2));
