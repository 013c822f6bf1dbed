import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { columnIds, fieldsOfColumns } from '../model/credentialColumns.ts';
import { csvFields } from '../model/credentialsCsv.ts';
import { fieldValue } from '../model/fieldValue.ts';
import { analyzeEstate } from './analyzeEstate.ts';
import { type CsvExport, exportCredentials } from './exportCredentials.ts';
import { importFiles } from './importFiles.ts';
import { listCredentials } from './listCredentials.ts';
import { must, type TestContext, testContext } from './testContext.ts';

/** Twenty thousand keys of four services, with names and owners that a spreadsheet or a careless reader of CSV would trip over. */
const asOf = '2026-11-01T00:00:00.000Z';
const count = 20_000;
const owners = ['ada@example.com', '=2+5', '+1 555 0100', '-minus', '@channel', 'Lovelace, Ada', 'says "hi"', 'zwei\nZeilen', 'Zoë 🔑'];
function* facts(): Iterable<string> {
  for (const [at, kind] of ['agent', 'service', 'human', 'role'].entries()) {
    yield JSON.stringify({ fact: 'identity', key: `t:id/${at}`, kind });
    yield JSON.stringify({ fact: 'grant', from: `t:id/${at}`, class: 'write', resource: `t:box/${at}` });
  }
  for (let i = 0; i < count; i++) {
    const key = `t:key/${i}`;
    yield JSON.stringify({ fact: 'credential', key, aliases: [`t:alias/${i}`], owner: owners[i % owners.length], created: '2026-01-01', system: `s${i % 3}` });
    yield JSON.stringify({ fact: 'edge', edge: 'authenticates', from: key, to: `t:id/${i % 4}` });
  }
}

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
  const open = async function* () {
    yield new TextEncoder().encode(`${[...facts()].join('\n')}\n`);
  };
  must(await importFiles(ctx, { files: [{ name: 'many.facts.jsonl', open }], name: 'many' }));
  must(await analyzeEstate(ctx, { asOf }));
});
afterAll(() => ctx.close());

async function textOf({ chunks }: CsvExport): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}
const recordsOf = (text: string): Record<string, string>[] => parse(text, { columns: true, record_delimiter: '\r\n' });

/** What the same question says page by page, as a person turns the pages. */
async function pagesOf(question: { filter?: string; sort?: string }) {
  const rows = [];
  for (let offset = 0; ; offset += 700) {
    const page = must(await listCredentials(ctx, { ...question, limit: 700, offset }));
    rows.push(...page.rows);
    if (rows.length === page.matching) return rows;
  }
}

test('the file is exactly the rows of the filter, over all pages, in their order', async () => {
  const question = { filter: 'system:s1 identityKind:agent,human', sort: '-owner' };
  const made = must(await exportCredentials(ctx, question));
  const records = recordsOf(await textOf(made));
  const rows = await pagesOf(question);
  expect(rows.length).toBeGreaterThan(3_000);
  expect(made).toMatchObject({ rows: rows.length, fileName: 'credentials-2026-11-01T000000Z.csv' });
  expect(records.map(({ credential }) => credential)).toEqual(rows.map(({ credential }) => credential));
  const inert = (text: string): string => (/^[=+\-@]/.test(text) ? `'${text}` : text);
  for (const [at, row] of rows.entries()) {
    expect(records[at]!.owner).toBe(inert(row.owner ?? ''));
    expect(records[at]!.aliases).toBe(row.aliases.join(' '));
    expect(Number(records[at]!['leak.actionDays'])).toBe(row.leak.actionDays);
    expect(Number(records[at]!.ageDays)).toBe(fieldValue(row, 'ageDays', Date.parse(asOf)));
  }
});

test('twenty thousand rows come in pieces, none of them large, with every field', async () => {
  const { chunks, rows } = must(await exportCredentials(ctx, {}));
  expect(rows).toBe(count);
  const pieces: string[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  expect(pieces).toHaveLength(10);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(2_000_000);
  const records = recordsOf(pieces.join(''));
  expect(records).toHaveLength(count);
  expect(Object.keys(records[0]!)).toEqual(csvFields);
  expect(new Set(records.map(({ credential }) => credential)).size).toBe(count);
});

test('chosen columns come in the order of the screen, and single rows by their ids', async () => {
  const fields = fieldsOfColumns(['owner', 'credential', 'leak.chain']);
  const [first] = must(await listCredentials(ctx, { sort: 'credential', limit: 1 })).rows;
  const records = recordsOf(await textOf(must(await exportCredentials(ctx, { ids: [first!.id, '999999999'], fields, filter: '' }))));
  expect(records).toHaveLength(1);
  expect(Object.keys(records[0]!)).toEqual(['owner', 'credential', 'name', 'usable', 'leak.chain', 'leak.upTo.chain']);
  expect(fieldsOfColumns(columnIds).every((field) => csvFields.includes(field))).toBe(true);
  expect(await exportCredentials(ctx, { fields: ['password'] })).toMatchObject({ ok: false, error: { code: 'INVALID' } });
  expect(await exportCredentials(ctx, { ids: ['1; DROP'] })).toMatchObject({ ok: false, error: { code: 'INVALID' } });
  expect(await exportCredentials(ctx, { filter: 'bnad:high' })).toMatchObject({ ok: false, error: { code: 'INVALID' } });
});

test('who exported what is in the audit log, without a secret that was searched for', async () => {
  const secret = 'ghp_FAKEfakeFAKEfakeFAKEfakeFAKEfake0123';
  must(await exportCredentials({ ...ctx, actor: { ...ctx.actor, id: 'eve' } }, { filter: secret, limit: 5 }));
  const { rows } = await ctx.database.pool.query(`SELECT actor, after FROM audit WHERE action = 'credentials.export' ORDER BY id DESC LIMIT 1`);
  expect(rows[0]).toMatchObject({ actor: 'eve', after: { rows: 0, sort: 'credential', analysis: expect.any(Number) } });
  expect(JSON.stringify(rows)).not.toContain(secret);
});

describe('a file in the making', () => {
  /** The context, and how often it asked the engine for rows. */
  function counting(): { ctx: TestContext; asked: () => number } {
    let asked = 0;
    const ask: TestContext['engine']['ask'] = (verb, ...rest) => {
      if (verb === 'credentials') asked++;
      return ctx.engine.ask(verb, ...rest);
    };
    return { ctx: { ...ctx, engine: { ...ctx.engine, ask } }, asked: () => asked };
  }

  test('asks for the next rows only when the last ones were taken, and no more once nobody reads', async () => {
    const counted = counting();
    const { chunks } = must(await exportCredentials(counted.ctx, {}));
    await chunks.next();
    await chunks.next();
    expect(counted.asked()).toBe(2);
    await chunks.return();
    expect(await chunks.next()).toEqual({ done: true, value: undefined });
    expect(counted.asked()).toBe(2);
  });

  test('fails where another analysis takes the place of the one it began with', async () => {
    const { chunks } = must(await exportCredentials(ctx, {}));
    await chunks.next();
    must(await analyzeEstate(ctx, { asOf: '2026-11-02T00:00:00Z' }));
    await expect(chunks.next()).rejects.toThrow(/analysis \d+ took the place of analysis \d+ in the middle of the export.*Export again/);
  });
});
