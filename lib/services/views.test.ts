import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstColumns } from '../model/credentialColumns.ts';
import { builtInViews, isSameView, ViewColumns, ViewFilter, ViewSort } from '../model/savedView.ts';
import { verifyAudit } from '../store/verifyAudit.ts';
import { changeView } from './changeView.ts';
import type { Role } from './context.ts';
import { deleteView } from './deleteView.ts';
import { listViews } from './listViews.ts';
import { restoreView } from './restoreView.ts';
import { maxViews, saveView } from './saveView.ts';
import { must, type TestContext, testContext } from './testContext.ts';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
});
afterAll(() => ctx.close());

const as = (id: string, role: Role): TestContext => ({ ...ctx, actor: { id, name: id, role } });
const worst = { filter: 'leak.band:critical', sort: '-leak.actionDays', columns: [...firstColumns] };
const namesOf = async (who: TestContext) => must(await listViews(who)).map(({ name }) => name);
const refusal = (code: string, message = /./) => ({ ok: false, error: { code, message: expect.stringMatching(message) } });

test('a view is kept for oneself, found again as it was, and nobody else sees it', async () => {
  const vera = as('vera', 'viewer');
  const saved = must(await saveView(vera, { name: '  Worst first ', ...worst }));
  expect(saved).toMatchObject({ name: 'Worst first', shared: false, mine: true, mayChange: true, ...worst });
  expect(must(await listViews(vera))).toEqual([{ ...saved, ownerName: 'vera' }]);
  for (const other of [as('max', 'manager'), as('admin', 'admin')]) {
    expect(await namesOf(other)).toEqual([]);
    expect(await changeView(other, { view: saved.id }, { name: 'Mine now' })).toMatchObject(refusal('NOT_FOUND'));
    expect(await deleteView(other, { view: saved.id })).toMatchObject(refusal('NOT_FOUND'));
  }
});

test('a name is one view of its owner, in whatever case; of two at once, one gets it', async () => {
  const nora = as('nora', 'viewer');
  must(await saveView(nora, { name: 'Agents', ...worst }));
  expect(await saveView(nora, { name: 'AGENTS', ...worst })).toMatchObject(refusal('CONFLICT', /already/));
  const both = await Promise.all([saveView(nora, { name: 'Once', ...worst }), saveView(nora, { name: 'once', ...worst })]);
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  const other = must(await saveView(nora, { name: 'Other', ...worst }));
  expect(await changeView(nora, { view: other.id }, { name: 'agents' })).toMatchObject(refusal('CONFLICT'));
  expect(must(await changeView(nora, { view: other.id }, { name: 'OTHER' })).name).toBe('OTHER');
  must(await saveView(as('nils', 'viewer'), { name: 'Agents', ...worst }));
});

test('sharing takes an analyst; what is shared everybody sees, and its owner and managers change', async () => {
  expect(await saveView(as('vera', 'viewer'), { name: 'For all', shared: true, ...worst })).toMatchObject(refusal('FORBIDDEN', /analyst/));
  expect(await saveView(as('otto', 'auditor'), { name: 'For all', shared: true, ...worst })).toMatchObject(refusal('FORBIDDEN'));
  const anna = as('anna', 'analyst');
  const view = must(await saveView(anna, { name: 'Vendors', shared: true, ...worst }));
  expect(must(await listViews(as('otto', 'auditor')))).toMatchObject([{ name: 'Vendors', mine: false, mayChange: false, ownerName: 'anna' }]);
  expect(await changeView(as('alex', 'analyst'), { view: view.id }, { name: 'Hijacked' })).toMatchObject(refusal('FORBIDDEN', /name of your own/));
  expect(await deleteView(as('otto', 'auditor'), { view: view.id })).toMatchObject(refusal('FORBIDDEN'));
  expect(must(await changeView(as('max', 'manager'), { view: view.id }, { name: 'Our vendors' }))).toMatchObject({ name: 'Our vendors', mine: false });
  must(await changeView(anna, { view: view.id }, { shared: false }));
  expect(await namesOf(as('otto', 'auditor'))).toEqual([]);
  const demoted = as('anna', 'viewer');
  expect(await changeView(demoted, { view: view.id }, { shared: true })).toMatchObject(refusal('FORBIDDEN'));
});

