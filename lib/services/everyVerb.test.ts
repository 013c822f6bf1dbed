import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RawFile } from '../importers/inputFile.ts';
import type { AuditAction } from '../model/auditActions.ts';
import { defaultSla } from '../model/sla.ts';
import { openPool } from '../store/database.ts';
import { analyzeEstate } from './analyzeEstate.ts';
import { answerRecertification } from './answerRecertification.ts';
import { askDecision } from './askDecision.ts';
import { askExceptions } from './askExceptions.ts';
import { assignTasks } from './assignTasks.ts';
import { findActor, type SignedIn, signIn, signOut } from './auth.ts';
import { closeCampaign, listCampaigns, readBurnDown, reopenCampaign, startCampaign } from './campaigns.ts';
import { changeOutgoing } from './changeOutgoing.ts';
import { changeRole, deactivatePerson, endSessions, offerNewPassword, reactivatePerson } from './changePerson.ts';
import { changeTask } from './changeTask.ts';
import { changeView } from './changeView.ts';
import { claimTask } from './claimTask.ts';
import { closeRecertification } from './closeRecertification.ts';
import { commentTask } from './commentTask.ts';
import { confirmImport } from './confirmImport.ts';
import type { Context } from './context.ts';
import { countHistogram } from './countHistogram.ts';
import { countTasksOf } from './countTasksOf.ts';
import { createTasks } from './createTasks.ts';
import { decideException } from './decideException.ts';
import { deleteView } from './deleteView.ts';
import { dropImport } from './dropImport.ts';
import { engineStatus } from './engineStatus.ts';
import { exportAudit, exportAuditFile } from './exportAudit.ts';
import { exportCredentials } from './exportCredentials.ts';
import { exportFacts, exportFactsFile } from './exportFacts.ts';
import { facetCredentials } from './facetCredentials.ts';
import { findPaths } from './findPaths.ts';
import { changeHorizon, showHorizon } from './horizon.ts';
import { importFiles, importPaths } from './importFiles.ts';
import { importUpload } from './importUpload.ts';
import { invitePerson, renewInvitation, withdrawInvitation } from './invitePerson.ts';
import { linkTask } from './linkTask.ts';
import { listAudit } from './listAudit.ts';
import { countCorrections, listCorrections } from './listCorrections.ts';
import { listCredentials } from './listCredentials.ts';
import { listDecisions } from './listDecisions.ts';
import { listExceptions } from './listExceptions.ts';
import { listExposure } from './listExposure.ts';
import { listFindings } from './listFindings.ts';
import { findImportedFile, listImports, listRejections } from './listImports.ts';
import { listRecertifications } from './listRecertifications.ts';
import { listReopened } from './listReopened.ts';
import { listSources } from './listSources.ts';
import { listTaskChoices } from './listTaskChoices.ts';
import { listTaskOwners } from './listTaskOwners.ts';
import { listTasks } from './listTasks.ts';
import { listViews } from './listViews.ts';
import { listDeliveries, listWebhooks } from './listWebhooks.ts';
import { loadSample } from './loadSample.ts';
import { loosenFilter } from './loosenFilter.ts';
import { makeCorrection } from './makeCorrection.ts';
import { makeReport } from './makeReport.ts';
import { changeRules, listRuleChanges, listRules } from './patternRules.ts';
import { canAnyoneSignIn, claimLink, ensureAdministrator, listPeople, readLink } from './people.ts';
import { previewCredential } from './previewCredential.ts';
import { changeName, changePassword, endOtherSessions, listOwnSessions } from './profile.ts';
import { readBreakage } from './readBreakage.ts';
import { readContainment } from './readContainment.ts';
import { readCoverage } from './readCoverage.ts';
import { readHealth } from './readHealth.ts';
import { readImportChanges } from './readImportChanges.ts';
import { listJobs, readJob } from './readJob.ts';
import { readLeftUndone } from './readLeftUndone.ts';
import { readOverview } from './readOverview.ts';
import { readStandards } from './readStandards.ts';
import { readTaskBreakage } from './readTaskBreakage.ts';
import { readTrend } from './readTrend.ts';
import { readUseToday } from './readUseToday.ts';
import { receiveTicketStatus } from './receiveTicketStatus.ts';
import { renderReport } from './renderReport.ts';
import { reopenRecertification } from './reopenRecertification.ts';
import { reopenTask } from './reopenTask.ts';
import { exportReportFile, verifyReportFile } from './reportFile.ts';
import { deleteReport, expireReports, listReports, showReport, showReportSchema } from './reportLibrary.ts';
import { endReportSchedule, listReportSchedules, makeDueReport, scheduleReport } from './reportSchedules.ts';
import { resendDelivery } from './resendDelivery.ts';
import { restoreView } from './restoreView.ts';
import { saveView } from './saveView.ts';
import { changeWebhook, createWebhook, deleteWebhook, renewWebhookSecret } from './saveWebhook.ts';
import { searchCredentials } from './searchCredentials.ts';
import { settleDecision } from './settleDecision.ts';
import { showAuditHead } from './showAuditHead.ts';
import { showCredential } from './showCredential.ts';
import { showFindings } from './showFindings.ts';
import { checkInstallation, showInstallation } from './showInstallation.ts';
import { showLeastPrivilege } from './showLeastPrivilege.ts';
import { showPicture } from './showPicture.ts';
import { showRecertification } from './showRecertification.ts';
import { showRuledFields } from './showRuledFields.ts';
import { showTask } from './showTask.ts';
import { showUse } from './showUse.ts';
import { changeSla, showSla } from './sla.ts';
import { closeJobQueue, startJob } from './startJob.ts';
import { startRecertification } from './startRecertification.ts';
import { startTask } from './startTask.ts';
import { must, type TestContext, testContext } from './testContext.ts';
import { testWebhook } from './testWebhook.ts';
import { tidyUp } from './tidyUp.ts';
import { undoImport } from './undoImport.ts';
import { undoTasks } from './undoTasks.ts';
import { addFile, createUpload, previewUpload } from './uploads.ts';
import { verifyAudit } from './verifyAudit.ts';
import { verifyReport } from './verifyReport.ts';
import { restoreCorrection, withdrawCorrection } from './withdrawCorrection.ts';
import { withdrawDecision } from './withdrawDecision.ts';
import { withdrawException } from './withdrawException.ts';

