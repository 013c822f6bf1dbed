import type { ActionClass } from '../model/facts.ts';
import { actionClassOverrides } from './actionClassOverrides.ts';
import type { AccessLevel, Catalogue } from './catalogue.ts';

/**
 * What an action of AWS amounts to: one class of docs/model.md for each. AWS's access level says list, read, or some kind of writing, and no more; that an action sends, runs code,
 * spends, yields a secret or changes who may do what is in its verb and its noun, and where these mislead, in the table of exceptions.
 */

/** The class of every action of the catalogue, by id. */
export function actionClasses(catalogue: Catalogue): ActionClass[] {
  return catalogue.names.map((name, id) => actionClass(name, catalogue.action(id).level));
}

/**
 * @param name   `s3:GetObject`, as AWS writes it
 * @param level  as the catalogue has it; where it does not know the action, guessed from the verb
 */
export function actionClass(name: string, level: AccessLevel = guessedLevel(name)): ActionClass {
  return exceptions().get(name.toLowerCase()) ?? ruledClass(name, level);
}

/** What the rules say by themselves. */
export function ruledClass(name: string, level: AccessLevel): ActionClass {
  const part = partAfterService(name);
  return anywhere[part] ?? byLevel[level](part);
}

/** Actions that many services have: consent to logs, and to a way of signing in that by itself opens nothing. */
const anywhere: Record<string, ActionClass> = { AllowVendedLogDeliveryForResource: 'write', CallWithBearerToken: 'list' };

const byLevel: Record<AccessLevel, (part: string) => ActionClass> = {
  list: () => 'list',
  read: (part) => readingRules.find(([, form]) => form.test(part))?.[0] ?? 'read',
  write: (part) => writingRules.find(([, form]) => form.test(part))?.[0] ?? 'write',
  // a tag can decide who may do what, but only where a policy asks for it: that is the condition's matter
  tagging: () => 'write',
  // AWS's list has some plain looks under this level
  permissions: (part) => (looking.test(part) ? 'read' : 'delegate'),
};

const looking = /^(Batch|Admin)?(Get|List|Describe|Search|View|Lookup|Query|Select|Scan|Read)([A-Z]|$)/;

/** Of a reading action; the first that fits. A model or a recogniser that is asked changes nothing and costs by the question. */
const readingRules: [ActionClass, RegExp][] = [
  ['delegate', /^(Pass|Assume|Authorize)[A-Z]/],
  [
    'spend',
    /^(Batch)?(Invoke|Converse|Chat|Synthesize|Translate|Detect|Analyze|Recognize|Classify|Infer|Predict|Forecast|Generate|Rerank|Rescore|Optimize)([A-Z]|$)/,
  ],
];

/** Of a writing action; the first that fits. */
const writingRules: [ActionClass, RegExp][] = [
  ['delegate', /^(Pass|Assume|Grant|Authorize|Invite|Share)[A-Z]/],
  [
    'delegate',
    /^(Batch)?(Create|Put|Update|Add|Attach|Set|Modify|Reset|Rotate|Regenerate|Associate|Register)(?=[A-Z]).*(ResourcePolicy|AccessPolicy|AccessPolicies|Permissions?|PermissionsBoundary)$/,
  ],
  [
    'delegate',
    /^(Create|Put|Update|Add|Reset|Rotate|Regenerate|Associate)(?=[A-Z]).*(AccessKeys?|A[Pp][Ii]Keys?|Credentials?|AccessToken|LoginProfile|AccessEntry|AccessGrants?)$/,
  ],
  ['read', looking],
  ['read', /^(Decrypt|Export|Download|Retrieve|Fetch|Receive|Poll|Unmask)([A-Z]|$)/],
  ['delete', /^(Batch|Admin|Bulk)?(Delete|Terminate|Purge|Destroy|Drop|Wipe|Remove|Deregister|Release|Discard|Dispose|Expire|Close)([A-Z]|$)/],
  ['delete', /^Schedule.*Deletion$/],
  ['write', /^Publish.*(Version|Type|Schema|Portal|Flow|App)$/],
  ['send', /^(Batch|Bulk)?(Send|Publish|Post|Notify|Resend|Deliver|Reply)([A-Z]|$)/],
  ['spend', /^(Purchase|Buy|Redeem|Order|Renew|Make|Allocate|Reserve|Claim)[A-Z]/],
  ['spend', /^Start(?=[A-Z]).*(Detection|Recognition|Transcription|Translation|Synthesis|Analysis|Classification|Inference|Phrases|Moderation).*(Job|Task)?$/],
  ['execute', /^(Batch)?(Run|Invoke|Execute|Exec|Call|Deploy|Launch|Redrive)([A-Z]|$)/],
  [
    'execute',
    /^(Batch)?(Start|Submit|Retry|Restart|Resume|Schedule)(?=[A-Z]).*(Executions?|Jobs?|Runs?|Build|Batch|Deployment|Session|Tasks?|Command|Workflow|Statement)$/,
  ],
  ['execute', /^(Batch)?Create(?=[A-Z]).*(Execution|Job|Run|Build|Deployment)$/],
  ['spend', /^(Start|Restart|Resume)(?=[A-Z]).*(Instances?|Cluster|Endpoint|Fleet)$/],
];

/** For an action that AWS documents later than the catalogue, or not at all. */
const guessedLevel = (name: string): AccessLevel => {
  const part = partAfterService(name);
  if (/^(Batch|Admin)?List([A-Z]|$)/.test(part)) return 'list';
  return looking.test(part) ? 'read' : 'write';
};

const partAfterService = (name: string): string => name.slice(name.indexOf(':') + 1);

let table: Map<string, ActionClass> | undefined;

function exceptions(): Map<string, ActionClass> {
  table ??= new Map(
    Object.entries(actionClassOverrides).flatMap(([service, classes]) =>
      Object.entries(classes).flatMap(([name, actions]) =>
        actions.split(/\s+/).map((action) => [`${service}:${action}`.toLowerCase(), name as ActionClass] as const),
      ),
    ),
  );
  return table;
}
