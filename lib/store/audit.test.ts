import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type AuditFault, formatHead, parseHead } from '../model/audit.ts';
import { appendAudit, beginning, entryHash } from './audit.ts';
import { auditKey } from './auditKey.ts';
import { type Database, inTransaction, openPool } from './database.ts';
import { dataPath } from './home.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';
import { type VerifyAudit, verifyAudit } from './verifyAudit.ts';

/** The log attacked as a superuser of the database could: each attack is found, and named. */

let own: TestDatabase;
let database: Database;
let home: string;
beforeEach(async () => {
  own = await testDatabase();
  database = openPool(own.url);
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-audit-'));
  vi.stubEnv('KEYBLAST_HOME', home);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await database.close();
  await own.drop();
  fs.rmSync(home, { recursive: true });
});

const at = new Date('2026-10-01T00:00:00Z');
const append = (n: number) =>
  inTransaction(database, (client) =>
    appendAudit(client, { at, actor: 'test', action: 'analyze', before: { n, nested: { b: [1.5, null, 'ü'], a: 1e21 } }, note: 'n' }),
  );
async function appendAll(count: number): Promise<void> {
  for (let n = 1; n <= count; n++) await append(n);
}
const verify = (options?: VerifyAudit) => inTransaction(database, (client) => verifyAudit(client, options));
const faults = async (options?: VerifyAudit): Promise<AuditFault[]> => (await verify(options)).faults;
const named = (found: readonly AuditFault[]) => found.map(({ kind, entry, to }) => [kind, entry, ...(to === undefined ? [] : [to])]);

async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: own.ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
const attack = (...statements: string[]) =>
  asOwner(async (client) => {
    for (const sql of statements) await client.query(sql);
  });

/** Whoever can write the table makes its hashes anew from an entry on, as this file does it: nothing of that is secret. */
const rehash = (from: number) =>
  asOwner(async (client) => {
    let prev: Buffer = beginning;
    for (const row of (await client.query('SELECT * FROM audit ORDER BY id')).rows) {
      const hash = Number(row.id) < from ? row.hash : entryHash(prev, row);
      await client.query('UPDATE audit SET prev = $2, hash = $3 WHERE id = $1', [row.id, prev, hash]);
      prev = hash;
    }
  });

describe('the log', () => {
  test('verifies, also when several appended at once; its head is signed and kept', async () => {
    await Promise.all([1, 2, 3, 4, 5].map(append));
    const verdict = await verify();
    expect(verdict).toMatchObject({ ok: true, entries: 5, keptHeads: 5, faults: [], head: { entry: 5 }, publicKey: auditKey().publicKey });
    expect(await verify({ held: parseHead(formatHead(verdict.head!)) })).toMatchObject({ ok: true });
    expect(fs.statSync(dataPath('audit.key')).mode & 0o777).toBe(0o600);
    expect(fs.statSync(dataPath('audit-heads.jsonl')).mode & 0o777).toBe(0o600);
  });

  test('of nothing has no head and no fault', async () => {
    expect(await verify()).toMatchObject({ ok: true, entries: 0, head: null });
  });

  test('takes no number and keeps no head of what was rolled back', async () => {
    await append(1);
    const failed = inTransaction(database, async (client) => {
      await appendAudit(client, { at, actor: 'test', action: 'analyze' });
      throw new Error('taken back');
    });
    await expect(failed).rejects.toThrow('taken back');
    await inTransaction(database, (client) => appendAudit(client, { at, actor: 'test', action: 'analyze' }), 'ROLLBACK');
    await append(2);
    expect(await verify()).toMatchObject({ ok: true, entries: 2, keptHeads: 2 });
  });

  test('may begin with entries from before it was signed, which the first signature covers', async () => {
    await appendAll(2);
    await attack('UPDATE audit SET signature = NULL', `DELETE FROM setting WHERE key = 'audit.log'`);
    fs.rmSync(dataPath('audit-heads.jsonl'));
    expect(named(await faults())).toEqual([['unsigned', 1, 2]]);
    await append(3);
    expect(await verify()).toMatchObject({ ok: true, entries: 3 });
    await attack(`UPDATE audit SET actor = 'other' WHERE id = 1`);
    expect(named(await faults())).toEqual([['edited', 1]]);
  });

  test('whose head cannot be kept goes on, and says so', async () => {
    fs.mkdirSync(dataPath('audit-heads.jsonl'));
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    await append(1);
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('The head of the audit log could not be kept'));
    warned.mockRestore();
    fs.rmdirSync(dataPath('audit-heads.jsonl'));
    expect(await verify()).toMatchObject({ ok: true, entries: 1, keptHeads: 0 });
  });
});

