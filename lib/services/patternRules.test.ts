import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PatternRule } from '../model/patternRules.ts';
import { dumpInputs } from '../store/importTesting.ts';
import { verifyAudit } from '../store/verifyAudit.ts';
import { analyzeEstate } from './analyzeEstate.ts';
import { engineStatus } from './engineStatus.ts';
import { exportFactsFile } from './exportFacts.ts';
import { importPaths } from './importFiles.ts';
import { listCredentials } from './listCredentials.ts';
import { changeRules, listRuleChanges, listRules, previewRules } from './patternRules.ts';
import { showRuledFields } from './showRuledFields.ts';
import { must, type TestContext, testContext } from './testContext.ts';
import { undoImport } from './undoImport.ts';

let ctx: TestContext;
let folder: string;
beforeEach(async () => {
  ctx = await testContext();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-rules-'));
});
afterEach(async () => {
  await ctx.close();
  fs.rmSync(folder, { recursive: true });
});

const write = (name: string, facts: object[]): string => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, facts.map((fact) => `${JSON.stringify(fact)}\n`).join(''));
  return file;
};
/** Imports these facts as all that the source says. */
const load = async (source: string, facts: object[], confirm = true, to: TestContext = ctx) =>
  must(await importPaths(to, { paths: [write(`${source}.facts.jsonl`, facts)], name: source, confirm }));
const save = async (...rules: PatternRule[]) => must(await changeRules(ctx, { version: must(await listRules(ctx)).version, rules }));

const estate = [
  { fact: 'credential', key: 'app:key/1', aliases: ['vault:prod/one'], environment: 'test' },
  { fact: 'credential', key: 'app:key/2' },
  { fact: 'identity', key: 'app:user/1', kind: 'agent' },
  { fact: 'resource', key: 'db:prod/orders', sensitivity: 3 },
  { fact: 'edge', edge: 'authenticates', from: 'app:key/1', to: 'app:user/1' },
  { fact: 'edge', edge: 'authenticates', from: 'app:key/2', to: 'app:role/nobody-describes' },
  { fact: 'grant', from: 'app:user/1', class: 'read', resource: 'db:prod/orders' },
  { fact: 'grant', from: 'app:role/nobody-describes', class: 'write', resource: 'db:prod/undescribed_1' },
];

async function node(key: string): Promise<Record<string, unknown>> {
  const { rows } = await ctx.database.pool.query(
    `SELECT key, kind, described, in_use, environment, sensitivity, owner, system, identity_kind, gone_at, attrs, conflicts FROM node WHERE key = $1`,
    [key],
  );
  return rows[0] ?? {};
}
const figuresOf = async (of: TestContext) => {
  must(await analyzeEstate(of, { asOf: '2026-11-01T00:00:00Z', horizonDays: 27 }));
  return must(await listCredentials(of, { limit: 5000 })).rows.map(({ credential, leak, takeover, environment, owner }) => ({
    credential,
    leak,
    takeover,
    environment,
    owner,
  }));
};

