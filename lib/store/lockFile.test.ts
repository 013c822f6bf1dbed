import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockHolder, processIdentity, tryLock, waitForLock } from './lockFile.mjs';

let folder: string;
let file: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast lock '));
  file = path.join(folder, 'some.lock');
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

describe('a lock file', () => {
  test('is held by one, who is named, until released', async () => {
    const lock = tryLock(file);
    expect(lockHolder(file)).toBe(process.pid);
    expect(tryLock(file)).toBeUndefined();
    const told: number[] = [];
    const next = waitForLock(file, (holder) => told.push(holder));
    lock?.release();
    (await next).release();
    expect(told).toEqual([process.pid]);
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  test('of a process that is gone, or whose id is another process by now, holds nothing', () => {
    fs.writeFileSync(file, `${process.pid} ${processIdentity(process.pid)}0`);
    expect(lockHolder(file)).toBeUndefined();
    expect(tryLock(file)).toBeDefined();
    expect(lockHolder(file)).toBe(process.pid);
  });

  test('that is stale goes to exactly one of many who find it at once', async () => {
    const taker = path.join(folder, 'taker.mjs');
    const module = path.join(import.meta.dirname, 'lockFile.mjs');
    fs.writeFileSync(
      taker,
      `import { tryLock } from ${JSON.stringify(module)}; process.on('message', () => process.send(tryLock(${JSON.stringify(file)}) ? 1 : 0)); process.send('ready');`,
    );
    const takers = Array.from({ length: 6 }, () => fork(taker));
    await Promise.all(takers.map((child) => once(child, 'message')));
    let sum = 0;
    for (let round = 0; round < 20; round++) {
      fs.writeFileSync(file, '999999999 long gone');
      const answers = takers.map((child) => once(child, 'message'));
      for (const child of takers) child.send('go');
      const taken = (await Promise.all(answers)).reduce((sum, [answer]) => sum + Number(answer), 0);
      sum += taken;
      expect(taken).toBeLessThanOrEqual(1); // none, where all met at the breaker: the next look finds it free
    }
    expect(sum).toBeGreaterThan(0);
    for (const child of takers) child.kill();
  });
});
