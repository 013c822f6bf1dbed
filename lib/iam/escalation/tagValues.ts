import type { AwsPrincipal, ManagedPolicy } from '../awsEstate.ts';
import { openCatalogue } from '../catalogue.ts';
import type { Question } from './ask.ts';

type Values = NonNullable<Question['values']>;

/** Keys by which conditions ask for the tags of what is acted on: the global one, and the one that some services have of their own. */
export function resourceTagValues(action: string, tags: Readonly<Record<string, string>>): Values {
  const service = ownPrefix(action);
  return Object.entries(tags).flatMap(
    ([key, value]): Values => [
      [`aws:resourcetag/${key.toLowerCase()}`, value],
      [`${service}:resourcetag/${key.toLowerCase()}`, value],
    ],
  );
}

/** Of what STS is asked for, roles, the tags are those of IAM. */
function ownPrefix(action: string): string {
  const service = action.slice(0, action.indexOf(':')).toLowerCase();
  return service === 'sts' ? 'iam' : service;
}

/** What a request says that puts tags on. */
export const requestTags = (tags: Readonly<Record<string, string>>): Values => [
  ...Object.entries(tags).map(([key, value]): Values[number] => [`aws:requesttag/${key.toLowerCase()}`, value]),
  ['aws:tagkeys', Object.keys(tags)],
];

/** What a request about a user or role says of it: its tags, and its permissions boundary. */
export function targetValues(action: string, { tags, boundary }: Pick<AwsPrincipal, 'tags'> & { boundary?: Pick<ManagedPolicy, 'arn'> }): Values {
  const bounded = boundary && saysBoundary(action) ? [['iam:permissionsboundary', boundary.arn] as const] : [];
  return [...resourceTagValues(action, tags), ...bounded];
}

/** Only some actions know the boundary of whom they are about. */
function saysBoundary(name: string): boolean {
  const catalogue = openCatalogue();
  const id = catalogue.idOf(name);
  return id !== undefined && catalogue.action(id).conditionKeys.includes('iam:PermissionsBoundary');
}