describe('an attacker who may do anything with the database, but has not the key', () => {
  beforeEach(() => appendAll(6));

  test.each([
    ['an edited actor', [`UPDATE audit SET actor = 'other' WHERE id = 2`], [['edited', 2]]],
    ['an edited value', [`UPDATE audit SET before = jsonb_set(before, '{n}', '9') WHERE id = 3`], [['edited', 3]]],
    ['an edited time', [`UPDATE audit SET at = at + interval '1 ms' WHERE id = 6`], [['edited', 6]]],
    ['a deleted row', ['DELETE FROM audit WHERE id = 2'], [['deleted', 2, 2]]],
    ['the first row deleted', ['DELETE FROM audit WHERE id = 1'], [['deleted', 1, 1]]],
    ['several rows deleted', ['DELETE FROM audit WHERE id BETWEEN 2 AND 4'], [['deleted', 2, 4]]],
    [
      'two neighbours swapped',
      ['UPDATE audit SET id = -2 WHERE id = 2', 'UPDATE audit SET id = 2 WHERE id = 3', 'UPDATE audit SET id = 3 WHERE id = -2'],
      [['swapped', 2, 3]],
    ],
    [
      'two distant ones swapped',
      ['UPDATE audit SET id = -2 WHERE id = 2', 'UPDATE audit SET id = 2 WHERE id = 5', 'UPDATE audit SET id = 5 WHERE id = -2'],
      [['swapped', 2, 5]],
    ],
    [
      'first and last swapped',
      ['UPDATE audit SET id = -1 WHERE id = 1', 'UPDATE audit SET id = 1 WHERE id = 6', 'UPDATE audit SET id = 6 WHERE id = -1'],
      [['swapped', 1, 6]],
    ],
    [
      'what two rows say swapped',
      ['UPDATE audit a SET actor = b.actor, action = b.action, before = b.before FROM audit b WHERE a.id + b.id = 7 AND a.id IN (3, 4)'],
      [['swapped', 3, 4]],
    ],
    ['the tail cut', ['DELETE FROM audit WHERE id > 4'], [['cut', 5, 6]]],
    ['everything cut', ['DELETE FROM audit'], [['cut', 1, 6]]],
    [
      'an edited and a deleted one',
      [`UPDATE audit SET note = NULL WHERE id = 5`, 'DELETE FROM audit WHERE id = 2'],
      [
        ['deleted', 2, 2],
        ['edited', 5],
      ],
    ],
    [
      'a deleted one, the rest renumbered',
      ['DELETE FROM audit WHERE id = 3', 'UPDATE audit SET id = id - 1 WHERE id > 3'],
      [
        ['edited', 3],
        ['rehashed', 3, 5],
        ['cut', 6, 6],
      ],
    ],
    ['signatures taken off', ['UPDATE audit SET signature = NULL WHERE id > 3'], [['rehashed', 4, 6]]],
    ['another name of the log', [`UPDATE setting SET value = '"0123456789abcdef"' WHERE key = 'audit.log'`], [['rehashed', 1, 6]]],
  ])('%s is found and named', async (_, statements, expected) => {
    await attack(...statements);
    const found = await faults();
    expect(named(found)).toEqual(expected);
    for (const { message } of found) expect(message).toMatch(/^(Entry|Entries|The tail|The chain) .*\.$/);
  });

  test('a row edited together with its hash', async () => {
    await attack(`UPDATE audit SET actor = 'other' WHERE id = 3`);
    await asOwner(async (client) => {
      const { rows } = await client.query('SELECT * FROM audit WHERE id = 3');
      await client.query('UPDATE audit SET hash = $1 WHERE id = 3', [entryHash(rows[0].prev, rows[0])]);
    });
    expect(named(await faults())).toEqual([['edited', 3]]);
  });

  test('the last row edited together with its hash', async () => {
    await attack(`UPDATE audit SET actor = 'other' WHERE id = 6`);
    await rehash(6);
    expect(named(await faults())).toEqual([['edited', 6]]);
  });

  test.each([1, 3])('the chain rehashed from entry %d on', async (from) => {
    await attack(`UPDATE audit SET actor = 'other' WHERE id = ${from}`);
    await rehash(from);
    const found = await faults();
    expect(named(found)).toEqual([['rehashed', from, 6]]);
    expect(found[0]!.message).toBe(`The chain was rehashed from entry ${from} to 6, the last: these hashes are not those that this installation signed.`);
  });

  test('a row taken out and the whole chain rehashed and renumbered', async () => {
    await attack('DELETE FROM audit WHERE id = 2', 'UPDATE audit SET id = id - 1 WHERE id > 2');
    await rehash(1);
    expect(named(await faults())).toEqual([
      ['rehashed', 2, 5],
      ['cut', 6, 6],
    ]);
  });

  test('a row that the application itself never wrote', async () => {
    await inTransaction(database, async (client) => {
      const { rows } = await client.query('SELECT hash FROM audit WHERE id = 6');
      const said = { at, actor: 'cli:root', action: 'person.role' as const };
      const values = [said.at, said.actor, said.action, rows[0].hash, entryHash(rows[0].hash, said)];
      await client.query(
        'INSERT INTO audit (id, at, actor, action, prev, hash, signature) SELECT 7, $1, $2, $3, $4, $5, signature FROM audit WHERE id = 6',
        values,
      );
    });
    expect(named(await faults())).toEqual([['added', 7]]);
  });

  test('a head that somebody wrote into the data folder without the key says nothing', async () => {
    const { log } = (await verify()).head!;
    const made = { log, entry: 9, hash: 'ab'.repeat(32), signature: 'A'.repeat(86), at: at.toISOString() };
    fs.appendFileSync(dataPath('audit-heads.jsonl'), `${JSON.stringify(made)}\n${JSON.stringify({ ...made, entry: 2 })}\nnot a line of ours\n{"entry":`);
    expect(await verify()).toMatchObject({ ok: true, entries: 6 });
  });

  test('the tail cut and the log written on, by the product itself', async () => {
    await attack('DELETE FROM audit WHERE id > 3');
    await append(40);
    await append(50);
    await append(60);
    const found = await faults();
    expect(named(found)).toEqual([['rehashed', 4, 6]]);
    expect(found[0]!.message).toContain('its tail was cut and written anew');
  });
});

