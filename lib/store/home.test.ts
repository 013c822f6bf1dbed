import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { dataFolder, installationKey, ownSecret } from './home.ts';

let parent: string;
beforeEach(() => {
  parent = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-home-'));
  vi.stubEnv('KEYBLAST_HOME', path.join(parent, 'data'));
  vi.stubEnv('KEYBLAST_KEY', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  fs.rmSync(parent, { recursive: true });
});

describe('the data folder', () => {
  test("is nobody else's to list, and its secrets nobody else's to read", () => {
    ownSecret('auth.secret');
    expect(fs.statSync(dataFolder()).mode & 0o066).toBe(0);
    expect(fs.statSync(path.join(dataFolder(), 'auth.secret')).mode & 0o777).toBe(0o600);
  });

  test('keeps the installation key that it made once', () => {
    const key = installationKey();
    expect(key).toHaveLength(32);
    expect(installationKey()).toEqual(key);
    expect(ownSecret('auth.secret')).not.toBe(key.toString('hex'));
  });

  test('is not asked where KEYBLAST_KEY gives the key', () => {
    vi.stubEnv('KEYBLAST_KEY', 'ab'.repeat(32));
    expect(installationKey()).toEqual(Buffer.alloc(32, 0xab));
    expect(fs.existsSync(path.join(parent, 'data', 'installation.key'))).toBe(false);
  });

  test('with a broken key says so, and never shows it', () => {
    vi.stubEnv('KEYBLAST_KEY', 'hunter2');
    expect(() => installationKey()).toThrow('KEYBLAST_KEY is not a key: expected 64 hexadecimal digits');
    expect(() => installationKey()).not.toThrow('hunter2');
  });
});
