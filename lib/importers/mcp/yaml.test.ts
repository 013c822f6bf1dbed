import { describe, expect, test } from 'vitest';
import { plainValue, readYaml } from './yaml.ts';

const read = (text: string): unknown => {
  const yaml = readYaml(text);
  return yaml.ok ? plainValue(yaml.root) : `line ${yaml.line}`;
};

describe('YAML as configurations are written in it', () => {
  test.each<[string, string, unknown]>([
    ['nothing', '', null],
    ['only comments', '# a\n\n# b\n', null],
    ['scalars', 'a: 1\nb: -2.5\nc: true\nd: ~\ne:\nf: 0123\ng: 1.2.3\n', { a: 1, b: -2.5, c: true, d: null, e: null, f: '0123', g: '1.2.3' }],
    ['quotes', `a: 'it''s # no comment'\nb: "x\\n\\u00e9\\"" # one\n"c d": '{{X}}'\n`, { a: "it's # no comment", b: 'x\né"', 'c d': '{{X}}' }],
    ['marks inside of plain text', 'a: http://h:1/p#q\nb: x:y\nc: a - b\n', { a: 'http://h:1/p#q', b: 'x:y', c: 'a - b' }],
    ['maps in maps', 'a:\n  b:\n    c: 1\n  d: 2\ne: 3\n', { a: { b: { c: 1 }, d: 2 }, e: 3 }],
    ['lists, as far out as their key and further in', 'a:\n- 1\n- 2\nb:\n  - x\n  -\n    y: 1\n', { a: [1, 2], b: ['x', { y: 1 }] }],
    ['maps and lists in lists', '- a: 1\n  b:\n    - 2\n- - 3\n  - 4\n- -y\n', [{ a: 1, b: [2] }, [3, 4], '-y']],
    ['brackets, over lines too', 'a: [x, "y, z", {b: 1}, []]\nc: {d: [1,\n  2], e: "f"}\n', { a: ['x', 'y, z', { b: 1 }, []], c: { d: [1, 2], e: 'f' } }],
    [
      'long texts',
      'a: |\n  one # kept\n   two\n\n  three\nb: >-\n  four\n  five\nc: six\n  seven\n',
      { a: 'one # kept\n two\n\nthree', b: 'four five', c: 'six seven' },
    ],
    ['anchors, merges and tags', 'a: &x\n  k: 1\nb: *x\nc:\n  <<: *x\n  l: !!str 2\n', { a: { k: 1 }, b: { k: 1 }, c: { k: 1, l: 2 } }],
    ['a document mark and Windows line ends', '---\r\na: 1\r\nb:\r\n  - c\r\n', { a: 1, b: ['c'] }],
  ])('%s', (_, text, value) => expect(read(text)).toEqual(value));

  test.each([
    ['a line that is neither key nor item', 'a: 1\nb\n', 'line 2'],
    ['a bracket that stays open', 'a: 1\nb: [x,\n  y\n', 'line 2'],
    ['a quote that stays open', 'a: "x\nb: 1\n', 'line 1'],
    ['an alias of nothing', 'a: *nobody\n', 'line 1'],
    ['a tab for indentation', 'a:\n\tb: 1\n', 'line 2'],
    ['indentation that comes out nowhere', 'a:\n    b: 1\n  c: 2\n', 'line 3'],
    ['a second document', 'a: 1\n---\nb: 2\n', 'line 2'],
    ['a key within plain text', 'a: b\n  c: d\n', 'line 2'],
  ])('refuses %s', (_, text, line) => expect(read(text)).toBe(line));

  test('ends on whatever text', () => {
    const marks = ['a', ': ', '- ', '\n', '  ', '[', ']', '{', '}', ',', '"', "'", '#', ' &x ', '*x', '|\n', '>', '!t '];
    let seed = 1;
    const next = (): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed;
    };
    for (let round = 0; round < 3000; round++) {
      const text = Array.from({ length: 12 }, () => marks[next() % marks.length]).join('');
      expect(['object', 'string', 'number', 'boolean']).toContain(typeof read(text));
    }
    expect(read(`${'- '.repeat(5000)}x`)).toBe('line 1');
    expect(read(`a: ${'['.repeat(5000)}${']'.repeat(5000)}`)).toBe('line 1');
  });
});