describe('an attacker who has the data folder too', () => {
  test('is found by whoever holds a head', async () => {
    await appendAll(4);
    const held = (await verify()).head!;
    await append(5);
    await attack('DELETE FROM audit WHERE id > 3');
    fs.rmSync(dataPath('audit-heads.jsonl'));
    expect(await verify()).toMatchObject({ ok: true, entries: 3, keptHeads: 0 }); // what is left is a log as any other
    const cut = await faults({ held });
    expect(named(cut)).toEqual([['cut', 4, 4]]);
    expect(cut[0]!.message).toBe('The tail was cut: the log ends with entry 3, but the head of entry 4 is in the head that you hold.');

    await append(4.5); // signed with the very key, at the very number
    expect(await verify()).toMatchObject({ ok: true, entries: 4 });
    expect(named(await faults({ held }))).toEqual([['rehashed', 4, 4]]);
    expect(named(await faults({ held: parseHead(`4.${held.hash}`) }))).toEqual([['rehashed', 4, 4]]);
    expect(named(await faults({ held: parseHead(held.hash) }))).toEqual([['rehashed', 0]]);
  });

  test('cannot pass off another key: the public one was written down', async () => {
    await appendAll(2);
    const { publicKey, head } = await verify();
    fs.rmSync(dataPath('audit.key'));
    expect(auditKey().publicKey).not.toBe(publicKey);
    expect(named(await faults())).toEqual([['rehashed', 1, 2]]);
    expect(await verify({ publicKey, held: head! })).toMatchObject({ ok: true, keptHeads: 2 });
    await expect(verify({ publicKey: 'not a key' })).rejects.toMatchObject({ code: 'INVALID' });
  });

  test.each([
    ['of another log', { log: '0123456789abcdef' }],
    ['with a digit wrong', { hash: '0'.repeat(64) }],
  ])('a head %s is not taken', async (_, wrong) => {
    await appendAll(2);
    const { head } = await verify();
    expect(named(await faults({ held: { ...head!, ...wrong } }))).toEqual([['other-head', 2]]);
  });
});
