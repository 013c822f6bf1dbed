import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RawFile } from '../importers/inputFile.ts';
import { zipOf } from '../importers/zipTesting.ts';
import { dumpState } from '../store/importTesting.ts';
import { importFiles, importPaths } from './importFiles.ts';
import { must, type TestContext, testContext } from './testContext.ts';

/** What goes wrong with files, each with its one message; and nothing of it is stored, or all but the records that are named (docs/formats/README.md has the table). */
let ctx: TestContext;
let folder: string;
beforeAll(async () => {
  ctx = await testContext();
  folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'keyblast-bad-'));
  must(await importFiles(ctx, { files: [file('good.facts.jsonl', '{"fact":"credential","key":"c:1"}\n')] }));
});
afterAll(async () => {
  await ctx.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const file = (name: string, data: string | Uint8Array): RawFile => ({
  name,
  open: async function* () {
    yield Buffer.from(data);
  },
});

/** The message, with the certainty that nothing at all was changed. */
async function refused(files: RawFile[] | string, format?: string): Promise<string> {
  const before = await dumpState(ctx.database);
  const more = format === undefined ? {} : { format };
  const done = typeof files === 'string' ? await importPaths(ctx, { paths: [files], ...more }) : await importFiles(ctx, { files, ...more });
  expect(await dumpState(ctx.database)).toEqual(before);
  if (done.ok) expect.fail('the import should have been refused');
  expect(['UNSUPPORTED', 'TOO_LARGE', 'INVALID']).toContain(done.error.code);
  return done.error.message;
}

const inventory = 'credential,secret,owner\nk-1,,ada\n';
const facts = Array.from({ length: 2000 }, (_, i) => `{"fact":"credential","key":"c:${i}"}\n`).join('');

describe('refused whole, with nothing stored', () => {
  test('a truncated gzip', async () => {
    const packed = gzipSync(facts);
    expect(await refused([file('a.facts.jsonl.gz', packed.subarray(0, packed.byteLength - 200))])).toBe(
      'a.facts.jsonl.gz is cut off (its gzip data ends too early); fetch it again, nothing of it was imported',
    );
    packed[40] = packed[40]! ^ 0xff;
    expect(await refused([file('a.facts.jsonl.gz', packed)])).toBe(
      'a.facts.jsonl.gz is damaged (its gzip data cannot be read); fetch it again, nothing of it was imported',
    );
  });

  test('another encoding than UTF-8', async () => {
    expect(await refused([file('wide.csv', Buffer.from(`\ufeff${inventory}`, 'utf16le'))])).toBe(
      'wide.csv is UTF-16 text; save it as UTF-8 and import it again, nothing of it was imported',
    );
    const latin = Buffer.concat([Buffer.from(inventory), Buffer.from([0x6b, 0x2d, 0x32, 0x2c, 0x2c, 0x4d, 0xfc, 0x0a])]);
    expect(await refused([file('latin.csv', latin)])).toBe(
      'latin.csv line 3 is not valid UTF-8; convert the file and import it again, nothing of it was imported',
    );
  });

  test('an empty file, one of blanks, and a binary', async () => {
    expect(await refused([file('empty.csv', '')])).toBe('empty.csv is empty; nothing to import');
    expect(await refused([file('blank.csv', ' \n\n ')])).toBe('blank.csv holds nothing but blanks; nothing to import; nothing was imported');
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    expect(await refused([file('logo.png', png)], 'inventory-csv')).toMatch(
      /^logo\.png line 3 holds a NUL byte: it is binary data, not text; nothing of it was imported$/,
    );
    expect(await refused([file('logo.png', png)])).toBe('logo.png is binary data, not text; nothing of it was imported');
    expect(await refused([file('nothing.gz', gzipSync(''))])).toBe('nothing.gz holds nothing once decompressed; nothing to import');
  });

  test('a CSV with a missing column, and one with a quote that stays open', async () => {
    expect(await refused([file('log.csv', 'when,user,action,outcome\n2026-10-01,ada,read,success\n')])).toMatch(
      /^log\.csv line 1: of its columns these are known: identity, action, outcome; expected a column time \(or timestamp, @timestamp, ts\)\. See docs\/formats\/access-log\.md; nothing was imported$/,
    );
    expect(await refused([file('keys.csv', 'owner,type,storage,created,status\nada,x,vault,,\n')])).toMatch(
      /^keys\.csv line 1: of its columns these are known: owner, type, storage, created, status; expected a column credential/,
    );
    expect(await refused([file('open.csv', `${inventory}"k-2,,bo\nk-3,,cy\n`)])).toBe(
      'open.csv line 4: a quote that was opened before is never closed; nothing of it was imported',
    );
  });

  test('a document that breaks off or is none', async () => {
    expect(await refused([file('mcp.json', '{\n  "mcpServers": {\n    "a": { "command": "x" ]\n')])).toMatch(
      /^mcp\.json line 3: the file is not valid JSON \(comma expected\); nothing of it was imported$/,
    );
  });

  test('a format that nobody knows, and a wrong one by hand', async () => {
    expect(await refused([file('notes.txt', 'dear diary\n')])).toMatch(/^notes\.txt is in no format known here/);
    const done = await importFiles(ctx, { files: [file('notes.txt', 'dear diary\n')], format: 'diary' });
    expect(done).toMatchObject({
      ok: false,
      error: { code: 'INVALID', message: expect.stringMatching(/^"diary" is no format; known are access-log, .*, facts, /) },
    });
  });

  test('a line of 200 MB, without holding it', async () => {
    const line = Buffer.alloc(1 << 20, 0x61);
    const long: RawFile = {
      name: 'long.facts.jsonl',
      open: async function* () {
        yield Buffer.from('{"fact":"credential","key":"c:9"}\n{"fact":"credential","key":"');
        for (let mb = 0; mb < 200; mb++) yield line;
        yield Buffer.from('"}\n');
      },
    };
    const before = process.memoryUsage().arrayBuffers;
    expect(await refused([long])).toBe('long.facts.jsonl line 2 is longer than 64 MiB; it is not a file of records, nothing of it was imported');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(150 * 1024 * 1024);
  });
});

describe('archives', () => {
  const at = (name: string, data: Buffer): string => {
    const where = path.join(folder, name);
    fs.writeFileSync(where, data);
    return where;
  };
  const member = (name: string, data: string | Buffer = inventory) => ({ name, data: Buffer.from(data) });

  test('a zip whose member climbs out, is a link, or is encrypted', async () => {
    for (const [name, where] of [
      ['../../evil.csv', 'up.zip'],
      ['/etc/evil.csv', 'absolute.zip'],
      ['a\\..\\evil.csv', 'back.zip'],
    ] as const) {
      const message = await refused(at(where, zipOf([member('keys.csv'), member(name)])));
      expect(message).toBe(`${path.join(folder, where)}: its member ${JSON.stringify(name)} would lie outside of the archive; nothing of it was imported`);
    }
    const link = zipOf([{ ...member('link', '/etc/passwd'), mode: 0o120777 }]);
    expect(await refused(at('link.zip', link))).toMatch(/: its member "link" is a link, expected files only; nothing of it was imported$/);
    const locked = zipOf([{ ...member('keys.csv'), encrypted: true }]);
    expect(await refused(at('locked.zip', locked))).toMatch(/: its member "keys\.csv" is encrypted; unpack it/);
  });

  test('a bomb, as zip and as gzip, and one that lies about its size', async () => {
    const zeros = Buffer.alloc(80 * 1024 * 1024, 0x20);
    expect(await refused(at('bomb.zip', zipOf([member('keys.csv', zeros)])))).toMatch(
      /: its member "keys\.csv" unpacks to more than 400 times its size, as a compression bomb does; nothing of it was imported$/,
    );
    expect(await refused([file('bomb.csv.gz', gzipSync(Buffer.concat([Buffer.from(inventory), zeros])))])).toMatch(
      /^bomb\.csv\.gz unpacks to more than 400 times its size/,
    );
    const lying = zipOf([{ ...member('keys.csv', inventory.repeat(50)), saysBytes: 20 }]);
    expect(await refused(at('lying.zip', lying))).toMatch(/lying\.zip\/keys\.csv is damaged or cut off/);
  });

  test('one that is cut off, empty, or holds nothing that is known', async () => {
    const whole = zipOf([member('keys.csv')]);
    expect(await refused(at('cut.zip', whole.subarray(0, whole.byteLength - 30)))).toMatch(
      /cut\.zip is damaged or cut off \(its zip data cannot be read\); fetch it again/,
    );
    expect(await refused(at('empty.zip', zipOf([])))).toMatch(/empty\.zip holds no file; nothing to import$/);
    expect(await refused(at('notes.zip', zipOf([member('a.txt', 'dear diary')])))).toMatch(/^none of these 1 files is in a format known here/);
    expect(await refused(at('nested.zip', zipOf([member('inner.zip', zipOf([member('keys.csv')]))])))).toMatch(/^none of these 1 files/);
  });

  test('members that are known come in, compressed ones too; what is not is named and left out', async () => {
    const where = at(
      'good.zip',
      zipOf([
        member('a/keys.csv'),
        member('a/more.facts.jsonl.gz', gzipSync('{"fact":"credential","key":"zip:1"}\n')),
        member('readme.md', 'hello'),
        member('__MACOSX/a/._keys.csv', 'x'),
      ]),
    );
    const report = must(await importPaths(ctx, { paths: [where], name: 'zip' }));
    expect(report.files.map(({ file: name, format, accepted }) => [path.relative(folder, name), format, accepted])).toEqual([
      ['good.zip/a/more.facts.jsonl.gz', 'facts', 1],
      ['good.zip/a/keys.csv', 'inventory-csv', 1],
    ]);
    expect(report.skipped?.map(({ file: name }) => path.basename(name))).toEqual(['readme.md']);
    expect(must(await importPaths(ctx, { paths: [where], name: 'zip' })).alreadyImported).toHaveLength(2);
  });
});

describe('accepted but for the records that are wrong', () => {
  test('invalid JSON in the middle of lines and of an array', async () => {
    const report = must(
      await importFiles(ctx, {
        files: [file('mixed.facts.jsonl', '{"fact":"credential","key":"m:1"}\n{"fact":"cred\n{"fact":"credential","key":"m:2"}\n')],
        name: 'mixed',
      }),
    );
    expect(report.files).toMatchObject([{ records: 3, accepted: 2, rejected: 1, rejections: [{ line: 2 }] }]);
    const findings = [{ RuleID: 'r', Secret: 'fake-secret-000001', File: 'a', StartLine: 1, Match: '', Entropy: 1 }].map((one) => JSON.stringify(one));
    const array = must(await importFiles(ctx, { files: [file('leaks.json', `[\n${findings[0]},\n{"RuleID": broken},\n${findings[0]}\n]`)], name: 'mixed' }));
    expect(array.files).toMatchObject([
      { format: 'gitleaks', records: 3, accepted: 2, rejected: 1, rejections: [{ line: 3, reason: 'the finding is not valid JSON' }] },
    ]);
  });

  test('dates that are none, each with its field', async () => {
    const report = must(
      await importFiles(ctx, {
        files: [file('dates.csv', 'credential,created,expires,owner\nd-1,2026-02-30,,ada\nd-2,2026-02-28,soon,ada\nd-3,2026-02-28,never,ada\n')],
        name: 'dates',
      }),
    );
    expect(report.files[0]).toMatchObject({ accepted: 1, rejected: 2 });
    expect(report.files[0]!.rejections).toEqual([
      { line: 2, field: 'created', reason: 'created is not an ISO 8601 time such as 2026-11-01 or 2026-11-01T09:30:00Z' },
      { line: 3, field: 'expires', reason: 'expires is not an ISO 8601 time such as 2026-11-01 or 2026-11-01T09:30:00Z' },
    ]);
  });
});
