import { afterAll, beforeAll, expect, test } from 'vitest';
import { importFiles } from './importFiles.ts';
import { createWebhook } from './saveWebhook.ts';
import { must, type TestContext, testContext } from './testContext.ts';
import { keepTidy, tidyUp } from './tidyUp.ts';
import { createUpload, previewUpload } from './uploads.ts';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
});
afterAll(() => ctx.close());

const log = 'time,credential,action,address,event_id\n2025-01-01T00:00:00Z,k-1,get,10.0.0.1,e-1\n2026-10-01T00:00:00Z,k-1,get,10.0.0.1,e-2\n';

test('old use and files that nobody imported are ended by the worker, as an administrator only', async () => {
  const imported = { ...ctx, now: () => new Date('2026-10-02T00:00:00Z') };
  must(
    await importFiles(imported, {
      files: [
        {
          name: 'log.csv',
          open: async function* () {
            yield Buffer.from(log);
          },
        },
      ],
    }),
  );
  const webhook = must(await createWebhook(ctx, { name: 'w', kind: 'json', url: 'https://hooks.example.com', events: ['analysis.done'] }));
  const deliveryOf = (day: string, state: string) =>
    ctx.database.pool.query(`INSERT INTO webhook_delivery (webhook_id, event, subject, notice, state, created_at) VALUES ($1, 'test', 'test', '{}', $2, $3)`, [
      webhook.id,
      state,
      day,
    ]);
  for (const [day, state] of [
    ['2026-07-01', 'sent'],
    ['2026-07-02', 'waiting'],
    ['2026-07-20', 'failed'],
  ] as const)
    await deliveryOf(day, state);
  const { id } = must(await createUpload(imported));
  expect(await tidyUp({ ...ctx, actor: { ...ctx.actor, role: 'analyst' } })).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  expect(await previewUpload(imported, { upload: id })).toMatchObject({ ok: true });

  const worker = keepTidy({ ...ctx, now: () => new Date('2026-10-04T00:00:00Z') }, (message) => expect.fail(message));
  await worker.stop();
  expect(await previewUpload(imported, { upload: id })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  const kept = await ctx.database.pool.query('SELECT state FROM webhook_delivery ORDER BY id');
  expect(kept.rows).toEqual([{ state: 'waiting' }, { state: 'failed' }]); // ninety days, and what waits however old
  const { rows } = await ctx.database.pool.query('SELECT day::text, address FROM usage');
  expect(rows).toEqual([{ day: '2026-10-01', address: '10.0.0.1' }]);
});
