import fs from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Result } from '../model/errors.ts';
import { type Role, roles } from '../model/roles.ts';
import { defaultSla } from '../model/sla.ts';
import { closeJobQueue } from './startJob.ts';
import { type TestContext, testContext } from './testContext.ts';

/**
 * Every verb by every role. Screens, routes and the command line only call verbs, and each verb asks for its role itself: what this table says holds for all of them. A verb that is not in it fails the
 * first test. Arguments are such that nothing comes of it on an empty database.
 */
const nowhere = path.join(import.meta.dirname, 'no-such-folder', 'file');
const nobody = 'nobody';
const verbs: Record<string, [least: Role, file: string, ...args: unknown[]]> = {
  // whoever may sign in
  changeName: ['viewer', 'profile', {}],
  changePassword: ['viewer', 'profile', {}],
  changeView: ['viewer', 'changeView', { view: 1 }, { name: 'x' }],
  countHistogram: ['viewer', 'countHistogram', { field: 'ageDays' }],
  countTasksOf: ['viewer', 'countTasksOf', { ids: [] }],
  deleteView: ['viewer', 'deleteView', { view: 1 }],
  endOtherSessions: ['viewer', 'profile'],
  engineStatus: ['viewer', 'engineStatus'],
  showLeastPrivilege: ['viewer', 'showLeastPrivilege', { identity: 'x', until: '2026-11-01T00:00:00Z' }],
  simulate: ['viewer', 'simulate', { control: 'bind', subjects: ['x'] }],
  announceAuditHead: ['admin', 'announceAuditHead'],
  changeOutgoing: ['admin', 'changeOutgoing', {}],
  changeWebhook: ['admin', 'saveWebhook', {}, {}],
  createWebhook: ['admin', 'saveWebhook', {}],
  deleteWebhook: ['admin', 'saveWebhook', { id: 'none' }],
  renewWebhookSecret: ['admin', 'saveWebhook', { id: 'none' }],
  resendDelivery: ['admin', 'resendDelivery', { id: 1 }],
  testWebhook: ['admin', 'testWebhook', { id: 'none' }],
  listDeliveries: ['auditor', 'listWebhooks', {}],
  listWebhooks: ['auditor', 'listWebhooks'],
  countCorrections: ['viewer', 'listCorrections'],
  exportAudit: ['auditor', 'exportAudit'],
  exportAuditFile: ['admin', 'exportAudit', { file: nowhere }],
  listAudit: ['auditor', 'listAudit', {}],
  showAuditHead: ['viewer', 'showAuditHead'],
  verifyAudit: ['auditor', 'verifyAudit'],
  exportCredentials: ['viewer', 'exportCredentials', { columns: [] }],
  exportFacts: ['viewer', 'exportFacts', () => new Writable({ write: (_chunk, _encoding, done) => done() })],
  facetCredentials: ['viewer', 'facetCredentials', { fields: ['owner'] }],
  findImportedFile: ['viewer', 'listImports', { file: 1 }],
  findPaths: ['viewer', 'findPaths', { from: 'a', to: 'b' }],
  listCampaigns: ['viewer', 'campaigns'],
  listCorrections: ['viewer', 'listCorrections', {}],
  listCredentials: ['viewer', 'listCredentials', {}],
  listExceptions: ['viewer', 'listExceptions', {}],
  listExposure: ['viewer', 'listExposure', {}],
  listFindings: ['viewer', 'listFindings', {}],
  showFindings: ['viewer', 'showFindings', { node: '1' }],
  readStandards: ['viewer', 'readStandards'],
  readLeftUndone: ['viewer', 'readLeftUndone'],
  listDecisions: ['viewer', 'listDecisions', {}],
  readUseToday: ['viewer', 'readUseToday', { system: 'none' }],
  listRecertifications: ['viewer', 'listRecertifications'],
  showRecertification: ['viewer', 'showRecertification', { recertification: 1 }],
  listImports: ['viewer', 'listImports'],
  listJobs: ['viewer', 'readJob'],
  listOwnSessions: ['viewer', 'profile'],
  listRejections: ['viewer', 'listImports', { file: 1 }],
  listReopened: ['viewer', 'listReopened'],
  listRuleChanges: ['viewer', 'patternRules'],
  listRules: ['viewer', 'patternRules'],
  listSources: ['viewer', 'listSources'],
  listTaskOwners: ['viewer', 'listTaskOwners'],
  listTasks: ['viewer', 'listTasks', {}],
  listViews: ['viewer', 'listViews'],
  loosenFilter: ['viewer', 'loosenFilter', { filter: '' }],
  previewCredential: ['viewer', 'previewCredential', { id: '1' }],
  previewRules: ['viewer', 'patternRules', { rules: [] }],
  listReportSchedules: ['viewer', 'reportSchedules'],
  listReports: ['viewer', 'reportLibrary'],
  renderReport: ['viewer', 'renderReport', { report: 1, format: 'csv' }],
  showReport: ['viewer', 'reportLibrary', { report: 1 }],
  showReportSchema: ['viewer', 'reportLibrary'],
  verifyReport: ['viewer', 'verifyReport', {}],
  readBreakage: ['viewer', 'readBreakage', { id: '1' }],
  readBurnDown: ['viewer', 'campaigns', {}],
  readContainment: ['viewer', 'readContainment'],
  readCoverage: ['viewer', 'readCoverage'],
  readImportChanges: ['viewer', 'readImportChanges', { importId: 1 }],
  readJob: ['viewer', 'readJob', 'no-such-job'],
  readOverview: ['viewer', 'readOverview'],
  readTaskBreakage: ['viewer', 'readTaskBreakage', { task: 1 }],
  readTrend: ['viewer', 'readTrend'],
  restoreView: ['viewer', 'restoreView', { view: 1 }],
  saveView: ['viewer', 'saveView', {}],
  searchCredentials: ['viewer', 'searchCredentials', { words: 'x' }],
  showCredential: ['viewer', 'showCredential', { credential: 'x' }],
  showHorizon: ['viewer', 'horizon'],
  showInstallation: ['viewer', 'showInstallation'],
  showPicture: ['viewer', 'showPicture', { credential: 'x' }],
  showRuledFields: ['viewer', 'showRuledFields', { key: 'x' }],
  showSla: ['viewer', 'sla'],
  showTask: ['viewer', 'showTask', { task: 1 }],
  showUse: ['viewer', 'showUse', { id: '1', until: '2026-11-01T00:00:00Z' }],
  // who works with data and on tasks
  addFile: ['analyst', 'uploads', { upload: 'none', name: 'x' }, []],
  analyzeEstate: ['analyst', 'analyzeEstate', { horizonDays: 0 }],
  askDecision: ['analyst', 'askDecision', {}],
  withdrawDecision: ['analyst', 'withdrawDecision', { decision: 1 }],
  answerRecertification: ['analyst', 'answerRecertification', {}],
  askExceptions: ['analyst', 'askExceptions', {}],
  assignTasks: ['analyst', 'assignTasks', {}],
  changeTask: ['analyst', 'changeTask', {}],
  claimTask: ['analyst', 'claimTask', { task: 1 }],
  commentTask: ['analyst', 'commentTask', { task: 1, text: 'x' }],
  confirmImport: ['analyst', 'confirmImport', { importId: 1 }],
  createTasks: ['analyst', 'createTasks', {}],
  createUpload: ['analyst', 'uploads'],
  dropImport: ['analyst', 'dropImport', { importId: 1 }],
  dropUpload: ['analyst', 'uploads', 'none'],
  importFiles: ['analyst', 'importFiles', { files: [] }],
  importUpload: ['analyst', 'importUpload', { upload: 'none' }],
  listTaskChoices: ['analyst', 'listTaskChoices'],
  linkTask: ['analyst', 'linkTask', {}],
  makeCorrection: ['analyst', 'makeCorrection', {}],
  previewUpload: ['analyst', 'uploads', { upload: 'none' }],
  reopenTask: ['analyst', 'reopenTask', { task: 1 }],
  restoreCorrection: ['analyst', 'withdrawCorrection', { correction: 1 }],
  startJob: ['analyst', 'startJob', 'analyze', { horizonDays: 0 }],
  startTask: ['analyst', 'startTask', { task: 1 }],
  undoTasks: ['analyst', 'undoTasks', { act: 1 }],
  withdrawCorrection: ['analyst', 'withdrawCorrection', { correction: 1 }],
  withdrawException: ['analyst', 'withdrawException', { exception: 1 }],
  // who approves and plans
  changeHorizon: ['manager', 'horizon', {}],
  changeSla: ['manager', 'sla', { ...defaultSla, high: 0 }],
  closeCampaign: ['manager', 'campaigns', { campaign: 1 }],
  settleDecision: ['manager', 'settleDecision', { decision: 1, verdict: 'approved' }],
  startRecertification: ['manager', 'startRecertification', {}],
  closeRecertification: ['manager', 'closeRecertification', { recertification: 1 }],
  reopenRecertification: ['manager', 'reopenRecertification', { recertification: 1 }],
  decideException: ['manager', 'decideException', { exception: 1, decision: 'approved' }],
  deleteReport: ['manager', 'reportLibrary', { report: 1 }],
  endReportSchedule: ['manager', 'reportSchedules', { schedule: 1 }],
  scheduleReport: ['manager', 'reportSchedules', {}],
  reopenCampaign: ['manager', 'campaigns', { campaign: 1 }],
  startCampaign: ['manager', 'campaigns', {}],
  // who runs the installation
  changeRole: ['admin', 'changePerson', nobody, { role: 'viewer' }],
  changeRules: ['admin', 'patternRules', {}],
  deactivatePerson: ['admin', 'changePerson', nobody],
  endSessions: ['admin', 'changePerson', nobody],
  ensureAdministrator: ['admin', 'people'],
  exportFactsFile: ['admin', 'exportFacts', { file: nowhere }],
  importPaths: ['admin', 'importFiles', { paths: [nowhere] }],
  invitePerson: ['admin', 'invitePerson', {}],
  offerNewPassword: ['admin', 'changePerson', nobody],
  reactivatePerson: ['admin', 'changePerson', nobody],
  renewInvitation: ['admin', 'invitePerson', { id: 1 }],
  expireReports: ['admin', 'reportLibrary'],
  exportReportFile: ['admin', 'reportFile', {}],
  verifyReportFile: ['admin', 'reportFile', {}],
  tidyUp: ['admin', 'tidyUp'],
  undoImport: ['admin', 'undoImport', { importId: 1 }],
  withdrawInvitation: ['admin', 'invitePerson', { id: 1 }],
  // who looks after what others do
  checkInstallation: ['auditor', 'showInstallation'],
  listPeople: ['auditor', 'people'],
};

