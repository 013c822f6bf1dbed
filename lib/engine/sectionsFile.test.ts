import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { readSections, writeSections } from './sectionsFile.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-sections-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, 'estate');

const same = { start: Uint32Array.of(0, 2, 5), bytes: Uint8Array.of(1, 2, 3) };
const root = {
  name: 'ä',
  at: 1.5,
  none: null,
  list: [1, 'two', same.start],
  certain: same,
  upTo: same,
  last: { ids: Int32Array.of(-1, 7), sums: Float64Array.of(Math.PI, Number.NaN) },
};

test('what was written comes back, shared, and one thing that stood twice is one again', () => {
  writeSections(file, 3, root);
  const back = readSections(file, 3) as typeof root;
  expect(back).toEqual(root);
  expect(back.certain).toBe(back.upTo);
  expect(back.list[2]).toBe(back.certain.start);
  expect(back.last.ids.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
});

test('it gets its name once it is on disk, and then the name is put there as well', () => {
  const [sync, rename] = [vi.spyOn(fs, 'fsyncSync'), vi.spyOn(fs, 'renameSync')]; // they are only watched
  writeSections(file, 3, root);
  const [[data, name], [named]] = [sync.mock.invocationCallOrder, rename.mock.invocationCallOrder];
  expect([data! < named!, named! < name!, sync.mock.calls.length]).toEqual([true, true, 2]);
  vi.restoreAllMocks();
});

test('there is none, or it is of another version: undefined', () => {
  expect(readSections(path.join(folder, 'none'), 3)).toBeUndefined();
  writeSections(file, 3, root);
  expect(readSections(file, 4)).toBeUndefined();
});

describe('damage', () => {
  writeSections(file, 3, root);
  const whole = fs.readFileSync(file);
  const covered = [...whole.keys()].filter((at) => isCovered(whole, at));

  test('any changed byte that says anything is seen', () => {
    for (const at of covered) {
      const changed = Buffer.from(whole);
      changed[at]! ^= 0x10;
      fs.writeFileSync(file, changed);
      expect(readSections(file, 3), `byte ${at}`).toBeUndefined();
    }
  });

  test('a file that is cut off anywhere is seen', () => {
    for (let length = 0; length <= covered.at(-1)!; length += 7) {
      fs.writeFileSync(file, whole.subarray(0, length));
      expect(readSections(file, 3), `${length} bytes`).toBeUndefined();
    }
  });
});

/** Between sections lies nothing. */
function isCovered(whole: Buffer, at: number): boolean {
  const length = whole.readUInt32LE(12);
  if (at < 20 + length) return true;
  const base = Math.ceil((20 + length) / 64) * 64;
  const { sections } = JSON.parse(whole.toString('utf8', 20, 20 + length));
  const sizes: Record<string, number> = { Uint8Array: 1, Uint32Array: 4, Int32Array: 4, Float64Array: 8 };
  return sections.some((s: { type: string; offset: number; length: number }) => at >= base + s.offset && at < base + s.offset + s.length * sizes[s.type]!);
}

test('kill -9 while it is written leaves what stood before', () => {
  writeSections(file, 3, root);
  const before = fs.readFileSync(file);
  const script = `
    import fs from 'node:fs';
    import { writeSections } from ${JSON.stringify(new URL('./sectionsFile.ts', import.meta.url).href)};
    const { writeSync } = fs;
    let left = 4;
    fs.writeSync = (...all) => (left-- > 0 ? writeSync(...all) : process.kill(process.pid, 'SIGKILL'));
    writeSections(${JSON.stringify(file)}, 3, { big: Array.from({ length: 9 }, (_, i) => new Float64Array(1000).fill(i)) });`;
  const killed = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  expect(killed.signal).toBe('SIGKILL');
  expect(fs.readdirSync(folder).filter((name) => name.endsWith('.draft'))).toHaveLength(1);
  expect(fs.readFileSync(file)).toEqual(before);
  writeSections(file, 3, root);
  expect(fs.readdirSync(folder)).toEqual(['estate']);
});
