import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InputFile } from './importer.ts';
import { inputFile, sampleOf } from './inputFile.ts';
import { readCsv } from './readCsv.ts';
import { readJsonItems } from './readJsonItems.ts';
import { readJsonMembers } from './readJsonMembers.ts';
import { readBlocks, readLines } from './readLines.ts';
import { recognise } from './recognise.ts';

/** A file of these bytes that arrives in pieces of `step` bytes. */
function fileOf(content: string | Uint8Array, step = 5, name = 'file'): InputFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return inputFile({
    name,
    async *open() {
      for (let at = 0; at < bytes.byteLength; at += step) yield bytes.subarray(at, at + step);
    },
  });
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe('lines', () => {
  test.each([1, 2, 3, 7, 1000])('are whole, numbered, without blanks and byte order mark, in pieces of %i bytes', async (step) => {
    expect(await all(readLines(fileOf('\ufeffä\r\n\n  b  \n€c', step)))).toEqual([
      { line: 1, text: 'ä' },
      { line: 3, text: 'b' },
      { line: 4, text: '€c' },
    ]);
  });

  test('gzip is known by content', async () => {
    const packed = new Uint8Array(gzipSync('a\nb\n'));
    expect(await all(readLines(fileOf(packed, 1)))).toEqual([
      { line: 1, text: 'a' },
      { line: 2, text: 'b' },
    ]);
    await expect(all(readLines(fileOf(packed.subarray(0, packed.length - 6), 4, 'cut.gz')))).rejects.toThrow('cut.gz is cut off');
    const damaged = packed.with(12, packed[12]! ^ 255);
    await expect(all(readLines(fileOf(damaged, 4, 'bad.gz')))).rejects.toThrow('bad.gz is damaged');
    await expect(all(readLines(fileOf(new Uint8Array(gzipSync('')), 4, 'none.gz')))).rejects.toThrow('none.gz holds nothing');
  });

  test.each([
    ['', 'x is empty'],
    [new Uint8Array([97, 10, 98, 0, 10]), 'x line 2 holds a NUL byte'],
    [new Uint8Array([97, 10, 97, 10, 0xc3, 0x28, 10]), 'x line 3 is not valid UTF-8'],
    [new Uint8Array([97, 10, 0xe2, 0x82]), 'x line 2 is not valid UTF-8'],
    [new Uint8Array([0xff, 0xfe, 97, 0]), 'x is UTF-16'],
    [new Uint8Array([0x50, 0x4b, 3, 4, 0]), 'x is a zip archive'],
  ])('%j: %s', async (content, message) => {
    await expect(all(readLines(fileOf(content, 100, 'x')))).rejects.toThrow(message);
  });

  test('a line that is too long names itself', async () => {
    await expect(all(readBlocks(fileOf(`a\n${'b'.repeat(50)}`, 5, 'x'), 20))).rejects.toThrow('x line 2 is longer than 20 bytes');
  });

  test('a sample may end within a character', async () => {
    expect((await sampleOf(fileOf('a€', 2), 3)).head).toBe('a');
  });
});