/** Verbs that a test of all roles must not run, each with why. */
const apart: Record<string, string> = {
  loadSample: 'it would import and compute the sample estate; its first line asks for an administrator',
  makeReport: 'an analyst or an auditor may; lib/services/makeReport.test.ts asks all roles',
};

/** What takes a context and is no verb: nobody outside of lib/services calls it for a person. */
const parts = new Set(
  'canAnyoneSignIn claimLink closeJobQueue deliver findActor forbidden jobQueue keepQueueing keepTidy lockOwnView makeDueReport makeLink may mayChangeView moveTask ownUpload readHealth readLink receiveTicketStatus shownView signIn signOut whichTasks workJobs'.split(
    ' ',
  ),
);

/** As lib/services/context.ts has it, written down once more. */
const holders: Record<Role, readonly Role[]> = {
  viewer: ['viewer', 'auditor', 'analyst', 'manager', 'admin'],
  auditor: ['auditor', 'admin'],
  analyst: ['analyst', 'manager', 'admin'],
  manager: ['manager', 'admin'],
  admin: ['admin'],
};

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
});
afterAll(async () => {
  await closeJobQueue(ctx);
  await ctx.close();
});

test('every verb is in the table', () => {
  const folder = import.meta.dirname;
  const sources = fs.readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'testContext.ts');
  const found = sources.flatMap((file) => {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    const functions = text.matchAll(
      /export (?:async )?(?:function|const) (\w+)(?: = (?:async )?)?\(\s*(?:client: [^,]+,\s*)?(?:ctx|\{ \w+ \}): (?:Context|Own|Pick<Context)/g,
    );
    return [...functions].map(([, name]) => name!);
  });
  expect(found.length).toBeGreaterThan(80);
  expect(found.filter((name) => !parts.has(name) && !Object.hasOwn(apart, name)).sort()).toEqual(Object.keys(verbs).sort());
});