test('replacing keeps the name, renaming keeps what is shown', async () => {
  const rita = as('rita', 'viewer');
  const { id } = must(await saveView(rita, { name: 'Mine', ...worst }));
  const other = { filter: 'owner:none', sort: 'credential', columns: ['owner', 'credential'] };
  expect(must(await changeView(rita, { view: id }, other))).toMatchObject({ name: 'Mine', ...other });
  expect(must(await changeView(rita, { view: id }, { name: 'Nobody’s' }))).toMatchObject({ name: 'Nobody’s', ...other });
  expect(await changeView(rita, { view: id }, {})).toMatchObject(refusal('INVALID', /name what is to change/));
});

test('a deletion can be undone for a day', async () => {
  const dora = as('dora', 'viewer');
  const { id } = must(await saveView(dora, { name: 'Gone', ...worst }));
  expect(await restoreView(dora, { view: id })).toMatchObject(refusal('NOT_FOUND'));
  expect(must(await deleteView(dora, { view: id }))).toEqual({ name: 'Gone' });
  expect(await namesOf(dora)).toEqual([]);
  expect(await deleteView(dora, { view: id })).toMatchObject(refusal('NOT_FOUND'));
  expect(await restoreView(as('eve', 'viewer'), { view: id })).toMatchObject(refusal('NOT_FOUND'));
  expect(must(await restoreView(dora, { view: id }))).toMatchObject({ id, name: 'Gone', ...worst });
  must(await deleteView(dora, { view: id }));
  const again = must(await saveView(dora, { name: 'gone', ...worst }));
  expect(await restoreView(dora, { view: id })).toMatchObject(refusal('CONFLICT'));
  const later = { ...dora, now: () => new Date(Date.now() + 25 * 3_600_000) };
  must(await deleteView(later, { view: again.id })); // sweeps what is older than a day
  expect(await restoreView(dora, { view: id })).toMatchObject(refusal('NOT_FOUND'));
});

test('what cannot be a view is refused in words, a secret above all', async () => {
  const secret = 'ghp_FAKEfakeFAKEfakeFAKEfakeFAKEfake0123';
  const refused = async (change: object, message: RegExp) =>
    expect(await saveView(ctx, { name: 'A', ...worst, ...change })).toMatchObject(refusal('INVALID', message));
  await refused({ name: ' ' }, /name: expected a name/);
  await refused({ name: 'a\nb' }, /control/);
  await refused({ filter: 'bnad:high' }, /filter: filter, character 1: "bnad" is no field/);
  await refused({ sort: '-bnad' }, /sort: expected a field/);
  await refused({ columns: [] }, /columns: expected at least one/);
  await refused({ filter: secret }, /looks like a secret/);
  await refused({ name: secret }, /looks like a secret/);
  expect(must(await saveView(ctx, { name: 'A', ...worst, columns: ['owner', 'a column of tomorrow'] })).columns).toEqual(['credential', 'owner']);
});

test('nobody keeps more than can be found again', async () => {
  const many = as('many', 'viewer');
  for (let i = 0; i < maxViews; i++) must(await saveView(many, { name: `View ${i}`, ...worst }));
  expect(await saveView(many, { name: 'One more', ...worst })).toMatchObject(refusal('TOO_LARGE', /delete one/));
});

test('every change is in the audit log, before and after', async () => {
  const { rows } = await ctx.database.pool.query(`SELECT action, before, after FROM audit WHERE actor = 'rita' ORDER BY id`);
  expect(rows).toMatchObject([
    { action: 'view.save', before: null, after: { name: 'Mine', filter: worst.filter } },
    { action: 'view.change', before: { filter: worst.filter }, after: { name: 'Mine', filter: 'owner:none' } },
    { action: 'view.change', before: { name: 'Mine' }, after: { name: 'Nobody’s' } },
  ]);
  const { rows: deleted } = await ctx.database.pool.query(`SELECT DISTINCT action FROM audit WHERE actor = 'dora' ORDER BY action`);
  expect(deleted.map(({ action }) => action)).toEqual(['view.delete', 'view.restore', 'view.save']);
  const client = await ctx.database.pool.connect();
  expect(await verifyAudit(client)).toMatchObject({ ok: true });
  client.release();
});

test('the built-in views can be read, and no two of them are one', () => {
  for (const { filter, sort, columns } of builtInViews) {
    expect(ViewFilter.safeParse(filter).error).toBeUndefined();
    expect(ViewSort.safeParse(sort).success).toBe(true);
    expect(ViewColumns.parse(columns)).toEqual(columns);
  }
  expect(builtInViews[0]!.filter).toBe('issuance:static identityKind:agent crosses:send,write,delegate');
  expect(builtInViews.filter((one) => builtInViews.filter((other) => isSameView(one, other)).length > 1)).toEqual([]);
});