describe('JSON items', () => {
  const items = async (text: string, step = 3): Promise<string[]> =>
    (await all(readJsonItems(fileOf(text, step)))).map(({ line, text: item, cut }) => `${line}${cut ? '!' : ''} ${item.replace(/\s+/g, '')}`);

  test.each([1, 4, 1000])('of arrays, lines and single values, in pieces of %i bytes', async (step) => {
    expect(await items('[{"a":"[,\\"}"},\n {"b":[1,{}]} , 3,null]', step)).toEqual(['1 {"a":"[,\\"}"}', '2 {"b":[1,{}]}', '2 3', '2 null']);
    expect(await items('{"a":1}\n\n{"b":2}\n', step)).toEqual(['1 {"a":1}', '3 {"b":2}']);
    expect(await items('{\n "a": {"b": "ä€"}\n}\n{\n"c": 1}', step)).toEqual(['1 {"a":{"b":"ä€"}}', '4 {"c":1}']);
    expect(await items('[]', step)).toEqual([]);
    expect(await items(' [ \n ] \n', step)).toEqual([]);
  });

  test.each([1, 2, 3, 5, 1000])('strings end where they end, whatever is escaped in them, in pieces of %i bytes', async (step) => {
    const texts = ['', '\\', '\\\\', '"', '\\"', '"\\', 'a"],[{"', '\n', '\\\\"\\', '\u2028"'];
    const values = texts.map((text, at) => ({ [text]: text, at }));
    expect((await all(readJsonItems(fileOf(JSON.stringify(values), step)))).map(({ text }) => JSON.parse(text))).toEqual(values);
    expect((await all(readJsonItems(fileOf(JSON.stringify(values, null, 1), step)))).map(({ line }) => line)).toEqual(values.map((_, at) => 2 + at * 4));
  });

  test('one value on one long line is looked at once, not once for each of its characters', async () => {
    const long = `{"a":"${'x'.repeat(800_000)}","b":1}`;
    expect(await items(long, 65_536)).toEqual([`1 ${long}`]);
  }, 2_000);

  test('a broken item does not stop the next, a cut one says so', async () => {
    expect(await items('[{"a":},{"b":1}]')).toEqual(['1 {"a":}', '1 {"b":1}']);
    expect(await items('{"a":\n{"b":1}\n{"c":2}')).toEqual(['1! {"a":{"b":1}{"c":2}']);
    expect(await items('{"a":oops}\n{"b":1}')).toEqual(['1 {"a":oops}', '2 {"b":1}']);
    expect(await items('[{"a":1},{"b":')).toEqual(['1 {"a":1}', '1! {"b":']);
    expect(await items('[{"a":1},')).toEqual(['1 {"a":1}', '1! ']);
  });
});

describe('JSON members', () => {
  const members = async (text: string, step = 3): Promise<string[]> =>
    (await all(readJsonMembers(fileOf(text, step), ['List', 'Flag']))).map((one) => {
      const place = `${one.line}${one.cut ? '!' : ''}`;
      return one.ends ? `${place} end` : `${place} ${one.name} ${one.text.replace(/\s+/g, '')}`;
    });

  test.each([1, 2, 3, 5, 1000])('of lists and single values, at any depth, in pieces of %i bytes', async (step) => {
    const text = '{"other": [{"List ": 1}, "List"],\n "List": [{"a": "]}\\\\"},\n  {"List": [1]}, "x,\\"y", 3 ],\n "Flag" : true,"list":\n []}';
    expect(await members(text, step)).toEqual(['2 List {"a":"]}\\\\"}', '3 List {"List":[1]}', '3 List "x,\\"y"', '3 List 3', '4 Flag true', '5 end']);
    expect(await members('{"a":{"b":[{"List":{"c":[1,{}]}}]}}\n{"FLAG":null}', step)).toEqual(['1 List {"c":[1,{}]}', '1 end', '2 Flag null', '2 end']);
    expect(await members('[{"List":[1]},{"List":[2],"Flag":"ä€"}]', step)).toEqual(['1 List 1', '1 end', '1 List 2', '1 Flag "ä€"', '1 end']);
    expect(await members('{"\\"List": [1], "Li\\u0073t": [2], "x": {"y": ["Flag", 1]}}', step)).toEqual([]);
  });

  test('of nothing', async () => {
    for (const text of ['[]', '{}', ' ', '"List"', '3', '{"List":[]', 'List: [1]'])
      expect((await members(text)).filter((one) => !one.endsWith('end'))).toEqual([]);
  });

  test('a broken item does not stop the next, a cut one says so', async () => {
    expect(await members('{"List":[{"a":},{"b":1}]}')).toEqual(['1 List {"a":}', '1 List {"b":1}', '1 end']);
    expect(await members('{"List":[{"a":1},\n{"b":[')).toEqual(['1 List {"a":1}', '2! List {"b":[', '2! end']);
    expect(await members('{"List":[{"a":1},')).toEqual(['1 List {"a":1}', '1! end']);
    expect(await members('{"Flag":"tru')).toEqual(['1! Flag "tru', '1! end']);
  });

  test('are the same as those of a parsed value, whatever it is', async () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 4 }, fc.jsonValue({ maxDepth: 1 }), fc.array(tie('any'), { maxLength: 3 }), tie('object')),
      object: fc.dictionary(fc.oneof(fc.constantFrom('List', 'Flag', 'a'), fc.string()), tie('any'), { maxKeys: 4 }),
    })).object;
    const property = fc.asyncProperty(value, fc.integer({ min: 1, max: 9 }), fc.constantFrom(0, 2), async (given, step, indent) => {
      const found = (await all(readJsonMembers(fileOf(JSON.stringify(given, null, indent), step), ['List', 'Flag']))).filter((one) => !one.ends);
      expect(found.map((one) => [one.ends ? '' : one.name, one.ends ? '' : JSON.parse(one.text)])).toEqual([...under(JSON.parse(JSON.stringify(given)))]);
    });
    await fc.assert(property, { numRuns: 300, seed: 5 });
  });
});