/**
 * Every verb of the services, once: those that change something leave the entry that is named here, by whom they were called; those that read are run on connections
 * that cannot write; those that do neither say why. A verb that is in none of the three lists fails the first test.
 */

type Answer = unknown;
type Change = { verb: string; actions: AuditAction[]; by?: string; run: () => Promise<Answer> };

let ctx: TestContext;
let folder: string;
beforeAll(async () => {
  ctx = await testContext();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-verbs-'));
});
afterAll(async () => {
  await closeJobQueue(ctx);
  await ctx.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** What later steps need of earlier ones. */
const kept = {
  headers: new Headers(),
  ada: '',
  link: '',
  view: 0,
  upload: '',
  job: '',
  webhook: '',
  incoming: '',
  task: 0,
  act: 0,
  campaign: 0,
  report: 0,
  schedule: 0,
  decision: 0,
  round: 0,
};
const password = 'a-fake-but-long-password';
const ada = { name: 'Ada Lovelace', email: 'ada@example.com', password };
const bob = { name: 'Bob Viewer', email: 'bob@example.com', role: 'viewer' as const };
const view = { name: 'mine', filter: '', sort: 'credential', columns: ['credential'] };
const tokenOf = (link: string): string => link.replace('/welcome/', '');

async function own(): Promise<Context & { actor: SignedIn }> {
  const actor = await findActor(ctx, kept.headers);
  return { ...ctx, actor: actor ?? expect.fail('nobody is signed in') };
}
const facts = (name: string, count: number): RawFile => ({
  name: `${name}.facts.jsonl`,
  open: async function* () {
    for (let n = 0; n < count; n++) yield Buffer.from(`${JSON.stringify({ fact: 'credential', key: `${name}:${n}` })}\n`);
  },
});
const load = async (name: string, count: number) => must(await importFiles(ctx, { files: [facts(name, count)], name }));
const newest = async (state: string): Promise<number> => must(await listImports(ctx)).find((row) => row.state === state)?.id ?? 0;
const invitation = async (): Promise<number> => must(await listPeople(ctx)).invitations[0]?.id ?? 0;
const held = async (count: number) => {
  await load('shrinking', count);
  return { importId: await newest('held') };
};
async function enter(): Promise<Answer> {
  const { cookies } = must(await signIn(ctx, ada, new Headers()));
  kept.headers = new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') });
  kept.ada = (await own()).actor.id;
  return cookies;
}

/** In this order. `by` where it is not the caller of the test; an empty list of actions: preparation, told by another line. */
const changes: Change[] = [
  { verb: 'loadSample', actions: ['import', 'analyze'], run: async () => must(await loadSample(ctx, () => undefined, 30)) },
  {
    verb: 'ensureAdministrator',
    actions: ['person.link'],
    run: async () => {
      const made = must(await ensureAdministrator(ctx));
      kept.link = made.kind === 'link' ? made.path : '';
    },
  },
  {
    verb: 'claimLink',
    actions: ['person.create'],
    by: 'link:first-administrator',
    run: async () => must(await claimLink(ctx, { token: tokenOf(kept.link), ...ada })),
  },
  { verb: 'signIn', actions: ['person.sign-in'], by: 'ada', run: enter },
  { verb: 'changeName', actions: ['person.name'], by: 'ada', run: async () => must(await changeName(await own(), { name: 'Countess' })) },
  {
    verb: 'changePassword',
    actions: ['person.password'],
    by: 'ada',
    run: async () => must(await changePassword(await own(), { current: password, password })),
  },
  { verb: 'endOtherSessions', actions: ['person.sessions.end'], by: 'ada', run: async () => must(await endOtherSessions(await own())) },
  { verb: 'invitePerson', actions: ['person.invite'], run: async () => must(await invitePerson(ctx, bob)) },
  { verb: 'renewInvitation', actions: ['person.invite.renew'], run: async () => must(await renewInvitation(ctx, { id: await invitation() })) },
  { verb: 'withdrawInvitation', actions: ['person.invite.withdraw'], run: async () => must(await withdrawInvitation(ctx, { id: await invitation() })) },
  {
    verb: 'claimLink',
    actions: ['person.invite', 'person.create'],
    by: 'link:invitation',
    run: async () => must(await claimLink(ctx, { token: tokenOf(must(await invitePerson(ctx, bob)).path), password })),
  },
  { verb: 'changeRole', actions: ['person.role'], run: async () => must(await changeRole(ctx, await bobId(), { role: 'analyst' })) },
  { verb: 'offerNewPassword', actions: ['person.link'], run: async () => must(await offerNewPassword(ctx, await bobId())) },
  { verb: 'endSessions', actions: ['person.sessions.end'], run: async () => must(await endSessions(ctx, await bobId())) },
  { verb: 'deactivatePerson', actions: ['person.deactivate'], run: async () => must(await deactivatePerson(ctx, await bobId())) },
  { verb: 'reactivatePerson', actions: ['person.reactivate'], run: async () => must(await reactivatePerson(ctx, await bobId())) },
  {
    verb: 'saveView',
    actions: ['view.save'],
    run: async () => {
      kept.view = must(await saveView(ctx, view)).id;
    },
  },
  { verb: 'changeView', actions: ['view.change'], run: async () => must(await changeView(ctx, { view: kept.view }, { name: 'renamed' })) },
  { verb: 'deleteView', actions: ['view.delete'], run: async () => must(await deleteView(ctx, { view: kept.view })) },
  { verb: 'restoreView', actions: ['view.restore'], run: async () => must(await restoreView(ctx, { view: kept.view })) },
  {
    verb: 'makeReport',
    actions: ['report.make'],
    run: async () => {
      kept.report = must(await makeReport(ctx, { audience: 'board' })).id;
    },
  },
  { verb: 'renderReport', actions: ['report.export'], run: async () => must(await renderReport(ctx, { report: kept.report, format: 'csv' })) },
  {
    verb: 'exportReportFile',
    actions: ['report.export'],
    run: async () => must(await exportReportFile(ctx, { report: kept.report, format: 'html', file: path.join(folder, 'r.html') })),
  },
  {
    verb: 'scheduleReport',
    actions: ['report.schedule'],
    run: async () => {
      kept.schedule = must(await scheduleReport(ctx, { audience: 'iam', cron: '0 6 1 * *' })).id;
    },
  },
  { verb: 'makeDueReport', actions: ['report.make'], by: 'schedule:1', run: () => makeDueReport(ctx, kept.schedule) },
  { verb: 'endReportSchedule', actions: ['report.schedule.end'], run: async () => must(await endReportSchedule(ctx, { schedule: kept.schedule })) },
  {
    verb: 'expireReports',
    actions: ['report.make', 'report.expire'],
    run: async () => {
      must(await makeReport(ctx, { audience: 'iam', keepDays: 1 }));
      const now = () => new Date(Date.now() + 2 * 86_400_000);
      expect(must(await expireReports({ ...ctx, now }))).toEqual({ reports: 1 });
    },
  },
  {
    verb: 'deleteReport',
    actions: ['report.make', 'report.delete'],
    run: async () => must(await deleteReport(ctx, { report: must(await makeReport(ctx, { audience: 'iam' })).id })),
  },
  { verb: 'changeHorizon', actions: ['settings.horizon'], run: async () => must(await changeHorizon(ctx, { days: 20 })) },
  {
    verb: 'changeRules',
    actions: ['settings.patterns'],
    run: async () => must(await changeRules(ctx, { version: 0, rules: [{ pattern: 'a:*', field: 'owner', value: 'ada' }] })),
  },
  { verb: 'importFiles', actions: ['import'], run: () => load('shrinking', 100) },
  {
    verb: 'importPaths',
    actions: ['import'],
    run: async () => {
      const file = path.join(folder, 'one.facts.jsonl');
      fs.writeFileSync(file, '{"fact":"credential","key":"path:1"}\n');
      return must(await importPaths(ctx, { paths: [file], name: 'path' }));
    },
  },
  { verb: 'undoImport', actions: ['import.undo'], run: async () => must(await undoImport(ctx, { importId: await newest('applied') })) },
  { verb: 'confirmImport', actions: ['import', 'import.confirm'], run: async () => must(await confirmImport(ctx, await held(50))) },
  { verb: 'dropImport', actions: ['import', 'import.drop'], run: async () => must(await dropImport(ctx, await held(10))) },
  {
    verb: 'importUpload',
    actions: ['import'],
    run: async () => {
      kept.upload = must(await createUpload(ctx)).id;
      must(await addFile(ctx, { upload: kept.upload, name: 'up.facts.jsonl' }, facts('up', 3).open()));
      kept.job = must(await importUpload(ctx, { upload: kept.upload, name: 'up' })).analysis ?? '';
    },
  },
  { verb: 'changeOutgoing', actions: ['settings.outgoing'], run: async () => must(await changeOutgoing(ctx, { hosts: ['hooks.example.com'], networks: [] })) },
  {
    verb: 'createWebhook',
    actions: ['webhook.create'],
    run: async () => {
      const made = must(
        await createWebhook(ctx, { name: 'jira', kind: 'jira', url: 'https://127.0.0.1', events: ['analysis.done'], token: 'fake-token-0', config: jira }),
      );
      Object.assign(kept, { webhook: made.id, incoming: made.incoming?.secret });
    },
  },
  { verb: 'changeWebhook', actions: ['webhook.change'], run: async () => must(await changeWebhook(ctx, { id: kept.webhook }, { name: 'renamed' })) },
  { verb: 'testWebhook', actions: ['webhook.test'], run: async () => must(await testWebhook(ctx, { id: kept.webhook })) },
  { verb: 'resendDelivery', actions: ['webhook.resend'], run: async () => must(await resendDelivery(ctx, { id: 1 })) },
  { verb: 'receiveTicketStatus', actions: ['ticket.status'], by: 'webhook', run: async () => must(await reportStatus()) },
  { verb: 'renewWebhookSecret', actions: ['webhook.secret'], run: async () => must(await renewWebhookSecret(ctx, { id: kept.webhook })) },
  { verb: 'deleteWebhook', actions: ['webhook.delete'], run: async () => must(await deleteWebhook(ctx, { id: kept.webhook })) },
  { verb: 'analyzeEstate', actions: ['analyze'], run: async () => must(await analyzeEstate(ctx, {})) },
  {
    verb: 'createTasks',
    actions: ['task.create'],
    run: async () => {
      kept.task = must(await createTasks(ctx, { control: 'revoke', credentials: { filter: 'shrinking' }, split: 'each' })).tasks[0]!;
    },
  },
  { verb: 'startTask', actions: ['task.start'], run: async () => must(await startTask(ctx, { task: kept.task })) },
  { verb: 'claimTask', actions: ['task.claim'], run: async () => must(await claimTask(ctx, { task: kept.task })) },
  { verb: 'reopenTask', actions: ['task.reopen'], run: async () => must(await reopenTask(ctx, { task: kept.task })) },
  { verb: 'changeTask', actions: ['task.change'], run: async () => must(await changeTask(ctx, { task: kept.task, title: 'End it' })) },
  { verb: 'commentTask', actions: ['task.comment'], run: async () => must(await commentTask(ctx, { task: kept.task, text: 'why?' })) },
  { verb: 'linkTask', actions: ['task.link'], run: async () => must(await linkTask(ctx, { task: kept.task, url: 'https://example.com/1' })) },
  {
    verb: 'assignTasks',
    actions: ['task.assign'],
    run: async () => {
      kept.act = must(await assignTasks(ctx, { owner: 'iam', tasks: {} })).act;
    },
  },
  { verb: 'undoTasks', actions: ['task.undo'], run: async () => must(await undoTasks(ctx, { act: kept.act })) },
  {
    verb: 'askExceptions',
    actions: ['exception.ask'],
    run: async () => must(await askExceptions(ctx, { tasks: { ids: [kept.task] }, reason: 'later', expires: tomorrow() })),
  },
  {
    verb: 'decideException',
    actions: ['exception.decide'],
    by: 'boss',
    run: async () =>
      must(await decideException({ ...ctx, actor: { id: 'boss', name: 'Boss', role: 'manager' } }, { exception: await exceptionId(), decision: 'approved' })),
  },
  { verb: 'withdrawException', actions: ['exception.withdraw'], run: async () => must(await withdrawException(ctx, { exception: await exceptionId() })) },
  {
    verb: 'makeCorrection',
    actions: ['correction.make'],
    run: async () => must(await makeCorrection(ctx, { kind: 'no secret', key: 'shrinking:1', reason: 'a public id', expires: tomorrow() })),
  },
  { verb: 'withdrawCorrection', actions: ['correction.withdraw'], run: async () => must(await withdrawCorrection(ctx, { correction: 1 })) },
  { verb: 'restoreCorrection', actions: ['correction.restore'], run: async () => must(await restoreCorrection(ctx, { correction: 1 })) },
  {
    verb: 'startCampaign',
    actions: ['campaign.start'],
    run: async () => {
      kept.campaign = must(await startCampaign(ctx, { name: 'No keys', goal: 'none by March' })).id;
    },
  },
  { verb: 'closeCampaign', actions: ['campaign.close'], run: async () => must(await closeCampaign(ctx, { campaign: kept.campaign })) },
  { verb: 'reopenCampaign', actions: ['campaign.reopen'], run: async () => must(await reopenCampaign(ctx, { campaign: kept.campaign })) },
  {
    verb: 'askDecision',
    actions: ['decision.ask'],
    run: async () => {
      const expires = new Date(ctx.now().getTime() + 86_400_000).toISOString();
      const asked = await askDecision(ctx, { about: { system: 'moltbook' }, issuance: 'static', presentation: 'bearer', reason: 'until March', expires });
      kept.decision = must(asked).decision;
    },
  },
  {
    verb: 'settleDecision',
    actions: ['decision.settle'],
    by: 'boss',
    run: async () =>
      must(await settleDecision({ ...ctx, actor: { id: 'boss', name: 'Boss', role: 'manager' } }, { decision: kept.decision, verdict: 'approved' })),
  },
  { verb: 'withdrawDecision', actions: ['decision.withdraw'], run: async () => must(await withdrawDecision(ctx, { decision: kept.decision })) },
  {
    verb: 'startRecertification',
    actions: ['recertification.start'],
    run: async () => {
      const { rows } = await ctx.database.pool.query<{ owner: string }>(
        'SELECT owner FROM node WHERE in_use AND in_estate AND kind = 0 AND owner IS NOT NULL LIMIT 1',
      );
      const due = new Date(ctx.now().getTime() + 86_400_000).toISOString();
      kept.round = must(await startRecertification(ctx, { owner: rows[0]!.owner, due })).id;
    },
  },
  {
    verb: 'answerRecertification',
    actions: ['recertification.answer'],
    run: async () => {
      const { items } = must(await showRecertification(ctx, { recertification: kept.round, limit: 1 }));
      must(await answerRecertification(ctx, { recertification: kept.round, items: items.map(({ id }) => id), answer: 'confirmed' }));
    },
  },
  { verb: 'closeRecertification', actions: ['recertification.close'], run: async () => must(await closeRecertification(ctx, { recertification: kept.round })) },
  {
    verb: 'reopenRecertification',
    actions: ['recertification.reopen'],
    run: async () => must(await reopenRecertification(ctx, { recertification: kept.round })),
  },
  { verb: 'changeSla', actions: ['settings.sla'], run: async () => must(await changeSla(ctx, { ...defaultSla, high: 10 })) },
  { verb: 'exportCredentials', actions: ['credentials.export'], run: async () => must(await exportCredentials(ctx, {})) },
  { verb: 'exportFacts', actions: ['facts.export'], run: async () => must(await exportFacts(ctx, new PassThrough().resume())) },
  { verb: 'exportFactsFile', actions: ['facts.export'], run: async () => must(await exportFactsFile(ctx, { file: path.join(folder, 'all.facts.jsonl') })) },
  { verb: 'exportAudit', actions: ['audit.export'], run: async () => must(await exportAudit(ctx)) },
  { verb: 'exportAuditFile', actions: ['audit.export'], run: async () => must(await exportAuditFile(ctx, { file: path.join(folder, 'audit.ndjson') })) },
  {
    verb: 'tidyUp',
    actions: ['import', 'use.expire'],
    run: async () => {
      const used = { fact: 'usage', credential: 'used:1', at: '2020-01-01T00:00:00Z', eventId: 'e-1' };
      const lines = `${JSON.stringify({ fact: 'credential', key: 'used:1' })}\n${JSON.stringify(used)}\n`;
      const file: RawFile = {
        name: 'used.facts.jsonl',
        open: async function* () {
          yield Buffer.from(lines);
        },
      };
      must(await importFiles(ctx, { files: [file], name: 'used' }));
      return must(await tidyUp(ctx));
    },
  },
  { verb: 'signOut', actions: ['person.sign-out'], by: 'ada', run: () => signOut(ctx, kept.headers) },
];
const jira = { project: 'SEC', issueType: 'Task' };
async function reportStatus() {
  await ctx.database.pool.query(`INSERT INTO ticket (webhook_id, subject, key, url, status, created_at) VALUES ($1, 'x', 'SEC-1', '', 'open', now())`, [
    kept.webhook,
  ]);
  const body = Buffer.from(JSON.stringify({ timestamp: 1, issue: { key: 'SEC-1', fields: { status: { name: 'Done' } } } }));
  const signature = createHmac('sha256', kept.incoming).update(body).digest('hex');
  return receiveTicketStatus(ctx, { webhook: kept.webhook, headers: new Headers({ 'X-Hub-Signature': `sha256=${signature}` }), body });
}
const tomorrow = (): string => new Date(ctx.now().getTime() + 86_400_000).toISOString();
const exceptionId = async (): Promise<number> => must(await listExceptions(ctx, { current: true }))[0]?.id ?? 0;
const bobId = async (): Promise<string> => must(await listPeople(ctx)).people.find(({ email }) => email === bob.email)?.id ?? '';

/** Each gets a context whose connections refuse to write. */
const reads: Record<string, (readOnly: Context & { actor: SignedIn }) => Promise<Answer>> = {
  canAnyoneSignIn: (c) => canAnyoneSignIn(c),
  checkInstallation: async (c) => must(await checkInstallation(c)),
  countHistogram: async (c) => must(await countHistogram(c, { field: 'leak.actionDays' })),
  engineStatus: async (c) => must(await engineStatus(c)),
  facetCredentials: async (c) => must(await facetCredentials(c, { fields: ['owner'] })),
  findActor: (c) => findActor(c, new Headers()),
  findImportedFile: async (c) => must(await findImportedFile(c, { file: 1 })),
  findPaths: async (c) => must(await findPaths(c, { from: await someKey(c), to: 'moltbook:prod/database' })),
  countCorrections: async (c) => must(await countCorrections(c)),
  listCorrections: async (c) => must(await listCorrections(c, {})),
  countTasksOf: async (c) => must(await countTasksOf(c, { ids: ['1'] })),
  listTaskChoices: async (c) => must(await listTaskChoices(c)),
  listCampaigns: async (c) => must(await listCampaigns(c)),
  listExceptions: async (c) => must(await listExceptions(c, {})),
  listReopened: async (c) => must(await listReopened(c)),
  listTaskOwners: async (c) => must(await listTaskOwners(c)),
  listTasks: async (c) => must(await listTasks(c, {})),
  readBreakage: async (c) => must(await readBreakage(c, { id: must(await listCredentials(c, { limit: 1 })).rows[0]!.id })),
  readBurnDown: async (c) => must(await readBurnDown(c, { campaign: kept.campaign })),
  readContainment: async (c) => must(await readContainment(c)),
  readTaskBreakage: async (c) => must(await readTaskBreakage(c, { task: kept.task })),
  listDecisions: async (c) => must(await listDecisions(c, {})),
  readUseToday: async (c) => must(await readUseToday(c, { system: 'moltbook' })),
  listRecertifications: async (c) => must(await listRecertifications(c)),
  showRecertification: async (c) => must(await showRecertification(c, { recertification: kept.round })),
  readLeftUndone: async (c) => must(await readLeftUndone(c)),
  showSla: async (c) => must(await showSla(c)),
  showTask: async (c) => must(await showTask(c, { task: kept.task })),
  listAudit: async (c) => must(await listAudit(c, {})),
  listDeliveries: async (c) => must(await listDeliveries(c, {})),
  listWebhooks: async (c) => must(await listWebhooks(c)),
  listCredentials: async (c) => must(await listCredentials(c, { limit: 1 })),
  listExposure: async (c) => must(await listExposure(c, {})),
  listFindings: async (c) => must(await listFindings(c, {})),
  showFindings: async (c) => must(await showFindings(c, { node: '1' })),
  readStandards: async (c) => must(await readStandards(c)),
  listReports: async (c) => must(await listReports(c)),
  listReportSchedules: async (c) => must(await listReportSchedules(c)),
  showReport: async (c) => must(await showReport(c, { report: kept.report })),
  showReportSchema: async (c) => must(await showReportSchema(c)),
  verifyReportFile: async (c) => must(await verifyReportFile(c, { file: path.join(folder, 'r.html') })),
  verifyReport: async (c) => must(await verifyReport(c, { digest: '0'.repeat(64) })),
  listImports: async (c) => must(await listImports(c)),
  listJobs: async (c) => must(await listJobs(c)),
  listOwnSessions: async (c) => must(await listOwnSessions(c)),
  listPeople: async (c) => must(await listPeople(c)),
  listRejections: async (c) => must(await listRejections(c, { file: 1 })),
  listRuleChanges: async (c) => must(await listRuleChanges(c)),
  listRules: async (c) => must(await listRules(c)),
  listSources: async (c) => must(await listSources(c)),
  listViews: async (c) => must(await listViews(c)),
  loosenFilter: async (c) => must(await loosenFilter(c, { filter: 'owner:ada' })),
  previewCredential: async (c) => must(await previewCredential(c, { id: await someKey(c) })),
  readCoverage: async (c) => must(await readCoverage(c)),
  readHealth: (c) => readHealth(c),
  readImportChanges: async (c) => must(await readImportChanges(c, { importId: 1 })),
  readJob: async (c) => must(await readJob(c, kept.job)),
  readLink: (c) => readLink(c, 'nothing'),
  readOverview: async (c) => must(await readOverview(c)),
  readTrend: async (c) => must(await readTrend(c)),
  searchCredentials: async (c) => must(await searchCredentials(c, { words: 'moltbook' })),
  showAuditHead: async (c) => must(await showAuditHead(c)),
  showCredential: async (c) => must(await showCredential(c, { credential: await someKey(c) })),
  showHorizon: async (c) => must(await showHorizon(c)),
  showInstallation: async (c) => must(await showInstallation(c)),
  showLeastPrivilege: (c) => showLeastPrivilege(c, { identity: 'nothing', until: '2026-11-01T00:00:00Z' }),
  showPicture: async (c) => must(await showPicture(c, { credential: await someKey(c) })),
  showRuledFields: async (c) => must(await showRuledFields(c, { key: await someKey(c) })),
  showUse: async (c) => must(await showUse(c, { id: '1', until: '2026-11-01T00:00:00Z' })),
  verifyAudit: async (c) => must(await verifyAudit(c)),
};
const someKey = async (c: Context): Promise<string> => must(await listCredentials(c, { limit: 1 })).rows[0]?.credential ?? '';

/** Neither: with the reason. */
const neither: Record<string, string> = {
  simulate: 'reads what an export reads, by a temporary table, which a connection that cannot write does not make; it keeps nothing',
  addFile: 'files wait to be imported; the import that takes them is in the log, and what nobody imports is removed after a day',
  createUpload: 'as addFile',
  dropUpload: 'as addFile',
  previewUpload: 'reads files that wait to be imported; the database is not asked',
  ownUpload: 'a question that the verbs of uploads ask',
  previewRules: 'its transaction is always rolled back',
  startJob: 'what the job does is in the log, by whoever asked for it; the job itself is in the list of jobs',
  announceAuditHead: 'tells of the log, and would have to tell of itself: that is in the log of deliveries',
  deliver: 'what it sends and what came of it is in the log of deliveries',
  tryDelivery: 'a step of deliver and testWebhook',
  keepQueueing: 'puts what waits into the queue',
  closeJobQueue: 'gives a connection back',
  jobQueue: 'opens a connection',
  workJobs: 'runs the verbs of the jobs',
  keepTidy: 'runs tidyUp',
  moveTask: 'a step of the verbs that move a task',
  whichTasks: 'a question of the verbs of many tasks',
  lockOwnView: 'a step of the verbs of views',
  shownView: 'how a view is shown',
  mayChangeView: 'a question',
  forbidden: 'a question',
  may: 'a question',
};

/** Exports whose first parameter is a context. */
function verbsOf(file: string): string[] {
  const text = fs.readFileSync(path.join(import.meta.dirname, file), 'utf8');
  const found = [
    ...text.matchAll(/^export (?:async )?(?:function|const) (\w+)(?: = (?:async )?)?(?:<[^>]*>)?\(\s*(?:ctx|\{[^}]*\}): (?:Context|Own|Pick<Context)/gm),
  ];
  return found.map(([, name = '']) => name);
}

describe('every verb', () => {
  test('is in one of the lists, and only there', () => {
    const files = fs.readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ts$/.test(name) && !name.endsWith('.test.ts'));
    const verbs = [...new Set(files.flatMap(verbsOf))].sort();
    expect(verbs.length).toBeGreaterThan(70);
    expect([...new Set(changes.map(({ verb }) => verb)), ...Object.keys(reads), ...Object.keys(neither)].sort()).toEqual(verbs);
  });

  test.each(changes)('$verb leaves its entry in the audit log', async ({ actions, by, run }) => {
    const before = await newestEntry();
    await run();
    const { rows } = await ctx.database.pool.query<{ actor: string; action: string }>('SELECT actor, action FROM audit WHERE id > $1 ORDER BY id', [before]);
    expect(rows.map(({ action }) => action)).toEqual(actions);
    expect(rows.at(-1)!.actor).toBe({ ada: kept.ada, webhook: `webhook:${kept.webhook}` }[by ?? ''] ?? by ?? 'test');
  });

  test('a failed sign-in leaves one too', async () => {
    expect(await signIn(ctx, { ...ada, password: 'wrong' }, new Headers())).toMatchObject({ ok: false });
    const { rows } = await ctx.database.pool.query('SELECT actor, action FROM audit ORDER BY id DESC LIMIT 1');
    expect(rows).toEqual([{ actor: kept.ada, action: 'person.sign-in.failed' }]);
  });

  test.each(Object.entries(reads))('%s reads, on connections that cannot write', async (_, run) => {
    const before = await newestEntry();
    const database = openPool(`${ctx.database.url}?options=${encodeURIComponent('-c default_transaction_read_only=on')}`);
    try {
      await expect(database.pool.query(`INSERT INTO setting (key, value) VALUES ('x', '1')`)).rejects.toThrow(/read-only/);
      await run({ ...ctx, database, actor: { ...ctx.actor, email: ada.email, sessionId: 'none' } });
    } finally {
      await database.close();
    }
    expect(await newestEntry()).toBe(before);
  });

  test('and the log that came of all of it verifies', async () => {
    must(await startJob(ctx, 'analyze', {}));
    must(await previewUpload(ctx, { upload: must(await createUpload(ctx)).id }));
    expect(must(await verifyAudit(ctx))).toMatchObject({ ok: true, faults: [] });
  });
});

const newestEntry = async (): Promise<number> => Number((await ctx.database.pool.query('SELECT coalesce(max(id), 0) AS id FROM audit')).rows[0].id);
