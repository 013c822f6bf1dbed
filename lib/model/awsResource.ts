import { parseArn } from './arn.ts';
import { roleArnOfSession } from './awsKeys.ts';

/**
 * The resource that the model has for an ARN (docs/model.md, "Granularity"): one a bucket, table, function, log group, topic; what lies in it, its versions and its runs are the same one. A session of a
 * role is the role. Other ARNs, and what is none, stay as they are. The rules are the forms of the Service Authorization Reference.
 */
export function awsResource(arn: string): string {
  const parts = parseArn(arn);
  if (!parts) return arn;
  const { partition, service, region, account, resource } = parts;
  const role = roleArnOfSession(arn);
  if (role !== undefined) return role;
  const whole = wholeOf[service]?.(resource);
  return whole === undefined || whole === resource ? arn : `arn:${partition}:${service}:${region}:${account}:${whole}`;
}

/** The first `parts` parts, which have `mark` between them. */
const first =
  (parts: number, mark: '/' | ':') =>
  (resource: string): string =>
    resource.split(mark).slice(0, parts).join(mark);
/** Only of resources that begin so. */
const where =
  (form: RegExp, whole: (resource: string) => string) =>
  (resource: string): string =>
    form.test(resource) ? whole(resource) : resource;

const wholeOf: Record<string, ((resource: string) => string) | undefined> = {
  s3: (resource) => (resource.startsWith('accesspoint/') ? first(2, '/')(resource) : first(1, '/')(resource)),
  dynamodb: where(/^table\//, first(2, '/')),
  lambda: where(/^function:/, first(2, ':')),
  logs: where(/^log-group:/, first(2, ':')),
  sns: first(1, ':'),
  kinesis: where(/^stream\//, first(2, '/')),
  es: where(/^domain\//, first(2, '/')),
  codebuild: (resource) => resource.replace(/^build(?:-batch)?\/([^:]+):.*$/s, 'project/$1'),
  states: (resource) => resource.replace(/^(?:execution|express):([^:]+):.*$/s, 'stateMachine:$1').replace(/^(stateMachine:[^:]+):.*$/s, '$1'),
  'execute-api': first(1, '/'),
  apigateway: where(/^\/(?:restapis|apis)\//, first(3, '/')),
  glue: (resource) => resource.replace(/^(?:table|partition|tableVersion)\/([^/]+)\/.*$/s, 'database/$1'),
};