describe('rules by pattern', () => {
  test('outrank what every source says, by key and by alias, and say in the evidence which rule it was', async () => {
    await load('app', estate);
    const { rules } = await save(
      { pattern: 'db:prod/*', field: 'sensitivity', value: '5' },
      { pattern: 'vault:prod/*', kind: 'credential', field: 'environment', value: 'prod' },
    );
    expect(await node('db:prod/orders')).toMatchObject({ sensitivity: 5, conflicts: [{ field: 'sensitivity', value: 3 }] });
    expect(await node('db:prod/undescribed_1')).toMatchObject({ sensitivity: 5, described: true, kind: 3, gone_at: null });
    expect(await node('app:key/1')).toMatchObject({ environment: 'prod', kind: 0 });
    expect(await node('app:key/2')).toMatchObject({ environment: null });
    expect(must(await showRuledFields(ctx, { key: 'vault:prod/one' }))).toEqual({ environment: { rule: rules[1]!.id, pattern: 'vault:prod/*' } });
    const { rows } = await ctx.database.pool.query(`SELECT rank FROM source WHERE name = 'settings'`);
    expect(rows).toEqual([{ rank: 500 }]);
  });

  test('a character of a pattern stands for itself, but for *', async () => {
    await load('app', [...estate, { fact: 'resource', key: 'db:prod/undescribedX1' }]);
    await save({ pattern: 'db:*/undescribed_1', field: 'owner', value: 'dba' });
    expect(await node('db:prod/undescribed_1')).toMatchObject({ owner: 'dba' });
    expect(await node('db:prod/undescribedX1')).toMatchObject({ owner: null });
    await save({ pattern: 'DB:*', field: 'owner', value: 'dba' });
    expect(await node('db:prod/undescribed_1')).toMatchObject({ owner: null });
  });

  test('the first that matches decides, for each field apart', async () => {
    await load('app', estate);
    const narrow: PatternRule = { pattern: 'db:prod/orders', field: 'sensitivity', value: '4' };
    const wide: PatternRule = { pattern: 'db:*', field: 'sensitivity', value: '1' };
    const owner: PatternRule = { pattern: 'db:*', field: 'owner', value: 'dba' };
    await save(narrow, wide, owner);
    expect([await node('db:prod/orders'), await node('db:prod/undescribed_1')]).toMatchObject([
      { sensitivity: 4, owner: 'dba' },
      { sensitivity: 1, owner: 'dba' },
    ]);
    await save(wide, narrow, owner);
    expect(await node('db:prod/orders')).toMatchObject({ sensitivity: 1 });
  });

  test('deleted they leave no trace: what the sources say stands again, and nothing counts as gone', async () => {
    await load('app', estate);
    const before = await dumpInputs(ctx.database);
    await save({ pattern: 'db:*', field: 'sensitivity', value: '5' }, { pattern: 'app:*', field: 'owner', value: 'team' });
    expect(await dumpInputs(ctx.database)).not.toEqual(before);
    await save();
    expect(await dumpInputs(ctx.database)).toEqual(before);
  });

  test('they describe no identity that nobody describes, and keep nothing alive that its source says no more', async () => {
    await load('app', [...estate, { fact: 'resource', key: 'db:prod/old' }, { fact: 'grant', from: 'app:user/1', class: 'read', resource: 'db:prod/old' }]);
    await save({ pattern: '*prod*', field: 'system', value: 'shop' }, { pattern: 'app:*', field: 'owner', value: 'team' });
    expect(await node('app:role/nobody-describes')).toMatchObject({ described: false, owner: null });
    expect(await node('app:user/1')).toMatchObject({ owner: 'team', kind: 2, identity_kind: 1 });
    await load('app', [...estate, { fact: 'grant', from: 'app:user/1', class: 'read', resource: 'db:prod/old' }]);
    const old = await node('db:prod/old');
    expect(old).toMatchObject({ described: false, system: null, in_use: true });
    expect(old.gone_at).not.toBeNull();
  });

  test('an import is under them from its own transaction on, and its undo too', async () => {
    await load('app', estate);
    await save({ pattern: 'db:*', field: 'sensitivity', value: '5' });
    const before = await dumpInputs(ctx.database);
    const report = await load('late', [{ fact: 'resource', key: 'db:late', sensitivity: 1 }]);
    expect(report.sources).toMatchObject([{ source: 'facts:late' }, { source: 'settings', state: 'applied', nodes: { added: 1, changed: 0, gone: 0 } }]);
    expect(await node('db:late')).toMatchObject({ sensitivity: 5 });
    expect((await load('other', [{ fact: 'resource', key: 'elsewhere' }])).sources).toHaveLength(1);
    const imports = await ctx.database.pool.query(`SELECT i.id FROM import i JOIN source s ON s.id = i.source_id WHERE s.name = 'settings' ORDER BY i.id DESC`);
    const undone = await undoImport(ctx, { importId: imports.rows[0].id });
    expect(undone).toMatchObject({ ok: false, error: { code: 'CONFLICT', message: expect.stringContaining('rules of the settings') } });
    for (const source of ['facts:other', 'facts:late']) {
      const { rows } = await ctx.database.pool.query(`SELECT i.id FROM import i JOIN source s ON s.id = i.source_id WHERE s.name = $1`, [source]);
      must(await undoImport(ctx, { importId: rows[0].id }));
    }
    expect(await dumpInputs(ctx.database)).toEqual(before);
  });

  test('a canonical key does not hang on them', async () => {
    await load('a', [{ fact: 'resource', key: 'x:a' }]);
    await load('b', [{ fact: 'resource', key: 'x:b', aliases: ['x:a'] }]);
    await save({ pattern: 'x:*', field: 'owner', value: 'team' });
    expect(await node('x:a')).toMatchObject({ owner: 'team', in_use: true });
    await load('a', [{ fact: 'resource', key: 'x:other' }]);
    expect(await node('x:a')).toMatchObject({ in_use: false });
    expect(await node('x:b')).toMatchObject({ owner: 'team', in_use: true });
  });
});