/** A slow and plain reading of the same. */
function* under(value: unknown): Generator<[string, unknown]> {
  if (Array.isArray(value)) for (const item of value) yield* under(item);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      const name = ['List', 'Flag'].find((one) => one.toLowerCase() === key.toLowerCase());
      if (name === undefined) yield* under(member);
      else for (const item of Array.isArray(member) ? member : [member]) yield [name, item];
    }
  }
}

describe('CSV', () => {
  test.each([1, 3, 1000])('quotes, line ends and true line numbers, in pieces of %i bytes', async (step) => {
    const text = '\ufeffa;b;c\r\n1;"x\r\ny; ""z""";3\r\n\r\n4;5;6\r\n"7\n\n8";9;0';
    expect(await all(readCsv(fileOf(text, step)))).toEqual([
      { line: 1, fields: ['a', 'b', 'c'] },
      { line: 2, fields: ['1', 'x\ny; "z"', '3'] },
      { line: 5, fields: ['4', '5', '6'] },
      { line: 6, fields: ['7\n\n8', '9', '0'] },
    ]);
  });

  test.each([',', ';', '\t', '|'])('the delimiter %j is found', async (mark) => {
    expect((await all(readCsv(fileOf(`a${mark}"b,;|"${mark}c\n`, 1000))))[0]?.fields).toEqual(['a', 'b,;|', 'c']);
  });

  test('a quote that is never closed names its line and quotes nothing', async () => {
    const read = all(readCsv(fileOf('a,b\n1,2\n3,"canary\n5,6\n', 1000, 'x.csv')));
    await expect(read).rejects.toThrow(/^x\.csv line \d+: a quote that was opened before is never closed/);
    await expect(read).rejects.not.toThrow('canary');
  });

  test('a record that never ends names its line, and both that it can be', async () => {
    const read = all(readCsv(fileOf(`a,b\n1,2\n3,${'x'.repeat(1_100_000)}\n`, 65_536, 'x.csv')));
    await expect(read).rejects.toThrow('x.csv line 3: a record is longer than 1 MiB: a quote that was opened before is never closed, or it is no table');
  });
});

describe('recognition', () => {
  test.each([
    ['{"hello":"world"}', 'is in no format known here'],
    ['  \n', 'holds nothing but blanks'],
    ['a,b,c\n1,2,3\n', 'is in no format known here'],
  ])('%j is nobody’s', async (head, reason) => {
    expect(recognise({ name: 'x', head })).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
  });

  test('an inventory without identifiers is taken, and refused with what is there and what is expected', async () => {
    const text = 'name,owner,system,env\na,b,c,d\n';
    const found = recognise({ name: 'x', head: text });
    if (!found.ok) throw new Error(found.reason);
    const opened = found.importer.open([fileOf(text, 100, 'x.csv')], { fingerprint: () => undefined, name: 'default' });
    await expect(all(opened.records)).rejects.toThrow(
      'x.csv line 1: of its columns these are known: name, owner, system, environment; expected a column credential',
    );
  });
});