/** Every function of the services that a folder's files import by name, but for types and schemas (they begin with a capital). */
function calledFrom(folder: string): string[] {
  const root = path.resolve(import.meta.dirname, '../..', folder);
  const files = fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));
  const imports = files.flatMap((file) => [
    ...fs.readFileSync(path.join(root, file), 'utf8').matchAll(/^import (?!type)\{([^}]*)\} from '[^']*\/lib\/services\/(\w+)\.ts'/gm),
  ]);
  const names = imports.flatMap(([, list = '']) => list.split(',').map((name) => name.trim().split(' as ')[0]!));
  return [...new Set(names.filter((name) => /^[a-z]/.test(name) && !name.startsWith('type ')))].sort();
}

/** What commands and screens call that asks nothing of the estate for anybody: lists that are part of the program, what is computed from a file that is given, the context itself. */
const roleless = new Set(
  'databaseUrl describeApi diagnose escalateAccount escalateCases estateNames evaluateCases furtherDocuments generateEstate isOwnOrigin listFormats maxChosen maxPageRows minPasswordLength openContext ruleInfos sampleAgents techniquesOf'.split(
    ' ',
  ),
);

describe.each(['bin', 'app'])('what %s calls', (folder) => {
  test('is a verb of the table, or needs no role', () => {
    const called = calledFrom(folder);
    expect(called.length).toBeGreaterThan(20);
    expect(called.filter((name) => !Object.hasOwn(verbs, name) && !Object.hasOwn(apart, name) && !parts.has(name) && !roleless.has(name))).toEqual([]);
  });
});

describe.each(Object.entries(verbs))('%s', (name, [least, file, ...args]) => {
  test.each(roles)(`as %s`, async (role) => {
    const module: Record<string, (...given: unknown[]) => Promise<Result<unknown>>> = await import(path.join(import.meta.dirname, `${file}.ts`));
    const actor = { id: `${role}-1`, name: role, role, sessionId: 'none', email: `${role}@example.com` };
    const given = args.map((arg) => (typeof arg === 'function' ? arg() : arg)); // a stream is used once
    const done = await module[name]!({ ...ctx, actor }, ...given);
    if (done.ok && typeof done.value === 'object' && done.value !== null && 'chunks' in done.value)
      for await (const _ of done.value.chunks as AsyncIterable<unknown>);
    const isDenied = !done.ok && done.error.code === 'FORBIDDEN' && /this needs the role/.test(done.error.message);
    expect(isDenied).toBe(!holders[least].includes(role));
  });
});