describe('figures', () => {
  test('move with the rules once analysed, are told to be stale until then, and come out the same elsewhere from an export', async () => {
    await load('app', estate);
    const plain = await figuresOf(ctx);
    await save({ pattern: 'db:prod/*', field: 'sensitivity', value: '5' }, { pattern: 'app:key/*', field: 'owner', value: 'team' });
    await expect.poll(async () => must(await engineStatus(ctx)).analysis).toMatchObject({ stale: true }); // the engine hears of it a moment later
    const ruled = await figuresOf(ctx);
    const weights = (rows: typeof plain) => rows.map(({ leak }) => leak.weight);
    expect(weights(plain)).toEqual([50, 30]); // read 5 × 10 of sensitivity 3; write 10 × 3 of the default 2
    expect(weights(ruled)).toEqual([500, 1000]); // each × 100
    expect(ruled.map(({ owner }) => owner)).toEqual(['team', 'team']);

    const file = path.join(folder, 'all.facts.jsonl');
    must(await exportFactsFile(ctx, { file }));
    const elsewhere = await testContext();
    must(await importPaths(elsewhere, { paths: [file] }));
    expect(await dumpInputs(elsewhere.database)).toEqual(await dumpInputs(ctx.database));
    expect(await figuresOf(elsewhere)).toEqual(ruled);
    // There are no rules there: later imports leave what the export brought as it is, and importing the same again changes nothing.
    await load('late', [{ fact: 'resource', key: 'db:prod/late' }], true, elsewhere);
    expect(await figuresOf(elsewhere)).toEqual(ruled);
    expect(must(await importPaths(elsewhere, { paths: [file] })).alreadyImported).toHaveLength(1);
    await elsewhere.close();

    await save();
    expect(await figuresOf(ctx)).toEqual(plain);
  });
});

describe('a preview', () => {
  test('counts what matches, what each rule decides and what would change, and is what saving then does', async () => {
    await load('app', estate);
    const rules: PatternRule[] = [
      { pattern: 'db:prod/orders', field: 'sensitivity', value: '3' },
      { pattern: 'db:*', field: 'sensitivity', value: '5' },
      { pattern: 'nothing:*', field: 'owner', value: 'nobody' },
    ];
    const draft = must(await previewRules(ctx, { rules }));
    expect(draft).toEqual({
      rules: [
        { matches: 1, decides: 1, changes: 0, examples: [{ key: 'db:prod/orders', now: '3', would: '3' }] },
        { matches: 2, decides: 1, changes: 1, examples: [{ key: 'db:prod/undescribed_1', now: '2', would: '5' }] },
        { matches: 0, decides: 0, changes: 0, examples: [] },
      ],
      changed: 1,
      released: 0,
    });
    const byAlias = must(await previewRules(ctx, { rules: [{ pattern: 'vault:*', field: 'environment', value: 'prod' }] }));
    expect(byAlias.rules[0]?.examples).toEqual([{ key: 'app:key/1', alias: 'vault:prod/one', now: 'test', would: 'prod' }]);
    const saved = await save(...rules);
    expect(must(await previewRules(ctx, { rules: saved.rules }))).toMatchObject({ changed: 0, released: 0 });
    expect(must(await previewRules(ctx, { rules: [] }))).toEqual({ rules: [], changed: 2, released: 2 });
  });
});

describe('changing the rules', () => {
  const rule: PatternRule = { pattern: 'db:*', field: 'owner', value: 'dba' };

  test('is for administrators, is in the audit log, and can be taken back', async () => {
    await load('app', estate);
    const manager = { ...ctx, actor: { ...ctx.actor, role: 'manager' as const } };
    expect(await changeRules(manager, { version: 0, rules: [rule] })).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    expect(must(await listRules(manager))).toEqual({ version: 0, rules: [] });
    await save(rule);
    await save();
    const [last, first] = must(await listRuleChanges(ctx));
    expect(first).toMatchObject({ actor: 'test', before: [], after: [rule] });
    expect(last).toMatchObject({ before: [rule], after: [] });
    await save(...last!.before);
    expect(await node('db:prod/orders')).toMatchObject({ owner: 'dba' });
    const client = await ctx.database.pool.connect();
    expect(await verifyAudit(client)).toMatchObject({ ok: true });
    client.release();
  });

  test('of two at once the second is told', async () => {
    await save(rule);
    expect(await changeRules(ctx, { version: 0, rules: [] })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    expect(must(await listRules(ctx)).rules).toMatchObject([rule]);
  });

  test.each([
    [{ ...rule, pattern: '' }, /Rule 1, pattern: /],
    [{ ...rule, pattern: '**' }, /this would set everything/],
    [{ ...rule, field: 'sensitivity', value: '6' }, /Rule 1, value: expected a sensitivity from 1 to 5/],
    [{ ...rule, field: 'colour' }, /expected one of sensitivity, environment, owner, system/],
    [{ ...rule, value: 'ghp_FAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKE' }, /looks like a secret/],
  ])('%o is refused, and it says why', async (wrong, why) => {
    const refused = await changeRules(ctx, { version: 0, rules: [wrong as PatternRule] });
    expect(refused).toMatchObject({ ok: false, error: { code: 'INVALID' } });
    expect(refused.ok ? '' : refused.error.message).toMatch(why);
  });
});
