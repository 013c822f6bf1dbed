import { z } from 'zod';
import { type ApiRoute, apiRoutes } from '../model/apiRoutes.ts';
import { errorCodes, httpStatus } from '../model/errors.ts';
import { AskExceptions } from './askExceptions.ts';
import { AssignTasks } from './assignTasks.ts';
import { SignIn } from './auth.ts';
import { StartCampaign } from './campaigns.ts';
import { ChangeOutgoing } from './changeOutgoing.ts';
import { ChangeRole } from './changePerson.ts';
import { ChangeTask } from './changeTask.ts';
import { ChangeView } from './changeView.ts';
import { CommentTask } from './commentTask.ts';
import { CreateTasks } from './createTasks.ts';
import { DecideException } from './decideException.ts';
import { ChangeHorizon } from './horizon.ts';
import { ImportUpload } from './importUploadInput.ts';
import { InvitePerson } from './invitePerson.ts';
import { MakeCorrection } from './makeCorrection.ts';
import { MoveTask } from './moveTask.ts';
import { PreviewRules, SaveRules } from './patternRules.ts';
import { ClaimLink } from './people.ts';
import { ChangePassword, Rename } from './profile.ts';
import { SaveView } from './saveView.ts';
import { ChangeSla } from './sla.ts';
import { WithdrawCorrection } from './withdrawCorrection.ts';
import { WithdrawException } from './withdrawException.ts';

/** What bodies are checked against; what stands in the address is no part of them. */
const bodies: Record<string, { of: z.ZodType; without?: string[] }> = {
  'POST /api/sign-in': { of: SignIn },
  'POST /api/welcome': { of: ClaimLink },
  'POST /api/imports': { of: ImportUpload },
  'POST /api/tasks': { of: CreateTasks },
  'POST /api/tasks/assign': { of: AssignTasks },
  'POST /api/tasks/exceptions': { of: AskExceptions },
  'POST /api/tasks/{task}/start': { of: MoveTask, without: ['task'] },
  'POST /api/tasks/{task}/claim': { of: MoveTask, without: ['task'] },
  'POST /api/tasks/{task}/reopen': { of: MoveTask, without: ['task'] },
  'POST /api/tasks/{task}/comment': { of: CommentTask, without: ['task'] },
  'POST /api/tasks/{task}/change': { of: ChangeTask, without: ['task'] },
  'POST /api/exceptions/{exception}/approve': { of: DecideException, without: ['exception', 'decision'] },
  'POST /api/exceptions/{exception}/refuse': { of: DecideException, without: ['exception', 'decision'] },
  'POST /api/exceptions/{exception}/withdraw': { of: WithdrawException, without: ['exception'] },
  'POST /api/corrections': { of: MakeCorrection },
  'POST /api/corrections/{correction}/withdraw': { of: WithdrawCorrection, without: ['correction'] },
  'POST /api/campaigns': { of: StartCampaign },
  'POST /api/views': { of: SaveView },
  'PATCH /api/views/{view}': { of: ChangeView },
  'POST /api/profile/name': { of: Rename },
  'POST /api/profile/password': { of: ChangePassword },
  'PUT /api/sla': { of: ChangeSla },
  'PUT /api/horizon': { of: ChangeHorizon },
  'PUT /api/patterns': { of: SaveRules },
  'POST /api/patterns/preview': { of: PreviewRules },
  'PUT /api/outgoing': { of: ChangeOutgoing },
  'POST /api/people/invitations': { of: InvitePerson },
  'POST /api/people/{person}/role': { of: ChangeRole },
};

type Json = Record<string, unknown>;

/** The routes as OpenAPI 3.1: who may, what is sent, what comes back. Bodies are the schemas that verbs check them against. */
export function describeApi(): Json {
  const paths: Record<string, Json> = {};
  for (const route of apiRoutes) paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Keyblast',
      version: '0.1.0',
      description: 'Everything but signing in needs a session. What changes something is refused unless it comes from this installation’s own pages.',
    },
    paths,
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'better-auth.session_token' } }, schemas: { Failure: failure } },
  };
}

const failure = {
  type: 'object',
  required: ['error'],
  properties: { error: { type: 'object', required: ['code', 'message'], properties: { code: { enum: errorCodes }, message: { type: 'string' } } } },
};

function operation(route: ApiRoute): Json {
  const { method, path, who, does, query = [], answers = 'application/json' } = route;
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const asked = query.map((name) => ({ name, in: 'query', required: false, schema: { type: 'string' } }));
  return {
    operationId: `${method.toLowerCase()}${path
      .slice('/api'.length)
      .replaceAll(/[{}]/g, '')
      .replaceAll(/[/.-](\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: does,
    description: who === 'anyone' ? 'Needs no session.' : `Needs the role ${who}.`,
    security: who === 'anyone' ? [] : [{ session: [] }],
    ...(named.length + asked.length > 0 && { parameters: [...named, ...asked] }),
    ...bodyOf(route),
    responses: {
      ...doneOf(answers),
      default: {
        description: `A failure; its code stands for the status: ${statuses}.`,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
      },
    },
  };
}

const doneOf = (answers: string): Json =>
  answers === 'redirect'
    ? { 303: { description: 'Done; where to go.' } }
    : answers === 'nothing'
      ? { 204: { description: 'Done.' } }
      : { 200: { description: 'Done.', content: { [answers]: {} } } };

const statuses = errorCodes.map((code) => `${code} ${httpStatus[code]}`).join(', ');

function bodyOf({ method, path, takes }: ApiRoute): Json {
  if (takes === 'nothing' || (takes !== 'JSON' && (method === 'GET' || method === 'DELETE'))) return {};
  if (takes === 'bytes') return { requestBody: { required: true, content: { 'application/octet-stream': {} } } };
  const body = bodies[`${method} ${path}`];
  return { requestBody: { required: true, content: { 'application/json': body ? { schema: schemaOf(body) } : { schema: { type: 'object' } } } } };
}

function schemaOf({ of, without = [] }: { of: z.ZodType; without?: string[] }): Json {
  const { $schema: _, properties, required, ...rest } = z.toJSONSchema(of, { io: 'input', unrepresentable: 'any' });
  const isKept = (name: string): boolean => !without.includes(name);
  return {
    ...rest,
    ...(properties && { properties: Object.fromEntries(Object.entries(properties).filter(([name]) => isKept(name))) }),
    ...(required && { required: required.filter(isKept) }),
  };
}
