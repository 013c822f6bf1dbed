import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditEntry } from '../model/audit.ts';
import { checkoutRoot } from '../store/home.ts';
import { exportAuditFile } from './exportAudit.ts';
import { changeHorizon } from './horizon.ts';
import { listAudit } from './listAudit.ts';
import { saveView } from './saveView.ts';
import { showAuditHead } from './showAuditHead.ts';
import { must, type TestContext, testContext } from './testContext.ts';

/** docs/audit.md, followed to the letter by somebody who has an export and the document, and nothing of Keyblast. */
let ctx: TestContext;
let folder: string;
let file: string;
const blocks = (language: string): string[] =>
  [...fs.readFileSync(path.join(checkoutRoot(), 'docs', 'audit.md'), 'utf8').matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, code = '']) => code,
  );

beforeAll(async () => {
  ctx = await testContext();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-export-'));
  file = path.join(folder, 'audit.ndjson');
  for (const days of [20, 30, 27]) must(await changeHorizon(ctx, { days }));
  must(await saveView(ctx, { name: '"Ünïcode" \\ 😀', filter: '', sort: 'credential', columns: ['credential', 'owner'] }));
  must(await exportAuditFile(ctx, { file }));
  fs.writeFileSync(path.join(folder, 'check.mjs'), blocks('js')[0]!);
  fs.writeFileSync(path.join(folder, 'audit.pem'), must(await showAuditHead(ctx)).pem);
});
afterAll(async () => {
  await ctx.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const check = (name: string) => spawnSync(process.execPath, ['check.mjs', name], { cwd: folder, encoding: 'utf8' });
/** An export that somebody has changed. */
function changed(change: (entries: AuditEntry[]) => AuditEntry[]): string {
  const [heading, ...lines] = fs.readFileSync(file, 'utf8').trim().split('\n');
  const entries = change(lines.map((line): AuditEntry => JSON.parse(line)));
  fs.writeFileSync(path.join(folder, 'changed.ndjson'), [heading, ...entries.map((entry) => JSON.stringify(entry))].join('\n'));
  return 'changed.ndjson';
}

describe('the program of docs/audit.md', () => {
  test('finds an export whole, up to the head that was printed', async () => {
    const { head, publicKey } = must(await showAuditHead(ctx));
    expect(check('audit.ndjson')).toMatchObject({ status: 0, stdout: `5 entries are whole, up to ${head!.hash}; public key ${publicKey}\n` });
    expect(head).toMatchObject({ entry: 5 });
  });

  test.each<[string, (entries: AuditEntry[]) => AuditEntry[], string]>([
    ['an edited value', (all) => all.map((one) => (one.entry === 2 ? { ...one, after: { days: 31 } } : one)), 'entry 2: its hash is not that of what it says'],
    ['an entry taken out', (all) => all.filter(({ entry }) => entry !== 3), 'entry 4: does not follow from the line before'],
    ['a signature of another', (all) => all.map((one) => ({ ...one, signature: all[0]!.signature })), 'entry 2: its signature is not of this key'],
  ])('finds %s', (_, change, said) => {
    expect(check(changed(change))).toMatchObject({ status: 1, stdout: `${said}\n` });
  });
});

const tools = ['jq', 'xxd', 'sha256sum', 'openssl'].filter((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);
test.skipIf(tools.length > 0)(
  `the commands of docs/audit.md give the hash and verify the signature${tools.length ? ` (skipped: no ${tools.join(', ')} here)` : ''}`,
  () => {
    const commands = blocks('sh').filter((block) => block.includes('audit.ndjson') && !block.includes('keyblast audit'));
    const said = commands.map((block) => execFileSync('sh', ['-ec', block], { cwd: folder, encoding: 'utf8' }));
    const [computed, stored] = said[0]!.split('\n');
    expect(computed).toBe(`${stored}  -`);
    expect(said[1]).toContain('Signature Verified Successfully');
  },
);

test('pages and filters find each entry once', async () => {
  for (let n = 1; n <= 120; n++) must(await changeHorizon(ctx, { days: n }));
  const seen: number[] = [];
  for (let before: number | undefined; ; ) {
    const page = must(await listAudit(ctx, { action: 'settings.horizon', ...(before !== undefined && { before }) }));
    expect(page).toMatchObject({ matching: 123, entries: 125 });
    expect(page.newer).toBe(before === undefined ? null : page.rows[0]!.entry);
    seen.push(...page.rows.map(({ entry }) => entry));
    if (page.older === null) break;
    before = page.older;
  }
  expect(seen).toEqual([...Array(120).keys()].map((n) => 125 - n).concat(3, 2, 1));
  const back = must(await listAudit(ctx, { action: 'settings.horizon', behind: 3 }));
  expect(back.rows.map(({ entry }) => entry)).toEqual([...Array(50).keys()].map((n) => 55 - n));
  expect(back).toMatchObject({ older: 6, newer: 55 });
  const today = ctx.now().toISOString().slice(0, 10);
  expect(must(await listAudit(ctx, { actor: 'test', from: today, to: today })).matching).toBe(125);
  expect(must(await listAudit(ctx, { to: '2020-01-01' }))).toMatchObject({ matching: 0, rows: [], older: null, newer: null });
  expect(await listAudit(ctx, { from: 'yesterday' })).toMatchObject({
    ok: false,
    error: { code: 'INVALID', message: 'from: expected a day such as 2026-11-01' },
  });
  expect(await listAudit({ ...ctx, actor: { ...ctx.actor, role: 'manager' } }, {})).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
});
